import { hear, readTold } from '#assessment';
import type { Answer, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { problemLine } from '#language';
import type { Text } from '#language';
import { checkRoute } from '#planner';

import { solve } from './solve.ts';
import type { Solved } from './solve.ts';
import type { Story } from './stories.ts';

export type StoryResult = { readonly story: Story; readonly faults: readonly Text[] };

/** Every story answered and planned, and compared with what must come out of it. */
export function runStories(catalogue: Catalogue, stories: readonly Story[]): StoryResult[] {
  return stories.map((story) => ({ story, faults: faultsOf(catalogue, story) }));
}

function faultsOf(catalogue: Catalogue, story: Story): Text[] {
  const read = readTold(catalogue, { ...story.situation, says: story.says }, { asOf: story.asOf });
  if ('problems' in read)
    return read.problems.map((problem) => ({ ru: problemLine(problem, 'ru'), en: problemLine(problem, 'en') }));
  const { told } = read;
  const solved = solve(catalogue, told);
  const { expect } = story;
  const heard = hear(story.says, catalogue.words, { situations: catalogue.situations });
  const { assessment, route } = solved;
  const codes = assessment.situations.map(({ code }) => code);
  return [
    ...lacking({ ru: 'жизненная ситуация', en: 'life situation' }, [story.of], codes),
    ...lacking(
      { ru: 'из слов не понято', en: 'not understood from the words' },
      expect.hears,
      heard.situations.map(({ code }) => code),
    ),
    ...lacking(
      { ru: 'потребность', en: 'need' },
      expect.needs,
      assessment.needs.map(({ need }) => need),
    ),
    ...(['yes', 'no', 'unknown'] as const).flatMap((answer) =>
      (expect[answer] ?? []).flatMap((wanted) => answered(solved, wanted, answer)),
    ),
    ...(expect.tonight ?? []).flatMap((service) => startsTonight(solved, service, told)),
    ...(expect.order ?? []).flatMap(([first, second]) => comesBefore(solved, first, second)),
    ...lacking(
      { ru: 'необеспеченная потребность', en: 'gap' },
      expect.gaps,
      assessment.gaps.map(({ need }) => need),
    ),
    ...checkRoute(catalogue, told, assessment, route).map((fault) => fault2text(fault)),
  ];
}

function fault2text(fault: unknown): Text {
  const said = typeof fault === 'string' ? fault : JSON.stringify(fault);
  return { ru: `маршрут: ${said}`, en: `route: ${said}` };
}

function lacking(what: Text, wanted: readonly string[] | undefined, got: readonly string[]): Text[] {
  return (wanted ?? [])
    .filter((one) => !got.includes(one))
    .map((one) => ({
      ru: `${what.ru}: нет «${one}», есть ${got.join(', ')}`,
      en: `${what.en}: no "${one}", there are ${got.join(', ')}`,
    }));
}

function answered({ assessment }: Solved, wanted: string, answer: Answer): Text[] {
  const [service, subject] = wanted.split('@');
  const rows = assessment.entitlements.filter(
    (one) => one.service === service && (subject === undefined || one.subject === subject),
  );
  const got = rows.map((one) => one.answer);
  const isSo = answer === 'no' && subject === undefined ? got.every((one) => one === 'no') : got.includes(answer);
  if (isSo && got.length > 0) return [];
  const why = rows
    .flatMap((one) => one.criteria.filter((criterion) => criterion.answer !== 'yes'))
    .map((criterion) => `${criterion.id}: ${criterion.answer} ${criterion.missing.map(({ fact }) => fact).join(' ')}`);
  return [
    {
      ru: `${wanted}: ожидалось ${answer}, получено ${got.join(', ') || 'ничего'} (${why.join('; ')})`,
      en: `${wanted}: expected ${answer}, got ${got.join(', ') || 'nothing'} (${why.join('; ')})`,
    },
  ];
}

function startsTonight({ route }: Solved, service: string, told: ToldSituation): Text[] {
  const step = route.steps.find((one) => one.service === service);
  if (step !== undefined && step.after.length === 0 && step.start === told.asOf && step.urgency === 'tonight')
    return [];
  const is = step === undefined ? ['нет в маршруте', 'not in the route'] : [step.start, step.start];
  return [
    {
      ru: `${service}: должно начаться сегодня (${is[0]}, ${step?.urgency ?? ''}, ждёт ${step?.after.join(', ') ?? ''})`,
      en: `${service}: has to begin tonight (${is[1]}, ${step?.urgency ?? ''}, waits for ${step?.after.join(', ') ?? ''})`,
    },
  ];
}

/** Some step of the first comes before every step of the second, through the steps between. */
function comesBefore({ route }: Solved, first: string, second: string): Text[] {
  const byId = new Map(route.steps.map((step) => [step.id, step]));
  const behind = (id: string, seen = new Set<string>()): Set<string> => {
    for (const earlier of byId.get(id)?.after ?? []) {
      if (seen.has(earlier)) continue;
      seen.add(earlier);
      behind(earlier, seen);
    }
    return seen;
  };
  const later = route.steps.filter((step) => step.service === second);
  const isSo = later.some((step) => [...behind(step.id)].some((id) => byId.get(id)?.service === first));
  return isSo ? [] : [{ ru: `«${first}» не раньше «${second}»`, en: `"${first}" does not come before "${second}"` }];
}
