import { helpCurve, readTold } from '#assessment';
import type { Cliff } from '#assessment';
import type { Catalogue } from '#catalogue';

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

/** `okno pack cliffs [service]`: incomes of the examples at which more income brings less, for whoever writes the law. */
export function packCliffs(catalogue: Catalogue, service: string | undefined, options: Options): Outcome {
  if (service !== undefined && !catalogue.services.has(service))
    return refused([noSuchService(catalogue, service)], options.lang, options.json);
  const all = [...catalogue.services.values()]
    .filter(({ id }) => service === undefined || id === service)
    .flatMap(({ id, examples }) =>
      examples.flatMap((example): ExampleCliffs[] => {
        const read = readTold(catalogue, example.situation, { asOf: example.asOf });
        const curve = 'problems' in read ? undefined : helpCurve(catalogue, read.told);
        const about = { service: id, example: example.name, line: example.line };
        return curve === undefined ? [] : [{ ...about, cliffs: curve.cliffs }];
      }),
    );
  const steep = all.filter(({ cliffs }) => cliffs.length > 0);
  if (options.json) return done(asJson({ examples: all.length, withCliffs: steep.length, cliffs: steep }));
  const { lang } = options;
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
  return done([head, '', ...lines].join('\n'));
}
