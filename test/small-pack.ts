import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { readPacks } from '#catalogue';
import type { Catalogue, ReadCatalogue } from '#catalogue';
import { problemLine } from '#language';

export type SmallRule = {
  readonly each?: 'person' | 'applicant' | 'household';
  readonly where?: string;
  readonly when?: string;
  readonly judged?: boolean;
  readonly amount?: string;
  readonly per?: 'month' | 'year' | 'once';
  readonly gives?: string;
};

const text = { ru: 'слово', en: 'word' };
const article = { citation: 'ст. 1', certainty: 'memory' };

/** Facts, an agency and the services given, in a pack of their own: laws as small as a test needs them. */
export async function readSmallPack(
  services: Readonly<Record<string, SmallRule>>,
  interplay: Readonly<Record<string, unknown>>,
): Promise<ReadCatalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'okno-pack-'));
  const put = (file: string, value: unknown): Promise<void> => writeFile(join(folder, file), JSON.stringify(value));
  const fact = (id: string, of: string, type: string): unknown => ({
    id,
    of,
    type,
    name: text,
    min: type === 'boolean' ? undefined : 0,
  });
  await mkdir(join(folder, 'services'));
  await put('pack.yaml', { id: 'small', version: '1', title: text, buildsOn: [] });
  await put('agencies.yaml', {
    agencies: [{ id: 'office', name: text, shortName: text, level: 'federal', certainty: 'seen' }],
  });
  await put('facts.yaml', {
    facts: [
      {
        id: 'relation',
        of: 'person',
        type: 'choice',
        name: text,
        choices: ['self', 'spouse', 'child'].map((value) => ({ value, label: text })),
      },
      fact('ageYears', 'person', 'number'),
      fact('earnings12', 'person', 'money'),
      fact('pensions12', 'person', 'money'),
      fact('jobless', 'person', 'boolean'),
      fact('familyHadIncome', 'household', 'boolean'),
      ...['one', 'two', 'three'].map((id) => fact(id, 'household', 'boolean')),
      fact('rent', 'household', 'money'),
    ],
  });
  await put('derived.yaml', {
    derived: [
      {
        id: 'income12',
        of: 'person',
        type: 'number',
        name: text,
        ways: ['if familyHadIncome = false then 0 else earnings12 + pensions12'],
      },
      {
        id: 'perHead',
        of: 'household',
        type: 'number',
        name: text,
        ways: ['sum(members.income12) / 12 / count(members)'],
      },
    ],
  });
  await put('evidence.yaml', {
    evidence: [{ id: 'joblessness', kind: 'status', of: 'person', name: text, sets: { fact: 'jobless', value: true } }],
  });
  await put('interactions.yaml', { interactions: [], ...interplay });
  for (const [id, rule] of Object.entries(services)) {
    await put(`services/${id}.yaml`, {
      id,
      code: '',
      name: { ru: id, en: id },
      summary: text,
      howTo: text,
      authority: 'office',
      covers: [],
      subject: { each: rule.each ?? 'household', ...(rule.where === undefined ? {} : { where: rule.where }) },
      versions: [
        {
          from: '2026-01-01',
          basis: [article],
          criteria: [
            { id: 'rule', text, when: rule.when ?? true, article },
            ...(rule.judged === true ? [{ id: 'judged', text, judgedBy: text, article }] : []),
          ],
          ...(rule.amount === undefined
            ? {}
            : { amount: { value: rule.amount, currency: 'RUB', per: rule.per ?? 'month' } }),
          ...(rule.gives === undefined ? {} : { gives: [{ evidence: rule.gives, of: 'subject' }] }),
          channels: [{ kind: 'agency' }],
          certainty: 'memory',
        },
      ],
      examples: [],
    });
  }
  try {
    return await readPacks([folder], { root: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function smallPack(
  services: Readonly<Record<string, SmallRule>>,
  interplay: Readonly<Record<string, unknown>>,
): Promise<Catalogue> {
  const read = await readSmallPack(services, interplay);
  if ('problems' in read) throw new Error(read.problems.map((problem) => problemLine(problem, 'en')).join('\n'));
  return read.catalogue;
}

/** An interaction with all that every interaction says. */
export function interaction(
  kind: string,
  rest: Readonly<Record<string, unknown>>,
  id = kind,
): Readonly<Record<string, unknown>> {
  return { id, kind, text, article, ...rest };
}

export function toldIn(catalogue: Catalogue, facts: Readonly<Record<string, unknown>>): ToldSituation {
  const input = { asOf: '2026-03-02', territory: '69701000', applicant: 'anna', people: [{ id: 'anna' }], ...facts };
  const read = readTold(catalogue, input, { asOf: '2026-03-02' });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problemLine(problem, 'en')).join('\n'));
  return read.told;
}
