import type { Draws } from './draws.ts';
import { inTown, isHeadOf, minorsOf } from './family.ts';
import type { Family } from './family.ts';
import type { Margins } from './margins.ts';

/** Where a family lives and what that costs. */
export function makeDwelling(family: Family, draws: Draws, margins: Margins): void {
  const { facts, people, isGuest } = family;
  const dwelling = isGuest ? 'relatives' : dwellingOf(draws, margins);
  facts['dwelling'] = dwelling;
  const size = margins.at('dwellingSize', 'areaFirst') + margins.at('dwellingSize', 'areaNext') * (people.length - 1);
  const area = Math.round(Math.max(12, draws.logNormal(size, margins.at('dwellingSize', 'sigma'))) * 10) / 10;
  if (dwelling === 'own' || dwelling === 'social') facts['dwellingArea'] = area;
  if (dwelling !== 'none') {
    facts['housingCosts'] = isGuest ? 0 : Math.round(area * margins.at('dwellingSize', 'costsPerSquareMetre'));
    facts['housingDebtByCourt'] = !isGuest && draws.isSo(margins.at('debts', 'housingDebtByCourt'));
  }
  if (dwelling === 'rented')
    facts['rent'] = Math.round(
      draws.logNormal(
        margins.at('dwellingSize', 'rentFirst') + margins.at('dwellingSize', 'rentNext') * (people.length - 1),
        0.3,
      ) * margins.at('wageByPlace', family.territory),
    );
  const isLarge = minorsOf(family).length >= 3;
  const hasMortgage =
    dwelling === 'own' && (people[0]?.age ?? 0) < 60 && draws.isSo(margins.at('property', 'mortgage'));
  if (dwelling === 'own') facts['mortgage'] = hasMortgage;
  if (hasMortgage && isLarge) facts['mortgageSupportUsed'] = draws.isSo(margins.share('mortgageSupport'));
  if (isLarge || dwelling === 'none' || dwelling === 'rented' || dwelling === 'relatives')
    facts['needsHousing'] = draws.isSo(margins.share('needsHousing') * (isLarge ? 2 : 0.5));
  if (!isLarge) return;
  facts['landQueueBefore2023'] = draws.isSo(margins.share('landQueue'));
  facts['landReceived'] = draws.isSo(margins.share('landReceived'));
}

function dwellingOf(draws: Draws, margins: Margins): string {
  let share = draws.share();
  for (const kind of ['own', 'social', 'rented', 'relatives']) {
    share -= margins.at('dwellings', kind);
    if (share < 0) return kind;
  }
  return 'none';
}

/** What the means test looks at besides income. */
export function makeProperty(family: Family, draws: Draws, margins: Margins): void {
  const { facts, people, isGuest } = family;
  const has = (share: string, factor = 1): boolean => draws.isSo(margins.at('property', share) * factor);
  const guest = isGuest ? 0.3 : 1;
  const isOwner = facts['dwelling'] === 'own';
  const inHouse = isOwner && has(inTown(family.territory) ? 'house' : 'houseInCountry');
  const flats = (isOwner && !inHouse ? 1 : 0) + (has('secondFlat', guest) ? 1 : 0);
  const houses = (inHouse ? 1 : 0) + (has('secondHouse', guest) ? 1 : 0);
  const summerHouses = has('summerHouse', guest) ? 1 + (has('secondSummerHouse') ? 1 : 0) : 0;
  const garages = has('garage', guest) ? 1 + (has('secondGarage') ? 1 : 0) : 0;
  const cars = has('car', people.length > 1 ? 1.3 : 0.6) ? 1 + (has('secondCar') ? 1 : 0) : 0;
  const otherRooms = has('otherRoom') ? 1 : 0;
  const motorcycles = has('motorcycle') ? 1 : 0;
  const machines = has('machine') ? 1 + (has('secondMachine') ? 1 : 0) : 0;
  const newBoats = has('boat') ? 1 : 0;
  const interest = has('savings')
    ? Math.round(draws.logNormal(margins.at('property', 'savingsInterestMean'), margins.at('property', 'savingsSigma')))
    : 0;
  const plot =
    houses > 0 || summerHouses > 0
      ? Math.round((4 + 16 * draws.share() * draws.share()) * houses + 6 * summerHouses) / 100
      : 0;
  const inCountry = !inTown(family.territory);
  const all = [flats, houses, summerHouses, garages, cars, otherRooms, motorcycles, machines, newBoats, interest];
  const hasProperty = all.some((count) => count > 0);
  facts['hasProperty'] = hasProperty;
  if (!hasProperty) return;
  const area = Number(facts['dwellingArea'] ?? 0);
  Object.assign(facts, {
    flats,
    houses,
    summerHouses,
    garages,
    otherRooms,
    cars,
    motorcycles,
    machines,
    newBoats,
    landTownHectares: inCountry ? 0 : plot,
    landCountryHectares: inCountry ? plot : 0,
    savingsInterest12: interest,
  });
  if (flats > 1) facts['flatsArea'] = Math.round(area + 25 + 30 * draws.share());
  if (houses > 1) facts['housesArea'] = Math.round(area + 30 + 60 * draws.share());
  if (cars > 0) facts['powerfulNewCar'] = has('powerfulNewCar');
  if (machines > 1) facts['machinesFromSupport'] = draws.isSo(margins.share('machinesFromSupport'));
}

export function makeDebts(family: Family, draws: Draws, margins: Margins): void {
  const { facts, people } = family;
  const has = (share: string): boolean => draws.isSo(margins.at('debts', share));
  const isInDebt = has('inDebt');
  facts['debts'] = isInDebt
    ? Math.round(draws.logNormal(margins.at('debts', 'median') * 1.8, margins.at('debts', 'sigma')))
    : 0;
  if (isInDebt || facts['mortgage'] === true) facts['incomeFell'] = has('incomeFell');
  if (!isInDebt) return;
  for (const { age, facts: own } of people) {
    const isAdult = age >= 18;
    own['enforcementEnded'] = isAdult && has('enforcementEnded');
    own['incomeSeized'] = isAdult && has('incomeSeized');
    own['bankruptLast5Years'] = isAdult && has('bankrupt');
    own['mainIncomeIsBenefit'] = isAdult && own['receivesPension'] === true && own['works'] !== true;
  }
}

/** What happened to the family lately, and what it has been given. */
export function makeEvents(family: Family, draws: Draws, margins: Margins, dayBefore: (days: number) => string): void {
  const { facts, people } = family;
  const has = (share: string): boolean => draws.isSo(margins.share(share));
  const someoneLost = people.some(
    ({ facts: own }) => own['registeredUnemployed'] === true && Number(own['jobWeeksLastYear']) > 0,
  );
  facts['lostWork'] = someoneLost || has('lostWork');
  for (const person of people) {
    const own = person.facts;
    if (own['works'] === true || facts['lostWork']) own['wagesUnpaid'] = person.age >= 16 && has('wagesUnpaid');
    if (isHeadOf(person) && person.age >= 18)
      own['releasedFromPrison'] = own['works'] !== true && has('releasedFromPrison');
  }
  const isBereaved = has('bereaved');
  facts['bereaved'] = isBereaved;
  if (isBereaved)
    Object.assign(facts, {
      deathDate: dayBefore(draws.whole(1, 360)),
      paysForBurial: has('burial'),
      deathRegistered: has('deathRegistered'),
      inheritanceLeft: has('inheritance'),
      deceasedPensioner: has('deceasedPensioner'),
      livedWithDeceased: has('livedWithDeceased'),
    });
  facts['moved'] = has('moved');
  const isOfFighter = has('specialOperation');
  facts['specialOperationFamily'] = isOfFighter;
  if (isOfFighter) facts['participantFallen'] = has('fallen');
  const isDamaged = facts['dwelling'] !== 'none' && has('homeDamaged');
  facts['homeDamaged'] = isDamaged;
  if (isDamaged)
    Object.assign(facts, {
      homeBurned: has('homeBurned'),
      emergencyDeclared: has('emergencyDeclared'),
      belongingsLost: has('belongingsLost'),
      homeUnfit: has('homeUnfit'),
    });
  makeCapital(family, draws, margins);
}

/** Maternity capital came in 2007 for the second child, in 2020 for the first. */
function makeCapital(family: Family, draws: Draws, margins: Margins): void {
  const children = family.people.filter(({ relation, age }) => relation === 'child' && age < 18);
  if (!children.some(({ facts }) => facts['birthRegistered'] !== false || facts['childOrder'] !== 1)) return;
  const registered = children.filter(({ facts }) => facts['birthRegistered'] === true);
  const bornSince = (year: string, least: number): boolean =>
    registered.some(({ facts }) => String(facts['birthDate']) >= year && Number(facts['childOrder']) >= least);
  const first = registered.some(({ facts }) => String(facts['birthDate']) >= '2020' && facts['childOrder'] === 1);
  const gives = draws.isSo(0.93);
  const kind = !gives ? 'none' : first ? 'first' : bornSince('2007', 2) ? 'next' : 'none';
  family.facts['maternityCapitalFor'] = kind;
  if (kind !== 'none' && minorsOf(family).length > 0)
    family.facts['maternityCapitalSpent'] = draws.isSo(margins.share('capitalSpent'));
}
