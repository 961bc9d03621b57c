import { may } from '#access';
import type { NeedId } from '#catalogue';
import { agenciesOf, isApplicant, isHerself, isParticipant, modes, outcomeAnswers } from '#cases';
import type { AgreedAction } from '#cases';
import { capitalised } from '#web/parts/format.ts';
import { momentIn } from '#web/parts/moments.ts';
import { say } from '#web/words.ts';

import type { Action, ActionField, Asked } from './action.ts';
import { agencyChoices, agencyName, asWritten, dayIn, field } from './action.ts';
import { isOfLead, isOpen } from './who.ts';

const isOwn = (asked: Asked): boolean => isApplicant(asked.joint, asked.who.actor);
const isOnlyHers = (asked: Asked): boolean => isHerself(asked.joint, asked.who.actor);
const callsMeetings = (asked: Asked): boolean => isOpen(asked) && (isOfLead(asked) || isOwn(asked));
const hasMeeting = (asked: Asked): boolean =>
  asked.joint.meetings.some(({ id, state }) => id === asked.of && state === 'called');

/** How many actions a meeting may agree on with one form. */
const actionRows = [1, 2, 3] as const;

export const caseActions: readonly Action[] = [
  {
    kind: 'choose-mode',
    right: 'lead',
    isOffered: isOfLead,
    fields: (asked) => [
      field(asked, 'choice', 'mode', 'doMode', {
        items: modes.map((value) => ({
          value,
          text: say(asked.language, `mode-${value}`),
          hint: say(asked.language, `modeHint-${value}`),
        })),
      }),
      field(asked, 'words', 'reason', 'doReason'),
    ],
    command: ({ language }, form) => {
      const mode = modes.find((one) => one === form.one('mode'));
      if (mode === undefined) return { fault: { field: 'mode', text: say(language, 'chooseOneHere') } };
      return { kind: 'choose-mode', mode, reason: form.one('reason') };
    },
  },
  {
    kind: 'invite',
    right: 'lead',
    isOffered: (asked) => isOpen(asked) && (isOfLead(asked) || isOnlyHers(asked)) && invitable(asked).length > 0,
    fields: (asked) => [
      field(asked, 'select', 'agency', 'doInviteAgency', {
        hint: say(asked.language, 'doInviteHint'),
        items: invitable(asked).map((value) => ({ value, text: agencyName(asked, value) })),
      }),
      // Whoever agrees to a proposal need not say again why.
      field(asked, 'words', 'reason', 'doReason', asked.of === '' ? {} : { optional: true }),
    ],
    command: (_asked, form) => ({ kind: 'invite', agency: form.one('agency'), reason: form.one('reason') }),
  },
  {
    kind: 'join',
    right: 'act',
    isOffered: (asked) => {
      const { actor } = asked.who;
      return (
        isOpen(asked) &&
        actor.kind === 'officer' &&
        agenciesOf(asked.joint).includes(actor.agency) &&
        actor.agency !== asked.joint.lead
      );
    },
    fields: (asked) => [
      field(asked, 'line', 'contact', 'doContact', { optional: true, hint: say(asked.language, 'doContactHint') }),
    ],
    command: (_asked, form) => {
      const contact = form.one('contact').trim();
      return { kind: 'join', ...(contact === '' ? {} : { contact }) };
    },
  },
  {
    kind: 'leave',
    right: 'act',
    isOffered: (asked) => {
      const { actor } = asked.who;
      const state = asked.joint.participants.find(({ agency }) => agency === asked.of)?.state;
      if (!isOpen(asked) || state === undefined || state === 'left') return false;
      const isOwn = actor.kind === 'officer' && actor.agency === asked.of && state !== 'proposed';
      return isOnlyHers(asked) || isOwn;
    },
    fields: (asked) => [field(asked, 'words', 'reason', 'doReason')],
    command: ({ of }, form) => ({ kind: 'leave', agency: of, reason: form.one('reason') }),
  },
  {
    kind: 'name-lead',
    right: 'lead',
    isOffered: isOfLead,
    fields: (asked) => [field(asked, 'line', 'officer', 'doLead', { hint: say(asked.language, 'doLeadHint') })],
    command: (_asked, form) => ({ kind: 'name-lead', officer: form.one('officer').trim() }),
  },
  {
    kind: 'call-meeting',
    right: 'lead',
    isOffered: callsMeetings,
    fields: (asked) => [
      field(asked, 'day', 'on', 'doMeetingDay'),
      field(asked, 'line', 'at', 'doMeetingTime', { hint: say(asked.language, 'doMeetingTimeHint') }),
      field(asked, 'line', 'place', 'doMeetingPlace'),
      field(asked, 'words', 'agenda', 'doAgenda', { hint: say(asked.language, 'doAgendaHint') }),
      field(asked, 'choices', 'invited', 'doInvited', {
        optional: true,
        hint: say(asked.language, 'doInvitedHint'),
        items: agencyChoices(asked),
      }),
    ],
    command: ({ language, timeZone }, form) => {
      const day = dayIn(form, 'on');
      if (day === undefined) return { fault: { field: 'on-day', text: say(language, 'noSuchDay') } };
      const at = momentIn(timeZone, day, form.one('at'));
      if (at === undefined) return { fault: { field: 'at', text: say(language, 'noSuchTime') } };
      const agenda = form
        .one('agenda')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return { kind: 'call-meeting', at, place: form.one('place').trim(), agenda, invited: form.all('invited') };
    },
  },
  {
    kind: 'hold-meeting',
    right: 'lead',
    isOffered: (asked) => isOfLead(asked) && hasMeeting(asked),
    fields: (asked) => [
      field(asked, 'words', 'minutes', 'doMinutes'),
      ...actionRows.flatMap((row) => [
        field(asked, 'line', `action${row}`, 'doAgreed', { optional: true }),
        field(asked, 'select', `holder${row}`, 'doAgreedHolder', {
          optional: true,
          items: [{ value: 'person', text: say(asked.language, 'theFamily') }, ...agencyChoices(asked)],
        }),
        field(asked, 'day', `due${row}`, 'doAgreedDue', { optional: true }),
      ]),
    ],
    command: ({ of, language }, form) => {
      const actions: AgreedAction[] = [];
      for (const row of actionRows) {
        const title = form.one(`action${row}`).trim();
        if (title === '') continue;
        const due = dayIn(form, `due${row}`);
        if (due === undefined) return { fault: { field: `due${row}-day`, text: say(language, 'noSuchDay') } };
        const to = form.one(`holder${row}`);
        actions.push({ title, due, holder: to === 'person' ? { kind: 'person' } : { kind: 'agency', agency: to } });
      }
      return { kind: 'hold-meeting', meeting: of, minutes: form.one('minutes'), actions };
    },
  },
  {
    kind: 'cancel-meeting',
    right: 'lead',
    isOffered: (asked) => callsMeetings(asked) && hasMeeting(asked),
    fields: (asked) => [field(asked, 'words', 'reason', 'doReason')],
    command: ({ of }, form) => ({ kind: 'cancel-meeting', meeting: of, reason: form.one('reason') }),
  },
  {
    kind: 'consent',
    right: 'act',
    isOffered: (asked) => isOpen(asked) && isOnlyHers(asked),
    fields: (asked) => [
      field(asked, 'choices', 'facts', 'doConsentFacts', { items: toldFactChoices(asked) }),
      field(asked, 'choices', 'to', 'doConsentTo', { items: agencyChoices(asked) }),
      field(asked, 'line', 'purpose', 'doConsentPurpose', { hint: say(asked.language, 'doConsentPurposeHint') }),
      field(asked, 'day', 'until', 'doConsentUntil'),
    ],
    command: (asked, form) => {
      const until = dayIn(form, 'until');
      if (until === undefined) return { fault: { field: 'until-day', text: say(asked.language, 'noSuchDay') } };
      const known = new Set(toldFactChoices(asked).map(({ value }) => value));
      const facts = form.all('facts').filter((fact) => known.has(fact));
      const to = form.all('to').filter((agency) => agenciesOf(asked.joint).includes(agency));
      return { kind: 'consent', facts, to, purpose: asWritten(form.one('purpose')), until };
    },
  },
  {
    kind: 'withdraw-consent',
    right: 'act',
    isOffered: (asked) =>
      isOpen(asked) &&
      isOnlyHers(asked) &&
      asked.joint.consents.some(({ id, withdrawnAt }) => id === asked.of && withdrawnAt === undefined),
    fields: () => [],
    command: ({ of }) => ({ kind: 'withdraw-consent', consent: of }),
  },
  {
    kind: 'tell-outcome',
    right: 'act',
    isOffered: (asked) =>
      asked.joint.needs.some(({ need }) => need === asked.of) &&
      (isOwn(asked) || isParticipant(asked.joint, asked.who.actor)),
    fields: (asked) => [
      field(asked, 'choice', 'answer', 'doHelped', {
        items: outcomeAnswers.map((value) => ({ value, text: say(asked.language, `helped-${value}`) })),
      }),
      field(asked, 'words', 'words', 'doHelpedWords', { optional: true }),
    ],
    command: ({ joint, of, language }, form) => {
      const answer = outcomeAnswers.find((one) => one === form.one('answer'));
      const need = joint.needs.find((one) => one.need === of)?.need;
      if (answer === undefined || need === undefined)
        return { fault: { field: 'answer', text: say(language, 'chooseOneHere') } };
      const words = form.one('words').trim();
      const told = words === '' ? {} : { words };
      return { kind: 'tell-outcome', need, asked: joint.asked.at(-1) ?? 0, answer, ...told };
    },
  },
  {
    kind: 'hand-over-need',
    right: 'lead',
    isOffered: (asked) => isOfLead(asked) && asked.joint.needs.some(({ need }) => need === asked.of),
    fields: (asked) => [
      field(asked, 'select', 'agency', 'doHandTo', {
        items: [...asked.catalogue.agencies.keys()]
          .map((value) => ({ value, text: agencyName(asked, value) }))
          .toSorted((a, b) => a.text.localeCompare(b.text, asked.language)),
      }),
      field(asked, 'words', 'reason', 'doReason'),
    ],
    command: ({ joint, of, language }, form) => {
      const need = joint.needs.find((one) => one.need === of)?.need;
      if (need === undefined) return { fault: { field: 'agency', text: say(language, 'chooseOneHere') } };
      return { kind: 'hand-over-need', need, agency: form.one('agency'), reason: form.one('reason') };
    },
  },
  {
    kind: 'report-gap',
    right: 'act',
    isOffered: (asked) => isOpen(asked) && isParticipant(asked.joint, asked.who.actor),
    fields: (asked) => [
      field(asked, 'select', 'need', 'doGapNeed', {
        items: [...asked.catalogue.needs.values()].map(({ id, name }) => ({ value: id, text: name[asked.language] })),
      }),
      field(asked, 'words', 'text', 'doGapText', { hint: say(asked.language, 'doGapHint') }),
    ],
    command: ({ catalogue, language }, form) => {
      const need = [...catalogue.needs.values()].find(({ id }) => id === form.one('need'))?.id;
      if (need === undefined) return { fault: { field: 'need', text: say(language, 'chooseOneHere') } };
      return { kind: 'report-gap', need, reason: 'reported', text: asWritten(form.one('text')) };
    },
  },
  {
    kind: 'record-call',
    right: 'act',
    isOffered: (asked) => isParticipant(asked.joint, asked.who.actor) && may(asked.who, 'calls.see').allowed,
    fields: (asked) => [
      field(asked, 'choice', 'result', 'callResult', {
        items: (['reached', 'not'] as const).map((value) => ({ value, text: say(asked.language, `called-${value}`) })),
      }),
      field(asked, 'words', 'words', 'callNote', { optional: true, hint: say(asked.language, 'callNoteHint') }),
      ...unansweredNeeds(asked).map((need): ActionField => ({
        kind: 'select',
        name: `need-${need}`,
        label: say(asked.language, 'callNeed', { need: needName(asked, need) }),
        optional: true,
        items: [
          { value: '', text: say(asked.language, 'callNotTold') },
          ...outcomeAnswers.map((value) => ({ value, text: say(asked.language, `helped-${value}`) })),
        ],
      })),
    ],
    command: (asked, form) => ({
      kind: 'record-call',
      reached: form.one('result') === 'reached',
      words: form.one('words'),
      answers: unansweredNeeds(asked).flatMap((need) => {
        const answer = outcomeAnswers.find((one) => one === form.one(`need-${need}`));
        return answer === undefined ? [] : [{ need, answer }];
      }),
    }),
  },
  {
    kind: 'close',
    right: 'lead',
    isOffered: isOfLead,
    fields: () => [],
    command: () => ({ kind: 'close' }),
  },
];

/** Parties to the agreement that take no part: of those, the one that the form is asked about. */
function invitable({ joint, catalogue, of, who }: Asked): readonly string[] {
  const parties = catalogue.agreements.get(joint.agreement)?.parties ?? [];
  const isNew = (agency: string): boolean =>
    !agenciesOf(joint).includes(agency) &&
    (who.actor.kind === 'person' ||
      !joint.participants.some((one) => one.agency === agency && one.state === 'proposed'));
  const open = parties.filter(isNew);
  return of === '' ? open : open.filter((agency) => agency === of);
}

/** Needs of which it was asked whether they are met, and not told since. */
function unansweredNeeds({ joint }: Asked): readonly NeedId[] {
  const asked = joint.asked.at(-1);
  if (asked === undefined) return [];
  return joint.needs
    .map(({ need }) => need)
    .filter((need) => !joint.outcomes.some((one) => one.need === need && one.asked === asked));
}

function needName({ catalogue, language }: Asked, need: NeedId): string {
  return capitalised(catalogue.needs.get(need)?.name[language] ?? need);
}

/** Kinds of facts that were told, which a consent can be about. */
function toldFactChoices({
  joint,
  catalogue,
  language,
}: Asked): readonly { readonly value: string; readonly text: string }[] {
  const facts = [
    ...joint.told.people.flatMap((person) => Object.keys(person.facts)),
    ...Object.keys(joint.told.household),
  ];
  return [...new Set(facts)]
    .map((value) => ({ value, text: catalogue.facts.get(value)?.name[language] ?? value }))
    .toSorted((a, b) => a.text.localeCompare(b.text, language));
}
