export type * from './model.ts';
export { addDays, addWorkingDays, isWorkingDay, nextWorkingDay, workingDayFrom } from './working-days.ts';
export { checkRoute } from './check-route.ts';
export { planRoute } from './plan-route.ts';
export { routeAsCalendar } from './route-calendar.ts';
export type { CalendarTexts } from './route-calendar.ts';
export { routeAsDot } from './route-dot.ts';
export type { DotNames, DotOptions } from './route-dot.ts';
