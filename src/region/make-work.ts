import type { Draws } from './draws.ts';
import { childrenOf, isHeadOf, minorsOf } from './family.ts';
import type { Family, Someone } from './family.ts';
import type { Margins } from './margins.ts';

type Job = {
  readonly works: boolean;
  readonly weeksLastYear: number;
  readonly monthly: number;
  readonly earned: number;
  /** Paid while on leave with a small child. */
  readonly leavePay: number;
};

const monthsInYear = 12;
const weeksInMonth = 52 / monthsInYear;

/** Work, pensions and every sum of the income period of twelve months. */
export function makeWork(family: Family, draws: Draws, margins: Margins): void {
  // Those who live together earn alike: a part of the spread is the home's.
  const level = draws.logNormal(1, 0.3);
  const youngest = Math.min(...minorsOf(family).map(({ age }) => age), 99);
  for (const person of family.people) {
    const { age, sex, facts, isStudent } = person;
    const isHead = isHeadOf(person);
    if ((isHead && age >= 14 && age < 30) || (!isHead && childOfAge(person))) facts['studiesFullTime'] = isStudent;
    if (sex === 'male' && age >= 18 && age < 31)
      facts['conscript'] = age < 24 && !isStudent && draws.isSo(margins.share('conscript'));
    const pension = pensionOf(person, draws, margins);
    const job = jobOf(person, family.territory, level, youngest, draws, margins);
    const monthlyPension =
      pension === 0
        ? 0
        : Math.round(job.works || age < 18 ? pension : Math.max(pension, margins.at('pensions', 'floor')));
    if (age >= 18 || facts['disability'] !== 'none' || facts['otherParent'] === 'dead')
      facts['receivesPension'] = pension > 0;
    if (pension > 0) facts['monthlyPension'] = monthlyPension;
    sums(family, person, job, monthlyPension, draws, margins);
    records(person, draws, margins);
    if (age >= 18)
      facts['childSupportDebt'] = sex === 'male' && draws.isSo(2 * margins.at('debts', 'childSupportDebt'));
    if (isHead) heads(person, job, draws, margins);
  }
  incomes(family);
}

function childOfAge({ relation, age }: Someone): boolean {
  return (relation === 'child' || relation === 'ward') && age >= 18 && age < 23;
}

function heads({ age, facts }: Someone, job: Job, draws: Draws, margins: Margins): void {
  if (age < 14) return;
  facts['works'] = job.works;
  facts['caresForDependant'] = !job.works && draws.isSo(margins.share('caresForDependant'));
  if (job.works) {
    const isInsured = job.earned > 0 || draws.isSo(0.2);
    facts['insuredWork'] = isInsured;
    if (isInsured) facts['averageEarnings24'] = Math.round(job.monthly * 0.88);
    return;
  }
  if (age < 16 || facts['receivesPension'] === true) return;
  facts['registeredUnemployed'] = age < 65 && draws.isSo(margins.at('unemployment', 'registered'));
  facts['jobWeeksLastYear'] = job.weeksLastYear;
  if (job.weeksLastYear >= 26) facts['lastJobEarnings'] = Math.round(job.monthly);
}

function jobOf(
  { age, sex, facts, isStudent, relation }: Someone,
  territory: string,
  level: number,
  youngest: number,
  draws: Draws,
  margins: Margins,
): Job {
  const none = { works: false, weeksLastYear: 0, monthly: 0, earned: 0, leavePay: 0 };
  if (age < 16 || relation === 'child' || relation === 'ward') return none;
  let chance = margins.byAge(sex === 'female' ? 'womenAtWork' : 'menAtWork', age);
  if (isStudent) chance *= 0.6;
  if (facts['conscript'] === true || facts['disability'] === 'first') chance *= 0.05;
  if (facts['disability'] === 'second') chance *= 0.2;
  if (facts['disability'] === 'third') chance *= 0.5;
  const isMother = sex === 'female' && youngest < 18;
  if (isMother && youngest < 3) chance *= margins.at('working', 'motherOfSmallChild');
  else if (youngest < 18) chance = 1 - (1 - chance) * margins.at('working', 'parentIdle');
  const works = draws.isSo(Math.min(1, chance * 1.04));
  const hadWork = works || draws.isSo(age < 60 ? 0.12 : 0.02);
  const rate = draws.logNormal(1, 0.52);
  if (!hadWork) return none;
  const womenToMen = margins.at('wage', 'womenToMen');
  const sexFactor = (sex === 'female' ? womenToMen : 1) / ((1 + womenToMen) / 2);
  const ageFactor = age < 25 ? 0.75 : age >= 60 ? 0.85 : 1.05;
  const isPartTime = draws.isSo(margins.at('working', isStudent ? 'studentPartTime' : 'partTime'));
  const full = margins.at('wage', 'mean') * margins.at('wageByPlace', territory) * sexFactor * ageFactor * level * rate;
  const monthly = Math.max(full, 27_093) * (isPartTime ? 0.5 : 1);
  const isPartOfYear = !works || draws.isSo(margins.at('working', 'partOfYear'));
  let months = isPartOfYear ? draws.whole(1, monthsInYear - 1) : monthsInYear;
  const isOnLeave = works && isMother && youngest < 2 && draws.isSo(margins.at('working', 'onLeaveShare'));
  if (isOnLeave) months = draws.whole(0, 3);
  const isInformal = draws.isSo(margins.at('working', 'informal'));
  const reported = isInformal
    ? draws.isSo(margins.at('working', 'informalReported'))
      ? 0.2 + 0.5 * draws.share()
      : 0
    : 1;
  const weeksLastYear = isInformal && reported === 0 ? 0 : Math.min(52, Math.round(months * weeksInMonth));
  const leavePay =
    isOnLeave && !isInformal ? Math.round(monthly * (monthsInYear - months) * margins.at('working', 'leavePay')) : 0;
  return { works, weeksLastYear, monthly, earned: Math.round(monthly * months * reported), leavePay };
}

function pensionOf({ age, sex, facts }: Someone, draws: Draws, margins: Margins): number {
  const from = margins.at('pensions', sex === 'female' ? 'womenFrom' : 'menFrom');
  const isOld = age >= from ? draws.isSo(0.98) : age >= from - 9 && draws.isSo(margins.at('pensions', 'early'));
  if (isOld) return draws.logNormal(margins.at('pensions', 'oldAge'), margins.at('pensions', 'oldAgeSigma'));
  if (facts['disability'] !== 'none' && draws.isSo(0.98))
    return draws.logNormal(margins.at('pensions', 'disability'), margins.at('pensions', 'disabilitySigma'));
  if (age < 23 && facts['otherParent'] === 'dead' && draws.isSo(0.93))
    return draws.logNormal(margins.at('pensions', 'survivor'), margins.at('pensions', 'survivorSigma'));
  return 0;
}

function sums(family: Family, person: Someone, job: Job, monthlyPension: number, draws: Draws, margins: Margins): void {
  const { age, facts } = person;
  if (age >= 14) {
    facts['earnings12'] = job.earned;
    facts['otherIncome12'] =
      age >= 18 && draws.isSo(margins.share('otherIncome'))
        ? Math.round(draws.logNormal(margins.share('otherIncomeMean'), 0.8))
        : 0;
  }
  if (age >= 14 || facts['disability'] !== 'none' || facts['otherParent'] === 'dead')
    facts['pensions12'] = monthlyPension * monthsInYear + job.leavePay;
  if (age >= 18) facts['incomeTaxLastYear'] = Math.round(job.earned * 0.9 * 0.13);
  if (!isHeadOf(person) || childrenOf(family).length === 0) return;
  const paid = minorsOf(family).filter(({ facts: { receivesChildSupport } }) => receivesChildSupport === true).length;
  const receives = person.relation === 'self' && paid > 0;
  const quarter = margins.share('childSupportOfEarnings') * (1 + 0.33 * Math.max(0, paid - 1));
  facts['childSupport12'] = receives
    ? Math.round(draws.logNormal(margins.at('wage', 'mean') * 0.6 * quarter, 0.5) * monthsInYear)
    : 0;
}

/** The record that a pension is counted from, and titles. */
function records({ age, sex, facts }: Someone, draws: Draws, margins: Margins): void {
  if (age >= 50) {
    const hasAwards = draws.isSo(margins.share('stateAwards'));
    facts['stateAwards'] = hasAwards;
    facts['labourVeteran'] = age >= 55 && draws.isSo(margins.share('labourVeteran') * (hasAwards ? 4 : 1));
  }
  if (age < 55) return;
  const years = Math.max(0, Math.min(age - 18, Math.round((sex === 'female' ? 31 : 33) + 9 * draws.normal())));
  facts['workYears'] = years;
  facts['pensionCoefficients'] = Math.round(years * draws.logNormal(2.6, 0.35) * 10) / 10;
  facts['pensionSavings'] = draws.isSo(margins.share('pensionSavings'));
}

/** Whether the family had any income; where it had none, nobody is asked for the sums. */
function incomes(family: Family): void {
  const sumsOf = ['earnings12', 'pensions12', 'childSupport12', 'otherIncome12'] as const;
  const had = family.people.some(
    ({ relation, facts }) => relation !== 'partner' && sumsOf.some((sum) => Number(facts[sum] ?? 0) > 0),
  );
  family.facts['familyHadIncome'] = had;
  if (had) return;
  for (const { facts } of family.people) for (const sum of sumsOf) facts[sum] = undefined;
}
