import type { Action } from './action.ts';
import { caseActions } from './case-actions.ts';
import { decisionActions } from './decision-actions.ts';
import { factActions } from './fact-actions.ts';
import { paperActions, talkActions } from './talk-actions.ts';
import { taskActions } from './task-actions.ts';

/** Everything that can be done with a case on its pages. */
export const actions: readonly Action[] = [
  ...taskActions,
  ...decisionActions,
  ...caseActions,
  ...factActions,
  ...talkActions,
  ...paperActions,
];

export function actionNamed(kind: string): Action | undefined {
  return actions.find((action) => action.kind === kind);
}
