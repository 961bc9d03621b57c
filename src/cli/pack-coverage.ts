import type { Catalogue } from '#catalogue';
import { coverageOf } from '#desk';

import type { Options } from './arguments.ts';
import { noSuchService } from './no-such-service.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno pack coverage [service]`: criteria that no example meets, or none fails. */
export function packCoverage(catalogue: Catalogue, service: string | undefined, options: Options): Outcome {
  if (service !== undefined && !catalogue.services.has(service))
    return refused([noSuchService(catalogue, service)], options.lang, options.json);
  const all = coverageOf(catalogue, service);
  const open = all.filter(({ lacks }) => lacks.length > 0);
  if (options.json) return done(asJson({ criteria: all.length, covered: all.length - open.length, open }));
  const { lang } = options;
  const word = { yes: { ru: 'выполнено', en: 'met' }, no: { ru: 'не выполнено', en: 'failed' } } as const;
  const lines = open.map(
    ({ file, version, criterion, lacks }) =>
      `${file} ${version} ${criterion}: ${lang === 'ru' ? 'нет примера, где' : 'no example where it is'} ${lacks.map((answer) => word[answer][lang]).join(', ')}`,
  );
  const sum = {
    ru: `Условий с правилом ${all.length}, примерами решены в обе стороны ${all.length - open.length}.`,
    en: `${all.length} criteria with a rule, ${all.length - open.length} decided both ways by examples.`,
  };
  return done([...lines, sum[lang]].join('\n'));
}
