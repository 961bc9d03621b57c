import type { Language, Text } from '#language';
import { boardWords } from './words/board.ts';
import { bulkWords } from './words/bulk.ts';
import { callWords } from './words/calls.ts';
import { caseActionWords } from './words/case-actions.ts';
import { caseWords } from './words/cases.ts';
import { cliffWords } from './words/cliffs.ts';
import { copyWords } from './words/copies.ts';
import { complexRequestWords } from './words/complex-request.ts';
import { consentsWords } from './words/consents.ts';
import { disputeWords } from './words/disputes.ts';
import { endWords } from './words/end.ts';
import { emergencyWords } from './words/emergency.ts';
import { exchangeWords } from './words/exchange.ts';
import { helperWords } from './words/helpers.ts';
import { interplayWords } from './words/interplay.ts';
import { packsWords } from './words/packs.ts';
import { problemWords } from './words/problems.ts';
import { restrictedWords } from './words/restricted.ts';
import { representativeWords } from './words/representatives.ts';
import { resultWords } from './words/result.ts';
import { signInWords } from './words/sign-in.ts';
import { talkWords } from './words/talk.ts';
import { holdingWords } from './words/holdings.ts';
import { noticeWords } from './words/notices.ts';
import { offerWords } from './words/offers.ts';
import { timerWords } from './words/timers.ts';
import { takeUpWords } from './words/take-up.ts';
import { tellWords } from './words/tell.ts';
import { whatIfWords } from './words/what-if.ts';
import { workWords } from './words/work.ts';
import { workingWords } from './words/working.ts';

/** Every sentence of the screens that is not content of the packs, in both languages. */
export const words = {
  ...tellWords,
  ...resultWords,
  ...interplayWords,
  ...cliffWords,
  ...complexRequestWords,
  ...consentsWords,
  ...endWords,
  ...packsWords,
  ...problemWords,
  ...signInWords,
  ...caseWords,
  ...caseActionWords,
  ...workWords,
  ...workingWords,
  ...whatIfWords,
  ...takeUpWords,
  ...offerWords,
  ...boardWords,
  ...bulkWords,
  ...helperWords,
  ...talkWords,
  ...callWords,
  ...emergencyWords,
  ...exchangeWords,
  ...disputeWords,
  ...restrictedWords,
  ...representativeWords,
  ...copyWords,
  ...holdingWords,
  ...noticeWords,
  ...timerWords,
} as const satisfies Readonly<Record<string, Text>>;

export type Word = keyof typeof words;

/** The sentence in the language, with `{name}` filled in. */
export function say(language: Language, word: Word, values: Readonly<Record<string, string>> = {}): string {
  const text: string = words[word][language];
  return text.includes('{') ? text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole) : text;
}

const examples: readonly Text[] = [
  {
    ru: 'Мне 19 лет, я с больным ребёнком, ночевать негде, денег нет, паспорт потеряла',
    en: 'I am 19, my child is sick, we have nowhere to sleep, no money, and I lost my passport',
  },
  {
    ru: 'Потерял работу, двое детей, не хватает денег на еду',
    en: 'I lost my job, I have two children and not enough money for food',
  },
  { ru: 'Муж бьёт, хочу уйти с ребёнком', en: 'My husband beats me, I want to leave with my child' },
  { ru: 'Родился ребёнок, какие пособия нам положены', en: 'We have a new baby. What benefits can we get?' },
];

export function examplesOf(language: Language): readonly string[] {
  return examples.map((example) => example[language]);
}
