import type { Role, SamplePerson } from '#access';
import { residentsIn } from '#agencies';
import type { Resident } from '#agencies';
import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { readSamples } from '#desk';

const residents: readonly SamplePerson[] = [
  {
    sub: 'anna',
    name: 'Анна Ильина',
    about: '20 лет, с ребёнком, ночевать негде · 20, with a child, nowhere to sleep',
  },
  { sub: 'denis', name: 'Денис Орлов', about: 'потерял работу · lost his job' },
  { sub: 'oksana', name: 'Оксана Белова', about: 'ушла из дома с детьми · left home with her children' },
];

/** Residents who do not exist, and officers of every agency that is party to an agreement. */
export function samplePeople({ agencies, agreements }: Catalogue, examples: string): readonly SamplePerson[] {
  // Read when somebody signs in, not at the start.
  let registered: ReturnType<typeof residentsIn> | undefined;
  const claims = async (sub: string): Promise<Record<string, string>> =>
    claimsOf((await (registered ??= residentsIn(examples))).find(({ example }) => example === `${sub}/${sub}`));
  const parties = [...new Set([...agreements.values()].flatMap((agreement) => agreement.parties))];
  const leads = new Set([...agreements.values()].map(({ lead }) => lead.agency));
  const officer = (agency: string, work: string, roles: readonly Role[]): SamplePerson => ({
    sub: `${agency}-${work}`,
    name: `${agencies.get(agency)?.shortName.ru ?? agency}: ${works[work]}`,
    agency,
    roles,
  });
  return [
    ...residents.map((one) => ({ ...one, claims: () => claims(one.sub) })),
    ...parties.flatMap((agency) => [
      officer(agency, 'officer', agency === 'mfc' ? ['operator', 'caseworker'] : ['caseworker']),
      ...(leads.has(agency)
        ? [officer(agency, 'lead', ['lead', 'caseworker']), officer(agency, 'head', ['head'])]
        : []),
    ]),
    ...[...leads].slice(0, 1).map((agency) => officer(agency, 'auditor', ['auditor'])),
    ...[...leads].slice(0, 1).map((agency) => officer(agency, 'methodologist', ['methodologist'])),
  ];
}

/** As ЕСИА would tell them. */
function claimsOf(resident: Resident | undefined): Record<string, string> {
  if (resident === undefined) return {};
  const { snils, surname, givenName, patronymic, birthDate } = resident;
  return { family_name: surname, given_name: givenName, middle_name: patronymic, birthdate: birthDate, snils };
}

const works: Readonly<Record<string, string>> = {
  officer: 'сотрудник',
  lead: 'ведущий дел',
  head: 'руководитель',
  auditor: 'проверяющий',
  methodologist: 'методолог',
};

/** The families of the sample situations, each as it is told last. */
export async function sampleFamilies(catalogue: Catalogue, folder: string): Promise<readonly ToldSituation[]> {
  const families = new Map<string, ToldSituation>();
  for (const { file, input } of await readSamples(folder)) {
    const read = readTold(catalogue, input, { asOf: '' });
    if ('problems' in read) throw new Error(`${file}: ${read.problems[0]?.message.en}`);
    families.set(read.told.applicant, read.told);
  }
  return [...families.values()];
}
