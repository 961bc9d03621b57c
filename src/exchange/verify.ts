import { sql } from 'kysely';

import type { Database } from '#database';
import type { Text } from '#language';
import {
  answerFaultWords,
  createChecker,
  keyDirectory,
  lateAnswerShape,
  readAnswerHeaders,
  readMessageText,
  readQuestionHeaders,
  requestHash,
} from '#protocol';
import type { Checker, MemberKey, Message, RequestMessage, SignatureAlgorithm, SignatureChecked } from '#protocol';

import { readKeys } from './connections.ts';
import { jsonIn } from './json-in.ts';
import type { SignedText } from './model.ts';

export type ArchiveFault = {
  readonly person: string;
  readonly inquiry: string;
  readonly code: string;
  readonly text: Text;
};

export type ArchiveVerified = {
  readonly inquiries: number;
  readonly questions: number;
  readonly answers: number;
  /** Messages of ways of exchange that know no signature (files). */
  readonly unsigned: number;
  readonly faults: readonly ArchiveFault[];
};

type Kept = SignedText & { readonly kind: 'question' | 'answer' };
type Page = { readonly person: string; readonly id: string; readonly messages: readonly Kept[] };

const page = 1000;

/**
 * What a third party does years later: checks each kept question and answer by nothing but their texts, their signatures and
 * the directory of keys. Each answer has to be of the member that was asked, and to one of the questions beside it. Reads in
 * pages: memory does not grow with the archive.
 */
export async function verifyArchive(
  database: Database,
  algorithms: readonly SignatureAlgorithm[],
  onProgress: (inquiries: number) => void = () => undefined,
): Promise<ArchiveVerified> {
  const check = createChecker(algorithms, keyDirectory(await readKeys(database)));
  const sum = { inquiries: 0, questions: 0, answers: 0, unsigned: 0 };
  const faults: ArchiveFault[] = [];
  let after = { person: '', id: '' };
  for (;;) {
    const pages = await pageAfter(database, after);
    for (const one of pages) {
      sum.inquiries += 1;
      for (const { kind, signature } of one.messages) {
        if (kind === 'question') sum.questions += 1;
        else sum.answers += 1;
        if (signature === '') sum.unsigned += 1;
      }
    }
    // The checks of a page go on at once, as many as there are threads.
    faults.push(...(await Promise.all(pages.map(async (one) => await faultsIn(one, check)))).flat());
    after = pages.at(-1) ?? after;
    onProgress(sum.inquiries);
    if (pages.length < page) return { ...sum, faults };
  }
}

async function pageAfter(database: Database, { person, id }: { readonly person: string; readonly id: string }) {
  const { rows } = await sql<Page>`select i.person, i.id, coalesce((
      select jsonb_agg(jsonb_build_object('kind', m.kind, 'text', m.text, 'signature', m.signature) order by m.sequence)
      from inquiry_message m where m.person = i.person and m.inquiry_id = i.id), '[]') as messages
    from inquiry i where (i.person, i.id) > (${person}, ${id}) order by i.person, i.id limit ${page}`.execute(
    database.queries,
  );
  return rows;
}

async function faultsIn({ person, id, messages }: Page, check: Checker): Promise<readonly ArchiveFault[]> {
  return (await checkMessages(id, messages, check)).flatMap((checked) =>
    checked === 'unsigned' || !('fault' in checked)
      ? []
      : [{ person, inquiry: id, code: checked.fault, text: words(checked.fault) }],
  );
}

/** Whether a kept message is what its sender signed: by which key and when, or what is wrong with it. */
export type MessageChecked =
  | 'unsigned'
  | { readonly key: MemberKey; readonly signedAt: string }
  | { readonly fault: string };

/** Checks the messages of one inquiry, in the order in which they went and came. */
export async function checkMessages(
  id: string,
  messages: readonly Kept[],
  check: Checker,
): Promise<readonly MessageChecked[]> {
  const hashes = new Set<string>();
  const all: MessageChecked[] = [];
  for (const kept of messages) {
    if (kept.signature === '') {
      all.push('unsigned');
      continue;
    }
    const message = readMessageText(kept.text);
    all.push(message === undefined ? { fault: 'unreadable' } : await checkMessage(kept, message, id, hashes, check));
    if (message?.kind === 'request' && kept.kind === 'question') hashes.add(requestHash(message));
  }
  return all;
}

async function checkMessage(
  { kind, signature }: Kept,
  message: Message,
  id: string,
  hashes: ReadonlySet<string>,
  check: Checker,
): Promise<Exclude<MessageChecked, 'unsigned'>> {
  const settle = (checked: SignatureChecked, fault: () => string | undefined): Exclude<MessageChecked, 'unsigned'> => {
    const found = 'fault' in checked ? undefined : fault();
    return found === undefined ? checked : { fault: found };
  };
  if (message.kind === 'request') {
    const about = readQuestionHeaders(message.headers);
    if ('unreadable' in about) return { fault: 'unreadable-headers' };
    return settle(await check(message, signature, about.client), () => {
      if (kind === 'question') return about.id === id ? undefined : 'other-inquiry';
      return lateFault(message, id, hashes);
    });
  }
  const about = readAnswerHeaders(message.headers);
  if ('unreadable' in about) return { fault: 'unreadable-headers' };
  const { service: _code, ...provider } = about.service;
  return settle(await check(message, signature, provider), () => {
    // What was asked after a queued question has a name and a hash of its own.
    const isAskedAfter = about.id.startsWith(`${id}.`);
    return isAskedAfter || (about.id === id && hashes.has(about.requestHash)) ? undefined : 'other-question';
  });
}

/** An answer that came by itself is a message of the agency's own, and names the question inside. */
function lateFault(message: RequestMessage, id: string, hashes: ReadonlySet<string>): string | undefined {
  const read = lateAnswerShape.safeParse(jsonIn(message.body));
  if (!read.success) return 'unreadable';
  return read.data.inReplyTo === id && hashes.has(read.data.requestHash) ? undefined : 'other-question';
}

function words(code: string): Text {
  const known = Object.entries(answerFaultWords).find(([fault]) => fault === code)?.[1];
  if (known !== undefined) return known;
  return code === 'other-inquiry'
    ? { ru: 'это вопрос другого запроса', en: 'it is the question of another inquiry' }
    : { ru: 'сообщение не читается', en: 'the message cannot be read' };
}
