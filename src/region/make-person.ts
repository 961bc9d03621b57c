import type { Draws } from './draws.ts';
import { minorsOf } from './family.ts';
import type { Family, Someone } from './family.ts';
import type { Margins } from './margins.ts';

/** Citizenship and papers. */
export function makePapers(family: Family, draws: Draws, margins: Margins): void {
  const kind = draws.share();
  const foreign = margins.share('foreign');
  const citizenship =
    kind < foreign ? 'foreign' : kind < foreign + margins.share('stateless') ? 'stateless' : 'russian';
  for (const { relation, age, facts } of family.people) {
    const isRussian = citizenship === 'russian';
    facts['citizenship'] = citizenship;
    facts['livesInRussia'] = isRussian || draws.isSo(margins.share('foreignLivesHere'));
    if (!isRussian) facts['refugee'] = draws.isSo(margins.share('refugee'));
    const isChild = (relation === 'child' || relation === 'ward') && age < 18;
    const isRegistered = !isChild || age >= 1 || draws.isSo(0.93 + 0.07 * margins.share('birthRegisteredFirstMonth'));
    if (isChild) facts['birthRegistered'] = isRegistered;
    if (isChild && isRegistered) facts['hasBirthCertificate'] = draws.isSo(margins.share('birthCertificate'));
    if (age >= 14) {
      facts['hasPassport'] = isRussian && draws.isSo(margins.share('passport'));
      facts['onlineAccount'] = isRussian && draws.isSo(margins.byAge('onlineAccounts', age));
    }
    if (age < 14 && !isRegistered) continue;
    facts['hasSnils'] = draws.isSo(margins.share('insuranceNumber'));
    facts['hasPolicy'] = draws.isSo(margins.share('policy'));
    const place = draws.share();
    const atResidence = margins.share('registeredAtResidence');
    facts['registration'] =
      place < atResidence ? 'residence' : place < atResidence + margins.share('registeredAtStay') ? 'stay' : 'none';
  }
}

export function makeHealth(family: Family, draws: Draws, margins: Margins): void {
  let needsCare = false;
  for (const person of family.people) {
    const { sex, age, facts } = person;
    if (sex === 'female' && age >= 14 && age < 55) expect(person, draws, margins);
    const disability = disabilityAt(age, draws, margins);
    facts['disability'] = disability;
    const isDisabled = disability !== 'none';
    if (age >= 18) facts['longIllness'] = draws.isSo(margins.share('longIllness'));
    if (!isDisabled) facts['doctorRefersToExpertise'] = draws.isSo(margins.share('refersToExpertise'));
    const helpShare =
      disability === 'first'
        ? 0.8
        : isDisabled
          ? margins.share('selfCareHelpDisabled')
          : age >= 75
            ? margins.share('selfCareHelpOver75')
            : 0;
    const needsHelp = age >= 14 && draws.isSo(helpShare);
    if (age >= 14) facts['needsSelfCareHelp'] = needsHelp;
    needsCare ||= needsHelp;
    facts['hasIndividualProgramme'] = needsHelp && draws.isSo(margins.share('individualProgramme'));
    if (needsHelp && age >= 60) facts['dischargedFromHospital'] = draws.isSo(margins.share('discharged'));
    facts['attachedToClinic'] = draws.isSo(margins.share('clinic'));
    if (!isDisabled) continue;
    facts['needsTechnicalAids'] = draws.isSo(margins.share('technicalAids'));
    facts['refusedSocialSet'] = draws.isSo(margins.share('refusedSocialSet'));
    if (disability === 'third') facts['movementLimited'] = draws.isSo(margins.share('movementLimited'));
  }
  if (needsCare) family.facts['carerAtHome'] = family.hasOthersAtHome && draws.isSo(margins.share('carerAtHome'));
}

function expect({ age, facts }: Someone, draws: Draws, margins: Margins): void {
  const isPregnant = draws.isSo(margins.byAge('pregnant', age));
  facts['pregnant'] = isPregnant;
  if (!isPregnant) return;
  facts['pregnancyWeeks'] = draws.whole(4, 40);
  const isEarly = draws.isSo(margins.share('registeredBefore12Weeks'));
  facts['registeredBefore12Weeks'] = isEarly;
  if (!isEarly) facts['registeredForPregnancy'] = draws.isSo(margins.share('registeredLater'));
}

function disabilityAt(age: number, draws: Draws, margins: Margins): string {
  if (!draws.isSo(margins.byAge('disabled', age))) return 'none';
  if (age < 18) return 'child';
  const share = draws.share();
  const first = margins.at('disabilityGroups', 'first');
  return share < first ? 'first' : share < first + margins.at('disabilityGroups', 'second') ? 'second' : 'third';
}

/** What is asked about children, and who the parents are to them. */
export function makeChildren(family: Family, draws: Draws, margins: Margins): void {
  const isCouple = family.people.some(({ relation }) => relation === 'spouse' || relation === 'partner');
  const isMarried = family.people.some(({ relation }) => relation === 'spouse');
  const applicant = family.people[0]!;
  const other = otherParentOf(draws, margins);
  const children = family.people.filter(({ relation }) => relation === 'child' || relation === 'ward');
  let order = children.length + (draws.isSo(margins.share('eldestLeft')) ? 1 : 0);
  for (const child of children) {
    const { relation, age, facts } = child;
    const isStep = isCouple && draws.isSo(margins.share('stepchild'));
    const otherParent =
      relation === 'ward' ? (draws.isSo(0.5) ? 'dead' : 'apart') : isCouple ? (isStep ? 'apart' : 'together') : other;
    facts['otherParent'] = otherParent;
    if (age < 18) {
      if (relation === 'child') facts['childOrder'] = order;
      else facts['guardianshipAssigned'] = draws.isSo(margins.share('guardianshipAssigned'));
      const isRecorded = facts['birthRegistered'] === true;
      if (isRecorded)
        facts['paternityRecorded'] =
          otherParent !== 'unknown-person' &&
          (isMarried || applicant.sex === 'male' || draws.isSo(margins.share('fatherRecorded')));
      if (otherParent === 'apart') facts['receivesChildSupport'] = draws.isSo(margins.share('childSupportPaid'));
      if (age < 1 && isRecorded) facts['birthPaymentReceived'] = draws.isSo(margins.share('birthPaymentReceived'));
      if (age < 2 && isRecorded)
        facts['careAllowancePaid'] = draws.isSo(margins.share('careAllowancePaid') * (age < 1 ? 1 : 0.5));
      makeSchool(child, draws, margins);
    }
    order -= 1;
  }
  const minors = minorsOf(family);
  const without = minors.every(
    ({ facts }) => facts['otherParent'] === 'dead' || facts['otherParent'] === 'unknown-person',
  );
  for (const { relation, age, facts } of family.people) {
    if ((relation === 'self' || relation === 'spouse') && minors.length > 0)
      facts['singleParent'] = !isCouple && without;
    if (relation === 'child' || age < 14) continue;
    const isOrphan = relation === 'ward' || draws.isSo(margins.share('orphan'));
    facts['orphan'] = isOrphan;
    if (isOrphan) facts['orphanHousingReceived'] = age >= 18 && draws.isSo(margins.share('orphanHousing'));
  }
}

function otherParentOf(draws: Draws, margins: Margins): string {
  const share = draws.share();
  const apart = margins.at('otherParent', 'apart');
  return share < apart ? 'apart' : share < apart + margins.at('otherParent', 'dead') ? 'dead' : 'unknown-person';
}

function makeSchool({ age, facts }: Someone, draws: Draws, margins: Margins): void {
  const inSchool = draws.isSo(
    age < 6
      ? 0
      : age === 6
        ? margins.at('schooling', 'school6')
        : margins.at('schooling', age === 7 ? 'school7' : 'school'),
  );
  if (age >= 6) facts['attendsSchool'] = inSchool;
  if (age < 1 || age >= 8 || (age >= 6 && inSchool)) return;
  const share = margins.at('schooling', age === 1 ? 'kindergarten1' : age === 2 ? 'kindergarten2' : 'kindergarten3to6');
  facts['attendsKindergarten'] = draws.isSo(share);
}
