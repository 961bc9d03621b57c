import { isDeepStrictEqual } from 'node:util';

import type { Text } from '#language';
import { answerShape, askQuestion, metaserviceCodes, oknoOf, registryOf, serviceCodes, serviceOf } from '#protocol';
import type { CheckedAnswer, FactsAnswer } from '#protocol';

import { ask, handIn } from './ask.ts';
import type { Asker } from './ask.ts';

export type Conformance = { readonly check: Text; readonly fault?: string };

export type Probe = Asker & {
  readonly agency: string;
  /** Kinds of facts that the agency holds, of which some are asked. */
  readonly facts: readonly string[];
  readonly newId: () => string;
};

/** Nobody has this number. */
const nobody = { snils: '99099999900' };
const purpose = { purpose: 'проверка соответствия', ground: { kind: 'law', basis: '210-ФЗ, ст. 7.1' } };

/**
 * What an agency must do so that Okno can ask it, each tried on the running server: signed answers to signed questions, the
 * same answer to the same question, refusals with the right faults, its own description. Asks about nobody only.
 */
export async function checkConformance(probe: Probe): Promise<readonly Conformance[]> {
  const { agency, facts, newId, url, signer, now } = probe;
  const client = oknoOf('mfc');
  const service = (code: string) => serviceOf(registryOf(agency), code);
  const body = { subject: nobody, facts: facts.slice(0, 3), ...purpose };
  const put = (id: string, of = service(serviceCodes.facts), told: unknown = body): Promise<CheckedAnswer> =>
    ask(probe, { service: of, headers: { client, id }, body: told });
  const look = (code: string, rest?: string): Promise<CheckedAnswer> =>
    ask(probe, { service: service(code), headers: { client, id: newId() }, ...(rest === undefined ? {} : { rest }) });
  const signed = () =>
    askQuestion({ service: service(serviceCodes.facts), headers: { client, id: newId() }, body }, signer, now());

  const checks: readonly (readonly [Text, () => Promise<string | undefined>])[] = [
    [
      { ru: 'на подписанный вопрос — подписанный ответ', en: 'answers a signed question with a signed answer' },
      async () => {
        const told = factsIn(await put(newId()));
        if (typeof told === 'string') return told;
        const names = told.map(({ fact }) => fact);
        return isDeepStrictEqual(names, body.facts)
          ? undefined
          : `asked ${body.facts.join()}, answered ${names.join()}`;
      },
    ],
    [
      { ru: 'о ком не знает, о том так и говорит', en: 'says of somebody it does not know that it does not know' },
      async () => {
        const told = factsIn(await put(newId()));
        if (typeof told === 'string') return told;
        return told.every((one) => 'notFound' in one) ? undefined : JSON.stringify(told);
      },
    ],
    [
      { ru: 'тот же вопрос второй раз — тот же ответ', en: 'gives the same answer to the same question again' },
      async () => {
        const id = newId();
        const [first, second] = [factsIn(await put(id)), factsIn(await put(id))];
        return isDeepStrictEqual(first, second) ? undefined : 'the second answer differs';
      },
    ],
    [
      { ru: 'неподписанный вопрос не принимает', en: 'refuses a question without a signature' },
      async () => faultOf(await handIn(url, { ...signed(), signature: '' }), 'Server.ServerProxy.InvalidSignature'),
    ],
    [
      { ru: 'изменённый в пути вопрос не принимает', en: 'refuses a question that was altered on its way' },
      async () => {
        const question = signed();
        const altered = { ...question.message, body: question.message.body.replace(nobody.snils, '99000000153') };
        const arrived = await handIn(url, { ...question, message: altered });
        return faultOf(arrived, 'Server.ServerProxy.InvalidSignature');
      },
    ],
    [
      { ru: 'чужой вопрос не принимает', en: 'refuses a question for another agency' },
      async () =>
        failedWith(await put(newId(), serviceOf(registryOf('nobody'), 'facts')), 'Server.ServerProxy.UnknownMember'),
    ],
    [
      { ru: 'неизвестную службу называет неизвестной', en: 'says that it has no such service' },
      async () => failedWith(await put(newId(), service('nothing')), 'Server.ServerProxy.UnknownService'),
    ],
    [
      { ru: 'непонятный вопрос — отказ 400 с подписью', en: 'refuses what it cannot read with a signed 400' },
      async () => {
        const checked = await put(newId(), service(serviceCodes.facts), { facts: 'all' });
        if (!('answer' in checked)) return telling(checked);
        return checked.answer.message.status === 400 ? undefined : `status ${checked.answer.message.status}`;
      },
    ],
    [
      { ru: 'возражение, пришедшее дважды, принимает', en: 'takes a dispute, and takes it when it comes again' },
      async () => {
        const id = newId();
        const dispute = { subject: nobody, fact: facts[0], inReplyTo: id, words: 'проверка' };
        for (let time = 0; time < 2; time += 1) {
          const checked = await put(id, service(serviceCodes.disputes), dispute);
          if (!('answer' in checked)) return telling(checked);
          if (checked.answer.message.status >= 300) return `status ${checked.answer.message.status}`;
        }
        return undefined;
      },
    ],
    [
      { ru: 'перечисляет свои службы (listMethods)', en: 'lists its services (listMethods)' },
      async () => {
        const checked = await look('listMethods');
        if (!('answer' in checked)) return telling(checked);
        const listed = JSON.parse(checked.answer.message.body) as {
          readonly service?: readonly { service_code?: string }[];
        };
        const codes = (listed.service ?? []).map(({ service_code: code = '' }) => code);
        const hasOwn = [serviceCodes.facts, serviceCodes.disputes].every((code) => codes.includes(code));
        const hasMeta = metaserviceCodes.some((code) => codes.includes(code));
        return hasOwn && !hasMeta ? undefined : `services: ${codes.join()}`;
      },
    ],
    [
      { ru: 'описывает себя (getOpenAPI)', en: 'describes itself (getOpenAPI)' },
      async () => {
        const checked = await look('getOpenAPI', '?serviceCode=facts');
        if (!('answer' in checked)) return telling(checked);
        const described = JSON.parse(checked.answer.message.body) as { readonly openapi?: string };
        return described.openapi?.startsWith('3.') === true ? undefined : `openapi: ${String(described.openapi)}`;
      },
    ],
  ];
  const results: Conformance[] = [];
  for (const [check, run] of checks) {
    const fault = await faultIn(run);
    results.push(fault === undefined ? { check } : { check, fault });
  }
  return results;
}

async function faultIn(run: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    // Nobody answers, or what came is no JSON: that is what is told.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
      return error.cause instanceof Error ? error.cause.message : error.message;
    throw error;
  }
}

function factsIn(checked: CheckedAnswer): FactsAnswer['facts'] | string {
  if (!('answer' in checked)) return telling(checked);
  const { data, error } = answerShape.safeParse(JSON.parse(checked.answer.message.body));
  return data?.facts ?? `${error?.issues[0]?.path.join('/')}: ${error?.issues[0]?.message}`;
}

function telling(checked: Exclude<CheckedAnswer, { readonly answer: unknown }>): string {
  return 'fault' in checked ? checked.fault : `${checked.failed.type}: ${checked.failed.message}`;
}

function failedWith(checked: CheckedAnswer, type: string): string | undefined {
  if ('failed' in checked && checked.failed.type === type) return undefined;
  return 'answer' in checked ? `status ${checked.answer.message.status}` : telling(checked);
}

async function faultOf(arrived: Response, type: string): Promise<string | undefined> {
  await arrived.body?.cancel();
  const found = arrived.headers.get('x-road-error');
  return found === type ? undefined : `status ${arrived.status}, X-Road-Error: ${found ?? '—'}`;
}
