/**
 * DMN models: reads `.dmn` files (boxed expressions, decision tables, decision services), makes their decisions with the
 * rule language, and runs the cases of the public conformance kit. Pure: texts come in, values go out.
 */
export { readCases } from './kit-cases.ts';
export type { KitCase, KitFile } from './kit-cases.ts';
export { runCase } from './kit-run.ts';
export type { Outcome as KitOutcome } from './kit-run.ts';
export type { Model } from './model.ts';
export { readModel } from './read-model.ts';
export { Run } from './run-model.ts';
export type { Clock } from './run-model.ts';
export { decisionNames, modelOfService } from './export/service-model.ts';
export type { DecisionNames } from './export/service-model.ts';
export type { DrawnModel } from './export/drawn.ts';
export { dmnVersions, writeModel } from './export/write-model.ts';
export type { DmnVersion } from './export/write-model.ts';
export type { ImportedModel, ImportedRule, NotImported, Undeclared } from './import/imported.ts';
export { packText, reportText } from './import/pack-text.ts';
export type { PackText } from './import/pack-text.ts';
export { rulesOfModel } from './import/rules-of-model.ts';
