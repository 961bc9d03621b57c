// What each sample agency knows, as data. Another agency is one more entry here: nothing else names an agency.
import type { AgencyKind, Holding, Value } from './model.ts';

const fact = (of: Holding['of'], is: Holding['is'], otherwise?: Value): Holding =>
  otherwise === undefined ? { of, is } : { of, is, otherwise };
const yesNo = (otherwise?: boolean): Holding => fact('person', 'boolean', otherwise);
const number = (otherwise?: number): Holding => fact('person', 'number', otherwise);
const oneOf = (choices: readonly string[], otherwise?: string): Holding => fact('person', choices, otherwise);
const family = {
  yesNo: (otherwise?: boolean): Holding => fact('household', 'boolean', otherwise),
  number: (otherwise?: number): Holding => fact('household', 'number', otherwise),
  oneOf: (choices: readonly string[], otherwise?: string): Holding => fact('household', choices, otherwise),
  day: (): Holding => fact('household', 'day'),
};

export const agencyKinds: readonly AgencyKind[] = [
  {
    id: 'zags',
    name: { ru: 'ЗАГС', en: 'Civil registry' },
    port: 8101,
    holds: {
      birthDate: fact('person', 'day'),
      sex: oneOf(['female', 'male']),
      birthRegistered: yesNo(true),
      singleParent: yesNo(false),
      otherParent: oneOf(['together', 'apart', 'dead', 'unknown-person']),
      paternityRecorded: yesNo(),
      childOrder: number(),
      registeredChildren: { of: 'person', is: 'text', mayBeAbsent: true },
      deathDate: family.day(),
      deathRegistered: family.yesNo(),
    },
    notices: ['birth', 'death'],
  },
  {
    id: 'mvd',
    name: { ru: 'МВД, паспортный стол', en: 'Passport office' },
    port: 8102,
    holds: {
      citizenship: oneOf(['russian', 'foreign', 'stateless'], 'russian'),
      livesInRussia: yesNo(true),
      registration: oneOf(['residence', 'stay', 'none'], 'none'),
      refugee: yesNo(false),
      cars: family.number(0),
      powerfulNewCar: family.yesNo(false),
      motorcycles: family.number(0),
      livedWithDeceased: family.yesNo(),
    },
    notices: ['address-changed', 'passport-issued'],
  },
  {
    id: 'sfr',
    name: { ru: 'Социальный фонд', en: 'Social Fund' },
    port: 8103,
    holds: {
      hasSnils: yesNo(false),
      disability: oneOf(['none', 'first', 'second', 'third', 'child'], 'none'),
      birthPaymentReceived: yesNo(false),
      works: yesNo(false),
      insuredWork: yesNo(false),
      caresForDependant: yesNo(false),
      receivesPension: yesNo(false),
      jobWeeksLastYear: number(0),
      pensions12: number(0),
      allowanceAppliedOn: family.day(),
      allowanceAwardedOn: family.day(),
      maternityCapitalFor: family.oneOf(['none', 'first', 'next'], 'none'),
      maternityCapitalSpent: family.yesNo(false),
      careAllowancePaid: yesNo(false),
      averageEarnings24: number(),
      lastJobEarnings: number(),
      workYears: number(0),
      pensionCoefficients: number(0),
      mainIncomeIsBenefit: yesNo(false),
      monthlyPension: number(),
      deceasedPensioner: family.yesNo(),
      pensionSavings: yesNo(false),
      refusedSocialSet: yesNo(false),
    },
    notices: ['job-lost', 'job-started', 'disability'],
  },
  {
    id: 'fns',
    name: { ru: 'Налоговая служба', en: 'Tax service' },
    port: 8104,
    holds: {
      earnings12: number(0),
      otherIncome12: number(0),
      incomeTaxLastYear: number(0),
      familyHadIncome: family.yesNo(false),
      familyIncome6: family.number(0),
      savingsInterest12: family.number(0),
      incomeFell: family.yesNo(false),
    },
    notices: [],
  },
  {
    id: 'employment',
    name: { ru: 'Центр занятости', en: 'Employment centre' },
    port: 8105,
    holds: { registeredUnemployed: yesNo(false) },
    notices: [],
  },
  {
    id: 'rosreestr',
    name: { ru: 'Росреестр', en: 'Real-estate register' },
    port: 8106,
    holds: {
      hasProperty: family.yesNo(false),
      flats: family.number(0),
      flatsArea: family.number(0),
      houses: family.number(0),
      housesArea: family.number(0),
      summerHouses: family.number(0),
      garages: family.number(0),
      otherRooms: family.number(0),
      landTownHectares: family.number(0),
      landCountryHectares: family.number(0),
      dwellingArea: family.number(),
    },
    notices: [],
  },
  {
    id: 'insurer',
    name: { ru: 'Страховая компания ОМС', en: 'Health insurer' },
    port: 8107,
    holds: { hasPolicy: yesNo(false) },
    notices: [],
  },
  {
    id: 'bailiffs',
    name: { ru: 'Судебные приставы', en: 'Bailiffs' },
    port: 8108,
    holds: {
      receivesChildSupport: yesNo(false),
      childSupport12: number(0),
      childSupportDebt: yesNo(false),
      enforcementEnded: yesNo(false),
      incomeSeized: yesNo(false),
      writYears: { of: 'person', is: 'number', mayBeAbsent: true },
      housingDebtByCourt: family.yesNo(false),
    },
    notices: [],
  },
  {
    id: 'health',
    name: { ru: 'Медицинские организации', en: 'Medical organisations' },
    port: 8109,
    holds: {
      pregnant: yesNo(),
      pregnancyWeeks: number(),
      registeredBefore12Weeks: yesNo(),
      registeredForPregnancy: yesNo(),
      longIllness: yesNo(false),
      attachedToClinic: yesNo(false),
      dischargedFromHospital: yesNo(false),
      palliativeCareAdvised: yesNo(false),
    },
    notices: [],
  },
];

export function agencyKind(id: string): AgencyKind | undefined {
  return agencyKinds.find((kind) => kind.id === id);
}
