import { certainties } from '#catalogue';
import type { Certainty, ChannelKind } from '#catalogue';
import type { Text } from '#language';
import { certaintyTexts } from '#publication/certainty.ts';
import type { Edition } from '#publication/edition.ts';
import type { Iris } from '#publication/iris.ts';

import type { Node } from './terms.ts';

/** Terms of public authority tables that stand in our catalogue; each is typed, so that a check by itself finds it. */
export const publicConcepts = {
  russian: 'http://publications.europa.eu/resource/authority/language/RUS',
  rouble: 'http://publications.europa.eu/resource/authority/currency/RUB',
  russia: 'http://publications.europa.eu/resource/authority/country/RUS',
  completed: 'http://purl.org/adms/status/Completed',
  underDevelopment: 'http://purl.org/adms/status/UnderDevelopment',
} as const;

const kindTexts: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  'fact-kind': {
    boolean: { ru: 'да или нет', en: 'yes or no' },
    number: { ru: 'число', en: 'number' },
    money: { ru: 'сумма в рублях', en: 'amount in roubles' },
    date: { ru: 'дата', en: 'date' },
    text: { ru: 'текст', en: 'text' },
    choice: { ru: 'один из вариантов', en: 'one of the choices' },
    choices: { ru: 'несколько вариантов', en: 'several choices' },
    derived: { ru: 'выводится из других сведений', en: 'derived from other facts' },
    parameter: { ru: 'величина по дате и территории', en: 'amount by date and territory' },
  },
  'channel-kind': {
    online: { ru: 'через интернет', en: 'online' },
    mfc: { ru: 'в МФЦ', en: 'at a one-stop centre' },
    agency: { ru: 'в ведомстве', en: 'at the agency' },
    call: { ru: 'по телефону', en: 'by telephone' },
    automatic: { ru: 'без заявления', en: 'without application' },
    provider: { ru: 'у поставщика услуг', en: 'at a provider of services' },
    court: { ru: 'в суде', en: 'at a court' },
    hospital: { ru: 'в больнице или поликлинике', en: 'at a hospital or clinic' },
  } satisfies Record<ChannelKind | 'provider' | 'court' | 'hospital', Text>,
  'evidence-kind': {
    document: { ru: 'документ', en: 'document' },
    record: { ru: 'запись в реестре', en: 'record of a register' },
    status: { ru: 'статус', en: 'status' },
    money: { ru: 'деньги', en: 'money' },
  },
  'criterion-kind': {
    condition: { ru: 'условие', en: 'condition' },
    deadline: { ru: 'срок обращения', en: 'term to claim' },
    subject: { ru: 'кого касается услуга', en: 'whom the service is about' },
    evidence: { ru: 'подтверждение', en: 'evidence' },
  },
  role: {
    'data-holder': { ru: 'отвечает на межведомственный запрос', en: "answers the agency's inquiry" },
    'one-stop-centre': { ru: 'принимает заявления', en: 'takes applications' },
  },
};

export function conceptIri(iris: Iris, scheme: string, id: string): string {
  return iris.thing('kind', `${scheme}/${id}`);
}

export function certaintyIri(iris: Iris, certainty: Certainty): string {
  return iris.thing('certainty', certainty);
}

export function needIri(iris: Iris, need: string): string {
  return iris.thing('need', need);
}

/** Every concept that the catalogue refers to, in its scheme. */
export function conceptNodes({ iris, catalogue }: Edition): Node[] {
  const needs = [...catalogue.needs.values()].map(({ id, name }) => [id, name] as const);
  const marks = certainties.map((certainty) => [certainty, certaintyTexts[certainty]] as const);
  return [
    ...scheme(iris.thing('kind', 'need'), { ru: 'Потребности', en: 'Needs' }, needs, (id) => needIri(iris, id)),
    ...scheme(iris.thing('kind', 'certainty'), { ru: 'Насколько достоверно', en: 'How certain' }, marks, (id) =>
      iris.thing('certainty', id),
    ),
    ...Object.entries(kindTexts).flatMap(([name, texts]) =>
      scheme(iris.thing('kind', name), { ru: name, en: name }, Object.entries(texts), (id) =>
        conceptIri(iris, name, id),
      ),
    ),
    { id: publicConcepts.russian, type: ['LinguisticSystem', 'Concept'], label: { ru: 'русский', en: 'Russian' } },
    { id: publicConcepts.rouble, type: ['Concept'], label: { ru: 'российский рубль', en: 'Russian rouble' } },
    { id: publicConcepts.completed, type: ['Concept'], label: { ru: 'готово', en: 'completed' } },
    {
      id: publicConcepts.underDevelopment,
      type: ['Concept'],
      label: { ru: 'в разработке: требует проверки', en: 'under development: to be checked' },
    },
  ];
}

function scheme(
  id: string,
  label: Text,
  concepts: readonly (readonly [string, Text])[],
  iriOf: (concept: string) => string,
): Node[] {
  return [
    { id, type: ['ConceptScheme'], label },
    ...concepts.map(([concept, text]): Node => ({
      id: iriOf(concept),
      type: ['Concept'],
      notation: concept,
      label: text,
      inScheme: [id],
    })),
  ];
}
