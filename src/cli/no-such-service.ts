import type { Catalogue } from '#catalogue';
import { nearest } from '#language';
import type { Problem } from '#language';

/** The problem of a service that is in no pack, with the one that was perhaps meant. */
export function noSuchService(catalogue: Catalogue, id: string): Problem {
  const near = nearest(id, catalogue.services.keys());
  const all = [...catalogue.services.keys()].join(', ');
  return {
    code: 'no-such-service',
    message: { ru: `услуги «${id}» нет.`, en: `there is no service "${id}".` },
    remedy:
      near === undefined
        ? { ru: `Есть: ${all}.`, en: `There are: ${all}.` }
        : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
  };
}
