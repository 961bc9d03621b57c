import type { Ground } from '#journal';
import type { Problem } from '#language';

import { centre } from './model.ts';
import type { CaseShape, Role, SignedIn } from './model.ts';

/** Everything that can be asked of Okno by somebody who is signed in. Operations on a case are asked with the case. */
export const operations = {
  'own-cases.list': {},
  'own-journal.see': {},
  'helper.name': {},
  'case.see': { onCase: true },
  'case.open': {},
  'case.act': { onCase: true },
  'case.lead': { onCase: true },
  'case.break-glass': { onCase: true },
  'restricted.see': { onCase: true },
  'representative.vouch': { onCase: true },
  'worklist.see': {},
  'board.see': {},
  'reviews.see': {},
  'calls.see': {},
  'invitations.call': {},
  'pool.see': {},
  'agreement.see': {},
  'region.try': {},
  'exchange.see': {},
  'exchange.mend': {},
  'timers.see': {},
  'timers.mend': {},
  'copy.issue': {},
  'copies.see': {},
  'offers.review': {},
  'glass.review': {},
  'journal.see': {},
} as const satisfies { readonly [operation: string]: { readonly onCase?: true } };
export type Operation = keyof typeof operations;

export type Verdict =
  | { readonly allowed: true; readonly ground: Ground }
  | { readonly allowed: false; readonly problem: Problem };

/**
 * Whether somebody may do something, and on which ground: the one place where that is decided. Pages and the API ask here
 * first; the database's own row rules are the second wall.
 */
export function may(who: SignedIn | undefined, operation: Operation, joint?: CaseShape): Verdict {
  if (operation === 'agreement.see') return allowed('law', 'public');
  if (who === undefined) return { allowed: false, problem: notSignedIn };
  if ('onCase' in operations[operation] && joint === undefined) return denied;
  return who.actor.kind === 'person' ? mayResident(who, operation, joint) : mayOfficer(who, operation, joint);
}

function mayResident(who: SignedIn, operation: Operation, joint: CaseShape | undefined): Verdict {
  const own = who.actor.kind === 'person' ? who.actor.person : '';
  switch (operation) {
    case 'own-cases.list':
    case 'own-journal.see':
    case 'helper.name':
    case 'case.open':
      return allowed('own', 'own data');
    case 'case.see':
    case 'case.act':
      if (joint?.person === own) return allowed('own', 'own case');
      if (joint === undefined) return denied;
      if (who.represents?.includes(joint.person) === true) return allowed('law', representation);
      return who.actsFor.includes(joint.person) ? allowed('consent', 'named as helper') : denied;
    default:
      return denied;
  }
}

function mayOfficer(who: SignedIn, operation: Operation, joint: CaseShape | undefined): Verdict {
  if (who.actor.kind !== 'officer') return denied;
  const { agency } = who.actor;
  const has = (...some: readonly Role[]): boolean => some.some((role) => who.roles.includes(role));
  const takesPart = joint?.agencies.includes(agency) === true;
  switch (operation) {
    case 'case.see':
      if (takesPart && has('caseworker', 'lead', 'head', 'operator'))
        return allowed('agreement', 'takes part in the case');
      return joint?.glassBroken === true ? allowed('emergency', 'emergency look') : denied;
    case 'case.act':
      return takesPart && has('caseworker', 'lead', 'operator')
        ? allowed('agreement', 'takes part in the case')
        : denied;
    case 'case.lead':
      return joint?.lead === agency && has('lead') ? allowed('agreement', 'leads the case') : denied;
    case 'case.open':
      return has('lead', 'operator') ? allowed('law', '210-ФЗ, ст. 15.1') : denied;
    case 'case.break-glass':
      return !takesPart && has('caseworker', 'lead', 'operator') ? allowed('emergency', 'emergency look') : denied;
    case 'restricted.see':
      // A shelter's address is for the lead alone, and not for everybody who has a task.
      return joint?.lead === agency && has('lead') ? allowed('agreement', 'leads the case') : denied;
    case 'representative.vouch':
      return takesPart && has('lead', 'operator') ? allowed('law', representation) : denied;
    case 'worklist.see':
    case 'pool.see':
      return has('caseworker', 'lead', 'operator') ? allowed('agreement', 'own agency') : denied;
    case 'calls.see':
      return has('lead', 'operator') ? allowed('agreement', 'own agency') : denied;
    case 'invitations.call':
      // Who was written to before she asked is told by the centre what the letter says.
      return has('operator') && agency === centre ? allowed('law', '210-ФЗ, ст. 16') : denied;
    case 'board.see':
      return has('lead', 'head') ? allowed('agreement', 'own agency') : denied;
    case 'reviews.see':
      return has('lead') ? allowed('agreement', 'leads the case') : denied;
    case 'timers.see':
    case 'exchange.see':
      return has('head', 'auditor') ? allowed('law', '152-ФЗ, ст. 18.1') : denied;
    case 'timers.mend':
    case 'exchange.mend':
      return has('head') ? allowed('law', '152-ФЗ, ст. 18.1') : denied;
    case 'copy.issue':
      // The centre makes papers of what came to it electronically; an agency that leads gives its own result on paper too.
      if (has('operator')) return allowed('law', '210-ФЗ, ст. 16; постановление Правительства РФ от 18.03.2015 № 250');
      return has('lead') ? allowed('law', '210-ФЗ, ст. 7.4') : denied;
    case 'copies.see':
      return has('operator', 'lead', 'head') ? allowed('agreement', 'own agency') : denied;
    case 'glass.review':
    case 'journal.see':
      return has('auditor') ? allowed('law', '152-ФЗ, ст. 19') : denied;
    case 'offers.review':
      // Some of those who would be offered a service are looked at before anybody is.
      return has('methodologist') ? allowed('law', '210-ФЗ, ст. 7.3 (не проверено)') : denied;
    case 'region.try':
      return has('methodologist') ? allowed('law', 'no person is shown') : denied;
    case 'agreement.see':
      return allowed('law', 'public');
    case 'own-cases.list':
    case 'own-journal.see':
    case 'helper.name':
      return denied;
  }
}

/** Parents and guardians act for a child. */
const representation = 'СК РФ, ст. 64';

function allowed(kind: Ground['kind'], basis: string): Verdict {
  return { allowed: true, ground: { kind, basis } };
}

const denied: Verdict = {
  allowed: false,
  problem: {
    code: 'not-allowed',
    message: { ru: 'У вас нет права на это.', en: 'You have no right to this.' },
    remedy: {
      ru: 'Если это нужно для работы, попросите ведущего дела пригласить ваше ведомство.',
      en: 'If your work needs it, ask the lead of the case to invite your agency.',
    },
  },
};

const notSignedIn: Problem = {
  code: 'not-signed-in',
  message: { ru: 'Сначала войдите.', en: 'Sign in first.' },
  remedy: { ru: 'Откройте страницу входа.', en: 'Open the page to sign in.' },
};
