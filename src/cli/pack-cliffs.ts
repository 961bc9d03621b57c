import { writeFile } from 'node:fs/promises';

import { helpCurve, helpCurvePicture, readTold } from '#assessment';
import type { Cliff, HelpCurve } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

import type { Options } from './arguments.ts';
import { money } from './cliffs-text.ts';
import { noSuchService } from './no-such-service.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

type ExampleCliffs = {
  readonly service: string;
  readonly example: string;
  readonly line: number;
  readonly cliffs: readonly Cliff[];
};
type Drawn = { readonly name: string; readonly curve: HelpCurve };

/**
 * `okno pack cliffs [service]`: incomes of the examples at which more income brings less, for whoever writes the law. With
 * `--svg` the example that loses most is drawn.
 */
export async function packCliffs(
  catalogue: Catalogue,
  service: string | undefined,
  options: Options,
): Promise<Outcome> {
  if (service !== undefined && !catalogue.services.has(service))
    return refused([noSuchService(catalogue, service)], options.lang, options.json);
  let steepest: Drawn | undefined;
  const all = [...catalogue.services.values()]
    .filter(({ id }) => service === undefined || id === service)
    .flatMap(({ id, examples }) =>
      examples.flatMap((example): ExampleCliffs[] => {
        const read = readTold(catalogue, example.situation, { asOf: example.asOf });
        const curve = 'problems' in read ? undefined : helpCurve(catalogue, read.told);
        const about = { service: id, example: example.name, line: example.line };
        if (curve === undefined) return [];
        if (steepest === undefined || mostLost(curve) > mostLost(steepest.curve))
          steepest = { name: `${id}: ${example.name}`, curve };
        return [{ ...about, cliffs: curve.cliffs }];
      }),
    );
  const steep = all.filter(({ cliffs }) => cliffs.length > 0);
  const { lang } = options;
  if (options.svg !== undefined && steepest !== undefined) await writeFile(options.svg, drawn(steepest, lang));
  if (options.json) return done(asJson({ examples: all.length, withCliffs: steep.length, cliffs: steep }));
  const lines = steep.flatMap(({ service: id, example, cliffs }) => [
    `${id}: ${example}`,
    ...cliffs.map(({ earned, loss, evenAt, more, changes }) => {
      const even = evenAt === undefined ? '—' : money(earned + evenAt - more, lang);
      const names = [
        ...new Set(changes.map((change) => catalogue.services.get(change.service)?.name[lang] ?? change.service)),
      ];
      return `  ${money(earned, lang).padStart(12)}  −${money(loss, lang).padStart(12)}  ${even.padStart(12)}  ${names.join(', ')}`;
    }),
  ]);
  const head =
    lang === 'ru'
      ? `Порогов: столбцы — заработок в месяц, потеря за год, с какого заработка снова не меньше. Примеров с известным заработком ${all.length}, с порогами ${steep.length}.`
      : `Cliffs: columns are earnings a month, loss a year, earnings from which it is again no less. Examples with known earnings ${all.length}, with cliffs ${steep.length}.`;
  const picture = options.svg === undefined ? [] : ['', pictureLine(steepest, options.svg, lang)];
  return done([head, '', ...lines, ...picture].join('\n'));
}

function pictureLine(steepest: Drawn | undefined, file: string, lang: Language): string {
  if (steepest !== undefined) return `${steepest.name} → ${file}`;
  return lang === 'ru' ? 'Рисовать нечего: заработок нигде не известен.' : 'Nothing to draw: no earnings are known.';
}

function mostLost({ cliffs }: HelpCurve): number {
  return Math.max(0, ...cliffs.map(({ loss }) => loss));
}

function drawn({ name, curve }: Drawn, lang: Language): string {
  return helpCurvePicture(curve, {
    title: name,
    ...(lang === 'ru'
      ? { earned: 'заработок в месяц, ₽', help: 'помощь в месяц, ₽', now: 'сейчас' }
      : { earned: 'earnings a month, RUB', help: 'help a month, RUB', now: 'now' }),
    money: (roubles) => money(roubles, lang),
  });
}
