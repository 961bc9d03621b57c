import { sql } from 'kysely';

/** SQL of a case `c`: it was asked whether it helped, and of some need there is no answer to the last question. */
export const isUnanswered = sql<boolean>`exists (
  select from jsonb_array_elements(c.state -> 'needs') n
  where jsonb_array_length(c.state -> 'asked') > 0 and not exists (
    select from jsonb_array_elements(c.state -> 'outcomes') o
    where o ->> 'need' = n ->> 'need' and o -> 'asked' = c.state -> 'asked' -> -1))`;
