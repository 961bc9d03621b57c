import { readChange } from '#catalogue';
import type { LawChange } from '#catalogue';
import type { Language } from '#language';
import { effectOf, isRefused } from '#region';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';
import { whatIfPage } from '#web/pages/what-if.ts';
import type { WhatIfAsked } from '#web/pages/what-if.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

import { withRight } from './attended.ts';
import { onRegion, showWorking } from './on-region.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

const longest = { id: 100, rule: 2000 } as const;
const path = '/packs/what-if';

/** What a changed law would do in the region, for the methodologist. */
export function addWhatIf(walk: Walk): void {
  const { app, house } = walk;
  app.get(
    path,
    withRight(walk, 'region.try', async ({ c, screen }) => {
      const query = (name: keyof WhatIfAsked, most: number): string => (c.req.query(name) ?? '').trim().slice(0, most);
      const asked: WhatIfAsked = {
        parameter: query('parameter', longest.id),
        value: query('value', longest.id),
        from: query('from', longest.id),
        criterion: query('criterion', longest.id),
        when: query('when', longest.rule),
      };
      const day = await house.region.day(today(house));
      if (Object.values(asked).every((one) => one === ''))
        return show(c, whatIfPage(screen, house.catalogue, asked, { day, problems: [] }));
      const read = await changeOf(house, walk.language, day, asked);
      if ('problems' in read)
        return show(c, whatIfPage(screen, house.catalogue, asked, { day, problems: read.problems }), 400);
      const standing = await onRegion(house, house.works.whatIf, `${day} ${JSON.stringify(asked)}`, (on) =>
        effectOf(read.change, on),
      );
      if ('working' in standing) {
        const at = `${pathIn(walk.language, path)}?${new URLSearchParams(asked).toString()}`;
        return showWorking(c, screen, standing.working, { title: 'whatIfTitle', back: path, at });
      }
      const { found } = standing;
      const told = isRefused(found) ? { day, problems: [], refused: found.problems } : { day, found, problems: [] };
      return show(c, whatIfPage(screen, house.catalogue, asked, told));
    }),
  );
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
