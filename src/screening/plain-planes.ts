import { truths as truthCodes } from '#language';

import { codeOf, highestCode, lowestCode } from './codes.ts';
import type { Memory, PlaneEngine } from './plane-engine.ts';
import { bitCount, runPlanes } from './run-planes.ts';

const memory: Memory = {
  bytes: (length) => new Uint8Array(length),
  ints: (length) => new Int32Array(length),
  doubles: (length) => new Float64Array(length),
};

/** Planes in plain JavaScript. */
export const plainPlanes: PlaneEngine = {
  memory,
  passing: () => memory,
  lay: (values, places, into) => {
    for (let row = 0; row < values.length; row += 1) into[places[row]!] = values[row]!;
  },
  prepare: (code) => code.slice(),
  run: runPlanes,
  pack: (truths, from, { planes, words: stride }, plane, words) => {
    const into = 2 * stride * plane;
    for (let word = 0; word < words; word += 1) {
      let sure = 0;
      let maybe = 0;
      for (let bit = 0; bit < 32; bit += 1) {
        const truth = truths[from + 32 * word + bit]!;
        sure |= Number(truth === truthCodes.yes) << bit;
        maybe |= Number(truth !== truthCodes.no) << bit;
      }
      planes[into + word] = sure;
      planes[into + stride + word] = maybe;
    }
  },
  spread: ({ planes, words: stride }, plane, truths, words) => {
    const from = 2 * stride * plane;
    for (let word = 0; word < words; word += 1) {
      const sure = planes[from + word]!;
      const open = planes[from + stride + word]! & ~sure;
      for (let bit = 0; bit < 32; bit += 1) truths[32 * word + bit] = ((sure >> bit) & 1) | (((open >> bit) & 1) << 1);
    }
  },
  translate: (values, from, count, table, into) => {
    for (let lane = 0; lane < count; lane += 1) into[lane] = table[values[from + lane]!]!;
  },
  places: (values, from, count, thresholds, open, { low, high }) => {
    for (let lane = 0; lane < count; lane += 1) {
      const value = values[from + lane]!;
      const code = codeOf(thresholds, value);
      const isKnown = !Number.isNaN(value);
      low[lane] = isKnown ? code : open[0];
      high[lane] = isKnown ? code : open[1];
    }
  },
  between: (lows, highs, count, thresholds, { low, high }) => {
    for (let lane = 0; lane < count; lane += 1) {
      const least = lows[lane]!;
      const most = highs[lane]!;
      low[lane] = Number.isNaN(least) ? lowestCode : codeOf(thresholds, least);
      high[lane] = Number.isNaN(most) ? highestCode : least === most ? low[lane]! : codeOf(thresholds, most);
    }
  },
  tally: ({ planes, words: stride }, list, mask, words, into) => {
    for (const [index, plane] of list.entries())
      for (const side of [0, 1])
        for (let word = 0; word < words; word += 1)
          into[8 * index + 4 * side]! += bitCount(planes[(2 * plane + side) * stride + word]! & mask[word]!);
  },
  tell: ({ planes, words: stride }, list, mask, words, { bases, households, persons, length, ofPersons, counts }) => {
    let [pair, ofPerson] = [length, ofPersons];
    for (let entry = 0; 2 * entry < list.length; entry += 1) {
      const from = 2 * stride * list[2 * entry]!;
      const place = list[2 * entry + 1]!;
      const before = pair;
      for (let word = 0; word < words; word += 1)
        for (let left = planes[from + word]! & mask[word]!; left !== 0; left &= left - 1) {
          const lane = 32 * word + 31 - Math.clz32(left & -left);
          households[pair++] = bases[0]! + lane;
          if (place > 0) persons[ofPerson++] = bases[place]! + lane;
        }
      counts[entry] = pair - before;
    }
  },
  along: () => undefined,
};
