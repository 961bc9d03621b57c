import type { Block } from './block.ts';
import type { Side } from './lanes.ts';
import type { Laws } from './laws.ts';

/** Households of a block that are counted by the same program: of one law and one size. */
export type Crowd = { readonly law: string; readonly size: number; readonly households: Int32Array };

export function crowdsOf(block: Block, laws: Laws): readonly Crowd[] {
  const crowds = new Map<string, { readonly law: string; readonly size: number; readonly households: number[] }>();
  const byTerritory = block.territories.map((territory) => laws.of(territory));
  const found: (typeof crowds extends Map<string, infer One> ? One : never)[][] = byTerritory.map(() => []);
  for (let household = 0; household < block.households; household += 1) {
    const territory = block.territoryOf[household]!;
    const size = block.firsts[household + 1]! - block.firsts[household]!;
    let crowd = found[territory]![size];
    if (crowd === undefined) {
      const law = byTerritory[territory]!;
      const key = `${law} ${size}`;
      crowd = crowds.get(key) ?? { law, size, households: [] };
      crowds.set(key, crowd);
      found[territory]![size] = crowd;
    }
    crowd.households.push(household);
  }
  return [...crowds.values()].map((crowd) => ({ ...crowd, households: Int32Array.from(crowd.households) }));
}

/** A crowd in parts of at most so many households as there is room for, side by side; the applicant comes first in each. */
export function* sidesOf(block: Block, { households, size }: Crowd, room: Omit<Side, 'count'>): Generator<Side> {
  const lanes = room.households.length;
  for (let from = 0; from < households.length; from += lanes) {
    const part = households.subarray(from, from + lanes);
    room.households.set(part);
    for (let lane = 0; lane < part.length; lane += 1) {
      const first = block.firsts[part[lane]!]!;
      const applicant = block.applicants[part[lane]!]!;
      room.people[0]![lane] = applicant;
      for (let place = 1; place < size; place += 1)
        room.people[place]![lane] = first + place - (first + place <= applicant ? 1 : 0);
    }
    yield { count: part.length, ...room };
  }
}
