import type { PlaneEngine } from './lanes.ts';
import { runPlanes } from './run-planes.ts';

/** Planes in plain JavaScript. */
export const plainPlanes: PlaneEngine = {
  memoryFor: (form, words) => ({
    words,
    planes: new Int32Array(2 * words * form.planes),
    codes: new Uint8Array(64 * words * form.codes.length),
  }),
  run: runPlanes,
};
