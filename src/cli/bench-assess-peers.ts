import type { Answers, ToldSituation } from '#assessment';

import type { MakePeer } from './peers/peer.ts';
import { plainRules, subjectPlace } from './peers/plain-rules.ts';
import { spread } from './bench-measure.ts';
import type { Spread } from './bench-measure.ts';

export type PeerFigures = {
  readonly name: string;
  readonly medianUs: number;
  readonly spread: Spread;
  readonly households: number;
  readonly equal: boolean;
  readonly how: string;
};

/** Every peer on the same rules and households: the median over households of the median of the runs, and whether all answers are equal. */
export async function benchPeers(
  answers: Answers,
  told: readonly ToldSituation[],
  runs: number,
): Promise<PeerFigures[]> {
  const rules = plainRules(answers);
  const figures: PeerFigures[] = [];
  for (const make of await makers()) {
    const peer = await make(rules);
    const times: number[] = [];
    let isEqual = true;
    for (const household of told) {
      if (times.length >= peer.households) break;
      answers.tell(household);
      const values = rules.valuesOf(answers);
      if (values === undefined) continue;
      const place = subjectPlace(answers);
      const expected = answers.rulebook.services.map(
        (service) => answers.answer({ ...service, isJudged: false }, place) === 'yes',
      );
      const got = await peer.answer(values);
      isEqual &&= expected.every((answer, index) => answer === got[index]);
      const ofHousehold: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const from = performance.now();
        await peer.answer(values);
        ofHousehold.push((performance.now() - from) * 1000);
      }
      times.push(spread(ofHousehold).median);
    }
    const all = spread(times);
    figures.push({
      name: peer.name,
      medianUs: all.median,
      spread: all,
      households: times.length,
      equal: isEqual,
      how: peer.how,
    });
  }
  return figures;
}

/** Peers are loaded only here: nothing else of the house needs them. */
async function makers(): Promise<readonly MakePeer[]> {
  const [{ zen }, { jsonRules }, { publicodes }, { feelin }] = await Promise.all([
    import('./peers/zen.ts'),
    import('./peers/json-rules.ts'),
    import('./peers/publicodes.ts'),
    import('./peers/feelin.ts'),
  ]);
  return [zen, jsonRules, feelin, publicodes];
}
