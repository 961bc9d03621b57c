import { readChange } from '#catalogue';
import type { LawChange } from '#catalogue';
import type { Language } from '#language';
import { seeing, WhatIfCount } from '#region';
import type { WhatIf } from '#region';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';
import { whatIfPage } from '#web/pages/what-if.ts';
import type { WhatIfAsked } from '#web/pages/what-if.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { say } from '#web/words.ts';

import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

const longest = { id: 100, rule: 2000 } as const;
const mostKept = 20;
const householdsAtOnce = 25;

/** What a changed law would do in the region, for the methodologist: one count at a time, the last ones kept. */
export function addWhatIf(walk: Walk): void {
  const { app, house } = walk;
  const counts = countsOf(house);
  app.get(
    '/packs/what-if',
    withRight(walk, 'region.try', async ({ c, screen }) => {
      const query = (name: keyof WhatIfAsked, most: number): string => (c.req.query(name) ?? '').trim().slice(0, most);
      const asked: WhatIfAsked = {
        parameter: query('parameter', longest.id),
        value: query('value', longest.id),
        from: query('from', longest.id),
        criterion: query('criterion', longest.id),
        when: query('when', longest.rule),
      };
      const day = house.catalogue.population.day ?? today(house);
      if (Object.values(asked).every((one) => one === ''))
        return show(c, whatIfPage(screen, house.catalogue, asked, { day, problems: [] }));
      const read = await changeOf(house, walk.language, day, asked);
      if ('problems' in read)
        return show(c, whatIfPage(screen, house.catalogue, asked, { day, problems: read.problems }), 400);
      const found = await counts(JSON.stringify(asked), read.change, day);
      return show(c, whatIfPage(screen, house.catalogue, asked, { day, found, problems: [] }));
    }),
  );
}

type Count = (key: string, change: LawChange, day: string) => Promise<WhatIf>;
const keptCounts = new WeakMap<House, Count>();

/** Counts are the same in both languages: a house has one row of them. */
function countsOf(house: House): Count {
  const known = keptCounts.get(house);
  if (known !== undefined) return known;
  const kept = new Map<string, Promise<WhatIf>>();
  let last: Promise<unknown> = Promise.resolve();
  const count: Count = (key, change, day) => {
    const before = kept.get(key);
    if (before !== undefined) return before;
    const counting = last.then(() => counted(house, change, day));
    last = counting.catch(() => kept.delete(key));
    kept.set(key, counting);
    if (kept.size > mostKept) for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return counting;
  };
  keptCounts.set(house, count);
  return count;
}

async function counted(house: House, change: LawChange, day: string): Promise<WhatIf> {
  const see = seeing(change, day);
  const gathered = new WhatIfCount(change, day);
  let households = 0;
  for await (const told of house.region.told(day)) {
    gathered.add(see(told));
    households += 1;
    // Other pages are answered between.
    if (households % householdsAtOnce === 0) await new Promise((resolve) => void setImmediate(resolve));
  }
  return gathered.result(house.region.isSynthetic);
}

async function changeOf(
  house: House,
  language: Language,
  day: string,
  { parameter, value, from, criterion, when }: WhatIfAsked,
): Promise<{ readonly change: LawChange } | { readonly problems: readonly FieldProblem[] }> {
  const roubles = Number(value.replace(',', '.').replaceAll(/\s/gu, ''));
  if (parameter !== '' && (value === '' || !Number.isFinite(roubles)))
    return { problems: [{ field: 'value', text: say(language, 'whatIfNumber') }] };
  const [service = '', id = ''] = criterion.split('/');
  const after = [
    ...(parameter === '' ? [] : [{ parameter, value: roubles, ...(from === '' ? {} : { from }) }]),
    ...(criterion === '' || when === '' ? [] : [{ service, criterion: id, when }]),
  ];
  if (after.length === 0) return { problems: [{ field: 'parameter', text: say(language, 'whatIfNothing') }] };
  const title = { ru: say('ru', 'whatIfTitle'), en: say('en', 'whatIfTitle') };
  const written = JSON.stringify({ name: title, after }, undefined, 1);
  const read = await readChange(house.catalogue, day, 'what-if', written);
  if ('change' in read) return read;
  return {
    problems: read.problems.map(({ message, remedy }) => ({
      field: parameter === '' ? 'when' : criterion === '' ? 'value' : 'when',
      text: `${message[language]}${remedy === undefined ? '' : ` ${remedy[language]}`}`,
    })),
  };
}
