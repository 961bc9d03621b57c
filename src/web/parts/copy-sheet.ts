import type { Catalogue } from '#catalogue';
import type { CertifiedCopy, Certifier, CopyText } from '#copies';
import type { Language } from '#language';
import { say } from '#web/words.ts';
import { articleText } from './criteria.ts';
import { valueText } from './fact-words.ts';
import { capitalised, dayText } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { momentText } from './moments.ts';
import { summaryList, toBeChecked } from './notices.ts';
import { table } from './table.ts';

export type CopyAround = { readonly catalogue: Catalogue; readonly timeZone: string };

/** What the paper says of the electronic document: the same on the form, on the paper and when the paper is checked. */
export function copyText(language: Language, { catalogue, timeZone }: CopyAround, text: CopyText): Html {
  const { about, ofHousehold, answer } = text;
  const { surname, givenName, patronymic, birthDate } = about;
  const name = [surname, givenName, patronymic].filter((part) => part !== undefined).join(' ');
  const moment = (at: string): string => momentText(language, timeZone, at);
  return html`${summaryList([
    { key: say(language, 'copyAbout'), value: name },
    ...(birthDate === undefined ? [] : [{ key: say(language, 'copyBorn'), value: dayText(language, birthDate) }]),
    {
      key: say(language, 'copyFrom'),
      value: say(language, 'copyFromText', {
        agency: agencyName(catalogue, language, text.agency),
        at: moment(answer.receivedAt),
        asker: agencyName(catalogue, language, text.asker),
      }),
    },
    {
      key: say(language, 'copySignature'),
      value: html`<span class="okno-copy__marks"
        >${say(language, 'copySignatureText', { at: moment(answer.signedAt), member: answer.member, key: answer.keyId, algorithm: answer.algorithm, from: moment(answer.keyFrom), until: moment(answer.keyUntil) })}</span
      >`,
    },
    {
      key: say(language, 'copyDigest'),
      value: html`<span class="okno-copy__marks">SHA-256: ${answer.digest}</span>`,
    },
  ])}
  ${ofHousehold ? html`<p class="govuk-body">${say(language, 'copyHousehold')}.</p>` : nothing}
  ${table({
    label: say(language, 'copySays'),
    columns: [say(language, 'answerFact'), say(language, 'copySays')],
    rows: answer.facts.map((fact) => ({
      name: html`${catalogue.facts.get(fact.fact)?.name[language] ?? fact.fact}`,
      cells: [html`${saidOf(language, catalogue, fact)}`],
    })),
  })}`;
}

function saidOf(language: Language, { facts }: Catalogue, said: CopyText['answer']['facts'][number]): string {
  const fact = facts.get(said.fact);
  const value =
    'notFound' in said
      ? say(language, 'answerNotFound')
      : 'none' in said
        ? (fact?.mayBeAbsent?.[language] ?? say(language, 'answerAbsent'))
        : fact === undefined
          ? String(said.value)
          : valueText(language, fact, said.value);
  const day = (word: 'copySince' | 'copyUntil', at: string | undefined): readonly string[] =>
    at === undefined ? [] : [say(language, word, { day: dayText(language, at) })];
  return [value, ...day('copySince', said.heldSince), ...day('copyUntil', said.validUntil)].join(', ');
}

/** Who certified the copy, where, when and by which right. */
export function certified(language: Language, around: CopyAround, { at, by, ground }: CertifiedCopy): Html {
  return summaryList([
    {
      key: say(language, 'copyCertified'),
      value: `${momentText(language, around.timeZone, at)}. ${certifierText(language, around.catalogue, by)}`,
    },
    { key: say(language, 'copyGround'), value: html`${articleText(ground.basis)} ${toBeChecked(language)}` },
  ]);
}

export function certifierText(
  language: Language,
  catalogue: Catalogue,
  { agency, office, name, officer }: Certifier,
): string {
  const place = catalogue.offices.find(({ id }) => id === office)?.name[language] ?? office;
  return [place ?? agencyName(catalogue, language, agency), `${name} (${officer})`].join(', ');
}

/** In groups of four, as it is read aloud and typed. */
export function codeText(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/gu, '$1-');
}

export function agencyName({ agencies }: Catalogue, language: Language, agency: string): string {
  return capitalised(agencies.get(agency)?.name[language] ?? agency);
}
