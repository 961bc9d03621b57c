import { personName } from '#assessment';
import type { ConsentOffer, FactKey, Inquiry, Interview, OpenGroup, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

const words = {
  groups: { ru: 'СТОИТ СПРОСИТЬ', en: 'WORTH ASKING' },
  inquiries: { ru: 'СПРОСЯТ У ВЕДОМСТВ', en: 'AGENCIES WILL BE ASKED' },
  offers: { ru: 'МОЖНО НЕ СПРАШИВАТЬ', en: 'NEED NOT BE ASKED' },
  consent: { ru: 'вы согласились', en: 'you agreed' },
  service: { ru: 'подано заявление', en: 'applied for' },
  open: { ru: 'до ответа не ясно', en: 'not known until the answer' },
  plain: { ru: 'если вы согласитесь', en: 'if you agree' },
  written: { ru: 'если вы согласитесь письменно', en: 'if you agree in writing' },
  others: { ru: 'ещё, если согласятся', en: 'more, if these agree too' },
} as const;

type Section = { readonly title: string; readonly lines: readonly string[] };

/** What is left to ask, page by page; what agencies will be asked instead; which consents would save questions. */
export function interviewSections(
  catalogue: Catalogue,
  told: ToldSituation,
  { groups, inquiries, offers }: Interview,
  language: Language,
): readonly Section[] {
  const say = (word: keyof typeof words): string => words[word][language];
  const agency = (id: string): string => catalogue.agencies.get(id)?.shortName[language] ?? id;
  const service = (id: string): string => catalogue.services.get(id)?.name[language] ?? id;
  const fact = ({ fact: id, subject }: FactKey): string => {
    const name = catalogue.facts.get(id)?.name[language].toLowerCase() ?? id;
    return subject === 'household' || subject === told.applicant
      ? name
      : `${name} (${personName(told, subject, language)})`;
  };
  const group = ({ title, questions }: OpenGroup): string => {
    const asked = questions.map(({ text, why }) => `${text[language]} ${why[language]}`);
    return [...(title === undefined ? [] : [title[language]]), ...asked].join('\n      ');
  };
  const inquiry = ({ agency: id, ground, article, facts, services }: Inquiry): string =>
    [
      `${agency(id)}: ${facts.map(fact).join(', ')} — ${say(ground)} (${article.citation})`,
      ...(services.length === 0 ? [] : [`${say('open')}: ${services.map(service).join(', ')}`]),
    ].join('\n      ');
  const offer = ({ agency: id, kind, facts, withOthers }: ConsentOffer): string =>
    [
      `${agency(id)}, ${say(kind)}: ${fewer(facts.length, language)}${facts.length === 0 ? '' : ` — ${facts.map(fact).join(', ')}`}`,
      ...(withOthers.facts.length === 0
        ? []
        : [
            `${say('others')} (${withOthers.people.map((one) => personName(told, one, language)).join(', ')}): ${fewer(withOthers.facts.length, language)}`,
          ]),
    ].join('\n      ');
  return [
    { title: say('inquiries'), lines: inquiries.map(inquiry) },
    { title: say('groups'), lines: groups.map(group) },
    { title: say('offers'), lines: offers.map(offer) },
  ];
}

function fewer(count: number, language: Language): string {
  if (language === 'en') return count === 1 ? '1 question fewer' : `${count} questions fewer`;
  const form = new Intl.PluralRules('ru').select(count);
  return `на ${count} ${form === 'one' ? 'вопрос' : form === 'few' ? 'вопроса' : 'вопросов'} меньше`;
}
