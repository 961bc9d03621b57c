import { acts } from './plane-program.ts';
import type { PlaneMemory } from './plane-program.ts';

/**
 * Runs a piece of a Boolean program in plain JavaScript, 32 households a word. `wasm-planes.ts` does the same in
 * WebAssembly, 128 a step; this form is what it is checked against, and what runs where there is no WebAssembly.
 */
export function runPlanes(memory: PlaneMemory, code: Int32Array, from: number, to: number, words: number): void {
  for (let at = from; at < to; at += 3 + code[at + 2]!) runOne(memory, code, at, words);
}

function runOne({ planes, codes, words: stride }: PlaneMemory, code: Int32Array, at: number, words: number): void {
  const act = code[at]!;
  const into = 2 * stride * code[at + 1]!;
  const count = code[at + 2]!;
  const first = at + 3;
  const plane = (operand: number): number => 2 * stride * code[first + operand]!;
  switch (act) {
    case acts.all:
    case acts.any:
      for (let side = 0; side <= stride; side += stride) {
        for (let word = side; word < side + words; word += 1) {
          let bits = planes[plane(0) + word]!;
          for (let i = 1; i < count; i += 1) {
            const more = planes[plane(i) + word]!;
            bits = act === acts.all ? bits & more : bits | more;
          }
          planes[into + word] = bits;
        }
      }
      return;
    case acts.not:
      for (let word = 0; word < words; word += 1) {
        const sure = planes[plane(0) + word]!;
        planes[into + word] = ~planes[plane(0) + stride + word]!;
        planes[into + stride + word] = ~sure;
      }
      return;
    case acts.some:
      for (let side = 0; side <= stride; side += stride) {
        for (let word = side; word < side + words; word += 1) {
          let bits = 0;
          for (let i = 0; i < count; i += 2) bits |= planes[plane(i) + word]! & planes[plane(i + 1) + word]!;
          planes[into + word] = bits;
        }
      }
      return;
    case acts.every:
      for (let word = 0; word < words; word += 1) {
        let sure = -1;
        let maybe = -1;
        for (let i = 0; i < count; i += 2) {
          sure &= ~planes[plane(i) + stride + word]! | planes[plane(i + 1) + word]!;
          maybe &= ~planes[plane(i) + word]! | planes[plane(i + 1) + stride + word]!;
        }
        planes[into + word] = sure;
        planes[into + stride + word] = maybe;
      }
      return;
    case acts.choose:
      for (let word = 0; word < words; word += 1) {
        const yes = planes[plane(0) + word]!;
        const no = ~planes[plane(0) + stride + word]!;
        const then = planes[plane(1) + word]!;
        const otherwise = planes[plane(2) + word]!;
        const notThen = ~planes[plane(1) + stride + word]!;
        const notOtherwise = ~planes[plane(2) + stride + word]!;
        planes[into + word] = (yes & then) | (no & otherwise) | (then & otherwise);
        planes[into + stride + word] = ~((yes & notThen) | (no & notOtherwise) | (notThen & notOtherwise));
      }
      return;
    case acts.first:
      for (let word = 0; word < words; word += 1) {
        let sure = 0;
        let never = 0;
        let open = -1;
        for (let i = 0; i < count; i += 1) {
          const yes = planes[plane(i) + word]!;
          const maybe = planes[plane(i) + stride + word]!;
          sure |= open & yes;
          never |= open & ~maybe;
          open &= maybe & ~yes;
        }
        planes[into + word] = sure;
        planes[into + stride + word] = ~never;
      }
      return;
    case acts.same:
    case acts.other:
      for (let word = 0; word < words; word += 1) {
        const left = planes[plane(0) + word]!;
        const right = planes[plane(1) + word]!;
        const notLeft = ~planes[plane(0) + stride + word]!;
        const notRight = ~planes[plane(1) + stride + word]!;
        const same = (left & right) | (notLeft & notRight);
        const other = (left & notRight) | (notLeft & right);
        planes[into + word] = act === acts.same ? same : other;
        planes[into + stride + word] = ~(act === acts.same ? other : same);
      }
      return;
    default:
      compareCodes(planes, codes, code, at, stride, words);
  }
}

/** Comparisons: a code stands for a place among the thresholds, so that one byte is compared instead of the value. */
function compareCodes(
  planes: Int32Array,
  codes: Uint8Array,
  code: Int32Array,
  at: number,
  stride: number,
  words: number,
): void {
  const act = code[at]!;
  const into = 2 * stride * code[at + 1]!;
  const last = at + 3 + code[at + 2]!;
  const lowest = 64 * stride * code[at + 3]!;
  const highest = lowest + 32 * stride;
  const isTurned = act === acts.atLeast || act === acts.notAmong;
  const isOrder = act === acts.below || act === acts.atLeast;
  for (let word = 0; word < words; word += 1) {
    let sure = 0;
    let maybe = 0;
    for (let bit = 0; bit < 32; bit += 1) {
      const low = codes[lowest + 32 * word + bit]!;
      const high = codes[highest + 32 * word + bit]!;
      let isSure = 0;
      let isMaybe = 0;
      for (let i = at + 4; i < last; i += 1) {
        const threshold = code[i]!;
        isSure |= Number(isOrder ? high < threshold : low === threshold && high === threshold);
        isMaybe |= Number(isOrder ? low < threshold : low <= threshold && threshold <= high);
      }
      sure |= isSure << bit;
      maybe |= isMaybe << bit;
    }
    planes[into + word] = isTurned ? ~maybe : sure;
    planes[into + stride + word] = isTurned ? ~sure : maybe;
  }
}

/** How many bits of a word are set. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55_55_55_55);
  bits = (bits & 0x33_33_33_33) + ((bits >>> 2) & 0x33_33_33_33);
  return Math.imul((bits + (bits >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}
