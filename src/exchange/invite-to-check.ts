import { sql } from 'kysely';

import type { Queries } from './read-inquiries.ts';

/** Of a change that nobody may weigh without her leave a person is written so often at most. */
const daysBetweenInvitations = 30;

/** Nobody may ask a register for somebody without a ground unless she lets it be asked: she is told, and decides. */
export async function inviteToCheck(
  queries: Queries,
  person: string,
  notice: string,
  { isAsked, at, from }: { readonly isAsked: boolean; readonly at: Date; readonly from: Date },
): Promise<void> {
  const { subject, body } = isAsked ? request : invitation;
  const since = new Date(at.getTime() - daysBetweenInvitations * 86_400_000);
  await sql`insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
    select ${person}, ${`notice-${notice}`}, 0, 'notice', ${JSON.stringify(subject)}::jsonb, ${JSON.stringify(body)}::jsonb, ${at}, ${from}
    where not exists (select from message where person = ${person} and kind = 'notice' and at > ${since})
    on conflict do nothing`.execute(queries);
}

const invitation = {
  subject: { ru: 'Окно: реестр сообщил об изменении', en: 'Okno: a register told of a change' },
  body: {
    ru: 'Возможно, вам положена помощь, о которой вы не знаете. Без вашего согласия этого никто не проверяет. Что изменилось и как проверить — в разделе «Мои дела» в Окне, «Что изменилось».',
    en: 'You may have a right to help you do not know of. Nobody checks that without your consent. What has changed and how to check it stands in Okno under "My cases", "What has changed".',
    path: '/my/notices',
  },
} as const;

/** Where a rule of proactive service waits for her consent. */
const request = {
  subject: { ru: 'Окно: можно проверить, что вам положено?', en: 'Okno: may we check what you have a right to?' },
  body: {
    ru: 'Реестр сообщил об изменении: может быть, вам положена помощь, о которой вы не просили. Чтобы это проверить, нужно ваше согласие: без него никого не спрашивают. Что изменилось, кого и о чём спросят — в разделе «Мои дела» в Окне, «Что изменилось». Там же можно согласиться или отказаться.',
    en: 'A register told of a change: you may have a right to help you have not asked for. To check it your consent is needed: without it nobody is asked. What has changed, and who would be asked what, stands in Okno under "My cases", "What has changed". There you agree or decline.',
    path: '/my/notices',
  },
} as const;
