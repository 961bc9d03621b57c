import { assess, readTold } from '#assessment';
import type { Entitlement } from '#assessment';
import type { Catalogue, Service, ServiceExample } from '#catalogue';
import { problemLine } from '#language';
import type { Text } from '#language';

export type ExampleResult = {
  readonly service: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly faults: readonly Text[];
};

/** Runs every example written in the packs: facts in, answers compared with those expected. */
export function runExamples(catalogue: Catalogue, only?: string): ExampleResult[] {
  return [...catalogue.services.values()]
    .filter((service) => only === undefined || service.id === only)
    .flatMap((service) => service.examples.map((example) => runExample(catalogue, service, example)));
}

function runExample(catalogue: Catalogue, service: Service, example: ServiceExample): ExampleResult {
  const about = { service: service.id, name: example.name, file: service.file, line: example.line };
  const read = readTold(catalogue, example.situation, { asOf: example.asOf });
  if ('problems' in read) {
    return {
      ...about,
      faults: read.problems.map((problem) => ({ ru: problemLine(problem, 'ru'), en: problemLine(problem, 'en') })),
    };
  }
  const answers = assess(catalogue, read.told).entitlements.filter((entitlement) => entitlement.service === service.id);
  return { ...about, faults: example.expect.flatMap((expected) => compared(expected, answers)) };
}

function compared(expected: ServiceExample['expect'][number], answers: readonly Entitlement[]): Text[] {
  const got = answers.find((entitlement) => entitlement.subject === expected.subject);
  if (got === undefined) {
    const subjects = answers.map((entitlement) => entitlement.subject).join(', ');
    return [
      {
        ru: `для «${expected.subject}» ответа нет; есть для: ${subjects}`,
        en: `no answer for "${expected.subject}"; there is one for: ${subjects}`,
      },
    ];
  }
  const faults: Text[] = [];
  const differs = (what: Text, wanted: unknown, is: unknown): void => {
    faults.push({
      ru: `${what.ru}: ожидалось ${JSON.stringify(wanted)}, получено ${JSON.stringify(is)}`,
      en: `${what.en}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(is)}`,
    });
  };
  const failed = got.criteria.filter((criterion) => criterion.answer === 'no').map((criterion) => criterion.id);
  const missing = got.missing.map(({ fact }) => fact);
  if (got.answer !== expected.answer)
    differs(
      { ru: 'ответ', en: 'answer' },
      expected.answer,
      `${got.answer} (${got.criteria
        .filter((one) => one.answer !== 'yes')
        .map((one) => `${one.id}: ${one.answer}`)
        .join(', ')})`,
    );
  if (expected.amount !== undefined && got.amount?.value !== expected.amount)
    differs({ ru: 'сумма', en: 'amount' }, expected.amount, got.amount?.value ?? null);
  if (expected.failed !== undefined && !expected.failed.every((id) => failed.includes(id)))
    differs({ ru: 'не выполнены условия', en: 'failed criteria' }, expected.failed, failed);
  if (expected.missing !== undefined && !expected.missing.every((id) => missing.includes(id)))
    differs({ ru: 'не хватает сведений', en: 'missing facts' }, expected.missing, missing);
  if (expected.unlockedBy !== undefined && !expected.unlockedBy.every((id) => got.unlockedBy.includes(id)))
    differs({ ru: 'открывается через', en: 'unlocked by' }, expected.unlockedBy, got.unlockedBy);
  return faults;
}
