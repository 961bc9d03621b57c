import type { Day } from '#catalogue';
import type { Text } from '#language';

import type { CaseEvent } from './events.ts';
import type { CaseRef, JointCase } from './model.ts';

/** What a resident is written about an event of her case. Every message carries the number of the case. */
export type Message = CaseRef & {
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
  readonly subject: Text;
  readonly body: LetterBody;
};

/** With the place in Okno that the letter leads to: `/case/2026-000017`. It says nothing that the letter does not. */
export type LetterBody = Text & { readonly path: string };

/**
 * The messages that events give rise to. Only what the person has to know or do; never facts about her, an address that
 * is kept secret or what ails her: a letter may be read by others (benefits-eligibility 162).
 */
export function messagesOf(joint: JointCase, events: readonly CaseEvent[]): readonly Message[] {
  return events.flatMap(({ sequence, at, happening }): readonly Message[] => {
    const { person, id, number } = joint;
    const write = (subject: Text, body: Text, path = `/case/${number}`): readonly Message[] => [
      {
        person,
        id,
        sequence,
        kind: happening.kind,
        at,
        subject: withNumber(subject, number),
        body: { ...withWay(body), path },
      },
    ];
    switch (happening.kind) {
      case 'case-opened':
        return write(
          { ru: 'Дело открыто', en: 'Your case is open' },
          {
            ru: 'Ведомства начали работать вместе. Что делаете вы и что делают они, видно в вашем плане.',
            en: 'The agencies have begun to work together. Your plan shows what you do and what they do.',
          },
        );
      case 'decided': {
        const outcome = {
          granted: { ru: 'решение в вашу пользу', en: 'decided in your favour' },
          partly: { ru: 'решение: частично', en: 'granted in part' },
          refused: { ru: 'отказ', en: 'refused' },
        }[happening.decision.outcome];
        return write(
          { ru: `Решение: ${outcome.ru}`, en: `Decision: ${outcome.en}` },
          {
            ru: 'Основание решения, и как с ним не согласиться, — в вашем плане.',
            en: 'Your plan shows the reason, and how to object to it.',
          },
        );
      }
      case 'tasks-reminded': {
        const { ru, en } = dayWords(happening.first);
        return write(
          { ru: `Напоминание: до ${ru}`, en: `A reminder: by ${en}` },
          {
            ru: `До ${ru} за вами шаг по делу. Что сделать и куда идти — в вашем плане.`,
            en: `By ${en} there is a step for you to take. Your plan shows what to do and where to go.`,
          },
        );
      }
      case 'task-escalated': {
        const task = joint.tasks.find(({ id: of }) => of === happening.task);
        if (task?.holder.kind !== 'person') return [];
        return write(
          { ru: 'Напоминание', en: 'A reminder' },
          {
            ru: 'День одного из ваших шагов прошёл. Ведущему дела об этом сказано: он поможет, если не получается.',
            en: 'The day of one of your steps has passed. The lead of your case knows and helps if you cannot do it.',
          },
        );
      }
      case 'plan-changed':
        return write(
          { ru: 'План изменён', en: 'The plan was changed' },
          {
            ru: 'Что изменилось и почему, видно в вашем плане.',
            en: 'Your plan shows what changed, and why.',
          },
        );
      case 'participant-proposed':
        return write(
          { ru: 'Предлагают пригласить ведомство', en: 'An agency is proposed to you' },
          {
            ru: 'Ведущий дела предлагает пригласить ещё одно ведомство. Кого звать, решаете вы: ответ — в вашем плане.',
            en: 'The lead of your case proposes to invite one more agency. You decide: answer in your plan.',
          },
        );
      case 'meeting-called':
        return write(
          { ru: 'Вас приглашают на встречу', en: 'You are invited to a meeting' },
          {
            ru: 'День, место и кто придёт — в вашем плане. Кого звать, решаете вы.',
            en: 'Your plan shows the day, the place and who comes. You decide who is invited.',
          },
        );
      case 'meeting-cancelled':
        return write(
          { ru: 'Встреча отменена', en: 'The meeting is cancelled' },
          { ru: 'Почему — в вашем плане.', en: 'Your plan says why.' },
        );
      case 'outcome-asked':
        return write(
          { ru: 'Помогло ли?', en: 'Did it help?' },
          {
            ru: `Прошло дней: ${happening.asked}. Расскажите, что решено, а что нет: от этого зависит, что мы исправим.`,
            en: `${happening.asked} days have passed. Tell what is solved and what is not: we mend what you tell us.`,
          },
        );
      case 'said':
        if (!happening.to.includes('person')) return [];
        return write(
          { ru: 'Вам написали', en: 'Somebody wrote to you' },
          {
            ru: 'Письмо — в вашем плане, там же можно ответить.',
            en: 'The letter is in your plan; you can answer there.',
          },
        );
      case 'emergency-looked':
        return write(
          { ru: 'Ваше дело посмотрели в экстренном случае', en: 'Your case was looked at in an emergency' },
          {
            ru: 'Сотрудник, который не участвует в деле, открыл его на час и назвал причину. Кто и почему — в разделе «Кто смотрел мои данные». Каждый такой просмотр проверяют.',
            en: 'An officer who takes no part in the case opened it for an hour and gave a reason. Who and why stands under "Who looked at my data". Every such look is reviewed.',
          },
        );
      case 'rights-told': {
        const way = {
          ru: 'Что именно, почему и что можно сделать — в разделе «Что изменилось» в «Моих делах». Решает ведомство.',
          en: 'What exactly, why, and what can be done stands under "What has changed" in "My cases". The agency decides.',
        };
        if (happening.lost.length > 0)
          return write(
            { ru: 'Часть помощи может прекратиться', en: 'Some help may end' },
            {
              ru: `Реестр сообщил об изменении: со следующего месяца часть помощи может прекратиться. ${way.ru}`,
              en: `A register told of a change: from next month some help may end. ${way.en}`,
            },
          );
        return write(
          { ru: 'Вам может быть положено больше', en: 'You may have a right to more' },
          {
            ru: `Реестр сообщил об изменении: вам может быть положена помощь, за которой надо обратиться. ${way.ru}`,
            en: `A register told of a change: you may have a right to help that you have to apply for. ${way.en}`,
          },
        );
      }
      case 'answer-waits':
        return write(
          { ru: 'Нужно ваше решение', en: 'You are asked to decide' },
          {
            ru: 'На запрос по делу пришёл ответ. Пока вы его не посмотрите и не разрешите, его никто не использует.',
            en: 'An answer has come to a question asked for your case. Nobody uses it before you have looked at it and allow it.',
          },
          '/my',
        );
      case 'case-closed':
        return write(
          { ru: 'Дело закрыто', en: 'The case is closed' },
          {
            ru: 'Мы спросим ещё раз, помогло ли. Если помощь снова нужна, обратитесь: откроют новое дело.',
            en: 'We will ask once more whether it helped. If you need help again, come: a new case is opened.',
          },
        );
      default:
        return [];
    }
  });
}

function dayWords(day: Day): Text {
  const on = new Date(`${day}T00:00:00Z`);
  const words = (locale: string): string =>
    on.toLocaleDateString(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return { ru: words('ru-RU'), en: words('en-GB') };
}

function withNumber({ ru, en }: Text, number: string): Text {
  return { ru: `Окно, дело ${number}: ${ru}`, en: `Okno, case ${number}: ${en}` };
}

function withWay({ ru, en }: Text): Text {
  return {
    ru: `${ru}\n\nОткройте «Мои дела» в Окне. Если войти не получается, позвоните в центр и назовите номер дела.`,
    en: `${en}\n\nOpen "My cases" in Okno. If you cannot sign in, call the centre and give the number of the case.`,
  };
}
