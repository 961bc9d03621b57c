import { nameOf, readInquiries, signedAnswer } from '#exchange';
import type { Inquiry, InquiryRef, SignedAnswerFault } from '#exchange';
import type { Problem, Text } from '#language';

import type { CopyText } from './model.ts';

type Queries = Parameters<typeof readInquiries>[0];

/**
 * What a certified copy of an answer would say, or why there can be none. Problems: `no-such-answer`, `answer-disputed`,
 * `answer-not-accepted`, `answer-unsigned`, `answer-signature`, `answer-about-nobody`.
 */
export async function prepareCopy(
  queries: Queries,
  ref: InquiryRef,
  agency: string,
): Promise<{ readonly inquiry: Inquiry; readonly text: CopyText } | { readonly problem: Problem }> {
  const [inquiry] = await readInquiries(queries, [ref]);
  if (inquiry?.asker !== agency) return { problem: problems['no-answer'] };
  if (inquiry.state === 'disputed') return { problem: disputed };
  if (inquiry.preview === 'waiting' || inquiry.preview === 'declined') return { problem: notAccepted };
  if (inquiry.state !== 'answered') return { problem: problems['no-answer'] };
  const answer = await signedAnswer(queries, inquiry);
  if ('fault' in answer) return { problem: problems[answer.fault] };
  const known = await nameOf({ queries }, inquiry.person, inquiry.about);
  if (known === undefined) return { problem: aboutNobody };
  const { snils: _snils, ...about } = known;
  const facts = answer.facts.filter(({ fact }) => inquiry.facts.includes(fact));
  return {
    inquiry,
    text: {
      about,
      ofHousehold: inquiry.subject === 'household',
      agency: inquiry.agency,
      asker: inquiry.asker,
      answer: { ...answer, facts },
    },
  };
}

const askAgain: Text = { ru: 'Запросите реестр ещё раз.', en: 'Ask the register again.' };

const problems: { readonly [Fault in SignedAnswerFault]: Problem } = {
  'no-answer': {
    code: 'no-such-answer',
    message: {
      ru: 'Ответа реестра с таким номером у вашего ведомства нет.',
      en: 'Your agency has no answer of a register with this number.',
    },
    remedy: {
      ru: 'Номер стоит на странице ответа у заявителя: «Кто смотрел мои данные».',
      en: 'The number stands on the page of the answer, under "Who looked at my data" of the applicant.',
    },
  },
  unsigned: {
    code: 'answer-unsigned',
    message: {
      ru: 'Этот ответ пришёл без подписи ведомства: заверить с него копию нельзя.',
      en: 'This answer came without a signature of the agency: no copy of it can be certified.',
    },
    remedy: {
      ru: 'Попросите документ у самого ведомства.',
      en: 'Ask the agency itself for the document.',
    },
  },
  signature: {
    code: 'answer-signature',
    message: {
      ru: 'Подпись под ответом не проходит проверку.',
      en: 'The signature of the answer does not verify.',
    },
    remedy: askAgain,
  },
};

const disputed: Problem = {
  code: 'answer-disputed',
  message: {
    ru: 'Человек возразил против этого ответа: пока ведомство не разобралось, копию не заверяют.',
    en: 'The person says that this answer is wrong: no copy is certified until the agency has looked into it.',
  },
  remedy: askAgain,
};

const notAccepted: Problem = {
  code: 'answer-not-accepted',
  message: {
    ru: 'Человек ещё не посмотрел этот ответ или не разрешил им пользоваться.',
    en: 'The person has not looked at this answer yet, or does not let it be used.',
  },
};

const aboutNobody: Problem = {
  code: 'answer-about-nobody',
  message: { ru: 'Неизвестно, как зовут того, о ком ответ.', en: 'The name of whom the answer is about is not known.' },
};
