/** The same rules over a whole region: who may be offered what. */
export { compareWithWindow } from './sql/compare-with-window.ts';
export type { Compared } from './sql/compare-with-window.ts';
export { duckDbEngine } from './sql/duckdb-engine.ts';
export type { Engine } from './sql/engine.ts';
export { blockOfTold } from './block-of-told.ts';
export { toldOf } from './block.ts';
export type { Block, Column } from './block.ts';
export { Pairs } from './pairs.ts';
export { plainPlanes } from './plain-planes.ts';
export { answerTexts, Screening } from './screen-block.ts';
export type { Counts, ScreenOptions } from './screen-block.ts';
export { measuredPopulation, screenByPlanes } from './screen.ts';
export type { Part } from './screen-work.ts';
export type { Screened, ScreenEngine, ScreenRequest, ScreenResult } from './screen.ts';
export { screenByDuckDb } from './sql/screen-by-duckdb.ts';
export { screenByPostgres } from './sql/screen-by-postgres.ts';
export { openDuck } from './duck.ts';
export { openPopulation } from './population.ts';
