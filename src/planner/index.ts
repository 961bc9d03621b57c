export type * from './model.ts';
export { addDays, addWorkingDays, isWorkingDay, nextWorkingDay, workingDayFrom } from './working-days.ts';
export { checkRoute } from './check-route.ts';
export { planRoute } from './plan-route.ts';
