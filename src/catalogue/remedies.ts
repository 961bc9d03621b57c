import type { z } from 'zod';

import type { Entries } from './gathered.ts';
import type { Agency } from './model.ts';
import type { Remedy } from './service.ts';
import type { At } from './pack-faults.ts';
import type { defaultRemedyShape, remedyShape } from './remedy-shape.ts';

type DefaultRemedy = z.infer<typeof defaultRemedyShape>;
type WrittenRemedy = z.infer<typeof remedyShape>;
type ReferAgency = (id: string, at: At) => void;

/** What one may object with to a decision of each agency, from the remedies that the packs declare for all services. */
export class DefaultRemedies {
  readonly #remedies: readonly DefaultRemedy[];
  readonly #levels: ReadonlyMap<string, Agency['level']>;

  constructor(remedies: Entries<DefaultRemedy>, agencies: readonly Pick<Agency, 'id' | 'level'>[], refer: ReferAgency) {
    for (const [remedy, at] of remedies) {
      referTo(remedy, at, refer);
      for (const list of ['agencies', 'without'] as const)
        for (const [index, agency] of (remedy.for[list] ?? []).entries())
          refer(agency, { ...at, path: [...at.path, 'for', list, index] });
    }
    this.#remedies = remedies.map(([remedy]) => remedy);
    this.#levels = new Map(agencies.map(({ id, level }) => [id, level]));
  }

  /** Those a version writes down stand instead of all that are declared for its agency. */
  of(authority: string, written: readonly WrittenRemedy[] | undefined, at: At, refer: ReferAgency): Remedy[] {
    for (const [index, remedy] of (written ?? []).entries())
      referTo(remedy, { ...at, path: [...at.path, index] }, refer);
    const remedies = written ?? this.#remedies.filter((remedy) => this.#isFor(remedy, authority));
    return remedies.map((remedy) => {
      const { id, text, to, within, answered, article } = remedy;
      return {
        id,
        text,
        to: to === 'authority' ? authority : to,
        ...(within === undefined ? {} : { within }),
        ...(answered === undefined ? {} : { answered }),
        article,
      };
    });
  }

  #isFor({ for: { levels, agencies, without } }: DefaultRemedy, authority: string): boolean {
    if (without?.includes(authority) === true) return false;
    if (agencies?.includes(authority) === true) return true;
    const level = this.#levels.get(authority);
    return level !== undefined && levels?.includes(level) === true;
  }
}

function referTo(remedy: WrittenRemedy, at: At, refer: ReferAgency): void {
  if (remedy.to !== 'authority') refer(remedy.to, { ...at, path: [...at.path, 'to'] });
}
