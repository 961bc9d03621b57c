export { inputsOf, states } from './graph.ts';
export type { Graph, Kind, Node, Slot } from './graph.ts';
export { Grower } from './grow.ts';
export type { Definitions } from './grow.ts';
export { layOut } from './layout.ts';
export type { Layout } from './layout.ts';
export { truths } from './opcodes.ts';
export { Run } from './run.ts';
export { slotOf } from './slots.ts';
