import { kinships, may, representativesOf } from '#access';
import type { Child, Kinship } from '#access';
import { dayIn } from '#web/actions/action.ts';
import { cutTo, readForm } from '#web/form.ts';
import type { Form } from '#web/form.ts';
import { today } from '#web/house.ts';
import { representativesPage } from '#web/pages/representatives.ts';
import type { RepresentativesView } from '#web/pages/representatives.ts';
import { applicantFacts, applicantName } from '#web/parts/applicant.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { say } from '#web/words.ts';

import { deny } from './attended.ts';
import type { CaseVisit } from './case-look.ts';
import { withCase } from './case-look.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const wordsAtMost = 300;
const path = '/case/:number/representatives';

/** Who acts by law for the child that a case is about: written down by an officer who has seen the certificate. */
export function addRepresentatives(walk: Walk): void {
  const { app, house, language } = walk;
  const { representatives } = house.onBehalf;

  const withRight = (answer: (visit: CaseVisit) => Promise<Response>): ReturnType<typeof withCase> =>
    withCase(walk, 'case form', (visit) =>
      may(visit.who, 'representative.vouch', visit.shape).allowed ? answer(visit) : deny(visit, 'deniedRole'),
    );

  app.get(
    path,
    withRight(async (visit) => {
      const { c, screen } = visit;
      const view = await viewOf(walk, visit, firstTyped);
      const named = view.now.find(({ representative }) => representative === c.req.query('named'))?.name;
      const done =
        named !== undefined
          ? { done: say(language, 'representativeDone', { name: named }) }
          : c.req.query('ended') === 'yes'
            ? { done: say(language, 'representativeEnded') }
            : {};
      return show(c, representativesPage(screen, { ...view, ...done }));
    }),
  );

  app.post(
    path,
    withRight(async (visit) => {
      const { c, screen, who, joint } = visit;
      const form = await readForm(c);
      const typed = typedIn(form);
      const again = async (problems: readonly FieldProblem[]): Promise<Response> =>
        show(c, representativesPage(screen, { ...(await viewOf(walk, visit, typed)), problems }), 422);
      const bornOn = dayIn(form, 'born');
      const kinship = kinships.find((one): one is Kinship => one === typed.kinship);
      const problems = [
        ...(typed.name === '' ? [{ field: 'name', text: say(language, 'representativeNameMissing') }] : []),
        ...(/^[\w.@-]{1,100}$/u.test(typed.representative)
          ? []
          : [{ field: 'representative', text: say(language, 'representativeIdWrong') }]),
        ...(kinship === undefined ? [{ field: 'kinship', text: say(language, 'chooseOneHere') }] : []),
        ...(typed.certificate === ''
          ? [{ field: 'certificate', text: say(language, 'representativeCertificateMissing') }]
          : []),
        ...(bornOn === undefined ? [{ field: 'born-day', text: say(language, 'noSuchDay') }] : []),
        ...(typed.isSeen ? [] : [{ field: 'seen', text: say(language, 'representativeSeenMissing') }]),
      ];
      if (problems.length > 0 || bornOn === undefined || kinship === undefined) return await again(problems);
      const { name, representative, certificate } = typed;
      const vouching = { name, representative, certificate, kinship, bornOn };
      const refused = await representatives.vouch(who, await childOf(walk, visit), vouching);
      if (refused === undefined)
        return go(c, walk, `/case/${joint.number}/representatives?named=${encodeURIComponent(representative)}`);
      const { code, message, remedy } = refused.problem;
      const text = `${message[language]} ${remedy?.[language] ?? ''}`.trim();
      return await again([{ field: code === 'represents-oneself' ? 'representative' : 'born-day', text }]);
    }),
  );

  app.post(
    `${path}/end`,
    withRight(async (visit) => {
      const { c, screen, who, joint } = visit;
      const form = await readForm(c);
      const representative = form.one('representative');
      const field = `because-${representative}`;
      const because = cutTo(form.one(field).trim(), wordsAtMost);
      if (because === '') {
        const problems = [{ field, text: say(language, 'representativeEndMissing') }];
        return show(c, representativesPage(screen, { ...(await viewOf(walk, visit, firstTyped)), problems }), 422);
      }
      const refused = await representatives.end(who, await childOf(walk, visit), representative, because);
      return refused === undefined
        ? go(c, walk, `/case/${joint.number}/representatives?ended=yes`)
        : deny(visit, 'deniedRole');
    }),
  );
}

/** The day of birth is compared with that of the whole case, which is not shown to everybody who may vouch. */
async function childOf({ house, language }: Walk, { joint, shape }: CaseVisit): Promise<Child> {
  const whole = await house.cases.read(joint);
  const birthDate = whole === undefined ? undefined : applicantFacts(whole)['birthDate'];
  return {
    shape,
    name: applicantName(language, joint),
    ...(typeof birthDate === 'string' ? { bornOn: birthDate } : {}),
  };
}

async function viewOf(
  { house, language }: Walk,
  { who, joint, officers }: CaseVisit,
  typed: RepresentativesView['typed'],
): Promise<RepresentativesView> {
  const now = await house.look(who, async (transaction) => ({
    seen: await representativesOf(transaction, joint.person, today(house)),
    entries: [],
  }));
  return { number: joint.number, child: applicantName(language, joint), officers, now, typed, problems: [] };
}

const firstTyped: RepresentativesView['typed'] = {
  name: '',
  representative: '',
  kinship: '',
  certificate: '',
  born: { day: '', month: '', year: '' },
  isSeen: false,
};

function typedIn(form: Form): RepresentativesView['typed'] {
  const part = (name: string): string => form.one(`born-${name}`).trim();
  return {
    name: cutTo(form.one('name').trim(), wordsAtMost),
    representative: form.one('representative').trim(),
    kinship: form.one('kinship'),
    certificate: cutTo(form.one('certificate').trim(), wordsAtMost),
    born: { day: part('day'), month: part('month'), year: part('year') },
    isSeen: form.one('seen') === 'yes',
  };
}
