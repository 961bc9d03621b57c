import { isPartOfDate } from '#assessment';
import type { FactValue } from '#assessment';
import type { Fact } from '#catalogue';
import type { Language } from '#language';
import { readAnswer } from '#web/answer.ts';
import type { Typed } from '#web/answer.ts';
import type { Reply } from '#web/stored.ts';

/** A value that was typed, with whether a date was told only in part; or what is to be mended. */
export function replyOf(
  language: Language,
  fact: Fact,
  typed: Typed,
  today: string,
): Reply | { readonly problem: string } {
  const read = readAnswer(language, fact, typed, today);
  return 'problem' in read ? read : { value: read.value, isPart: isPartOfDate(fact, read.value) };
}

/** No answer; who does not know the day still knows the year that was told. */
export function noReply(fact: Fact, none: 'unknown' | 'declined', before: FactValue | undefined): Reply {
  return isPartOfDate(fact, before) ? { none, kept: before } : { none };
}
