export { inputsOf, states } from './graph.ts';
export type { Graph, Kind, Node, Slot } from './graph.ts';
export { Grower } from './grow.ts';
export type { Definitions } from './grow.ts';
export { Run, truths } from './run.ts';
export { slotOf } from './slots.ts';
