import { notBeside } from '#catalogue';
import type { Article, Certainty, NeedId, Offer, Office } from '#catalogue';
import type { Language, Text } from '#language';
import { certaintyOf, certaintyTexts, leastSure, marked } from '#publication/certainty.ts';
import { officesOf } from '#publication/cpsv/service-nodes.ts';
import { fullCode, territoryOf } from '#publication/edition.ts';
import type { Edition, ServiceInForce } from '#publication/edition.ts';
import { uuidOf } from '#publication/iris.ts';
import { weeklyHours } from '#publication/opening-words.ts';
import { publicTerritory } from '#publication/public-place.ts';

import { addressRow } from './address-row.ts';
import { ageLimits } from './age-limits.ts';
import { tablesOf } from './tables.ts';
import type { Row, TableName, Tables } from './tables.ts';

const vocabularies: Readonly<Record<string, Text>> = {
  need: { ru: 'Потребности Окна', en: 'Needs of Okno' },
  situation: { ru: 'Жизненные ситуации Окна', en: 'Life situations of Okno' },
  criterion: { ru: 'Условия услуг', en: 'Criteria of services' },
  exclusion: { ru: 'С чем не выплачивается вместе', en: 'What it is not paid together with' },
  certainty: { ru: 'Насколько достоверно', en: 'How certain' },
};

/** The directory of places and services as tables of HSDS 3. Texts are in one language; the name in the other beside it. */
export function directoryTables(
  edition: Edition,
  situations: ReadonlyMap<string, ReadonlySet<string>>,
  language: Language,
): Tables {
  return new DirectoryTables(edition, situations, language).tables();
}

class DirectoryTables {
  readonly #rows = tablesOf(() => new Map<string, Row>());
  readonly #edition: Edition;
  readonly #situations: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #language: Language;

  constructor(edition: Edition, situations: ReadonlyMap<string, ReadonlySet<string>>, language: Language) {
    this.#edition = edition;
    this.#situations = situations;
    this.#language = language;
  }

  tables(): Tables {
    const { catalogue, services } = this.#edition;
    for (const agency of catalogue.agencies.values()) this.#agency(agency.id);
    for (const office of catalogue.offices) this.#office(office);
    for (const service of services) this.#service(service);
    return tablesOf((name) => [...this.#rows[name].values()]);
  }

  /** Adds the row of a thing once and gives its id. */
  #add(table: TableName, iri: string, columns: Omit<Row, 'id'>): string {
    const id = uuidOf(iri);
    const kept = Object.entries(columns).filter(([, value]) => value !== undefined);
    if (!this.#rows[table].has(id)) this.#rows[table].set(id, { id, ...Object.fromEntries(kept) });
    return id;
  }

  #named(name: Text): { readonly name: string; readonly alternate_name: string } {
    return { name: name[this.#language], alternate_name: name[this.#language === 'ru' ? 'en' : 'ru'] };
  }

  #agency(id: string): void {
    const { iris, catalogue } = this.#edition;
    const agency = catalogue.agencies.get(id);
    if (agency === undefined) return;
    const iri = iris.thing('agency', id);
    const organization_id = this.#add('organization', iri, {
      ...this.#named(agency.name),
      description: agency.shortName[this.#language],
      uri: iri,
    });
    if (agency.phone !== undefined)
      this.#add('phone', `${iri}/phone`, { organization_id, number: agency.phone, type: 'voice' });
    this.#mark(organization_id, 'organization', iri, agency.certainty);
  }

  #office(office: Office): void {
    const { iris, catalogue } = this.#edition;
    const iri = iris.thing('place', office.id);
    const code = fullCode(publicTerritory(office));
    const note = office.note === undefined ? undefined : marked(office.note, office.certainty)[this.#language];
    const location_id = this.#add('location', iri, {
      location_type: 'physical',
      organization_id: uuidOf(iris.thing('agency', office.agency)),
      ...this.#named(office.name),
      description: note,
      external_identifier: code,
      external_identifier_type: 'ОКТМО',
    });
    if (!office.addressRestricted && office.address !== undefined)
      this.#add('address', `${iri}/address`, {
        location_id,
        ...addressRow(marked(office.address, office.certainty)[this.#language], catalogue, code, this.#language),
      });
    if (office.phone !== undefined)
      this.#add('phone', `${iri}/phone`, {
        location_id,
        number: office.phone,
        type: 'voice',
        description: office.certainty === 'unsure' ? certaintyTexts.unsure[this.#language] : undefined,
      });
    if (office.hours !== undefined)
      this.#add('schedule', `${iri}/hours`, {
        location_id,
        description: marked(office.hours, office.certainty)[this.#language],
      });
    for (const { byDay, from, to } of weeklyHours(office))
      this.#add('schedule', `${iri}/hours/${byDay}`, {
        location_id,
        freq: 'WEEKLY',
        byday: byDay,
        opens_at: from,
        closes_at: to,
      });
    if (office.addressRestricted)
      this.#add('attribute', `${iri}/attribute/address-restricted`, {
        link_id: location_id,
        link_entity: 'location',
        link_type: 'address-restricted',
        value: 'true',
      });
    this.#mark(location_id, 'location', iri, office.certainty);
    for (const [index, offer] of (office.offers ?? []).entries()) this.#offer(office, offer, `${iri}/offer/${index}`);
  }

  /** Help that came from another directory goes on as it came: its prose is not made into rules. */
  #offer(office: Office, offer: Offer, iri: string): void {
    const { iris } = this.#edition;
    const language = this.#language;
    const service_id = this.#add('service', iri, {
      organization_id: uuidOf(iris.thing('agency', office.agency)),
      ...this.#named(offer.name),
      description: offer.about?.[language],
      status: 'active',
      application_process: offer.howTo?.[language],
      eligibility_description: offer.whoFor?.[language],
      alert: certaintyTexts[office.certainty][language],
    });
    this.#add('service_at_location', `${iri}/at`, {
      service_id,
      location_id: uuidOf(iris.thing('place', office.id)),
    });
    this.#needs(service_id, iri, offer.needs);
    this.#mark(service_id, 'service', iri, office.certainty);
  }

  #needs(service_id: string, iri: string, needs: readonly NeedId[]): void {
    for (const need of needs) {
      const name = this.#edition.catalogue.needs.get(need)?.name;
      if (name === undefined) continue;
      const term = this.#term('need', this.#edition.iris.thing('need', need), need, name);
      this.#add('attribute', `${iri}/attribute/need/${term}`, {
        link_id: service_id,
        link_entity: 'service',
        link_type: 'need',
        taxonomy_term_id: term,
      });
    }
  }

  #service(published: ServiceInForce): void {
    const { iris, catalogue } = this.#edition;
    const { service, version } = published;
    const language = this.#language;
    const iri = iris.service(service.id);
    const certainty = certaintyOf(version);
    const { term, feeRoubles } = version;
    const service_id = this.#add('service', iri, {
      organization_id: uuidOf(iris.thing('agency', service.authority)),
      ...this.#named(service.name),
      description: marked(service.summary, version.certainty)[language],
      url: iri,
      status: 'active',
      application_process: service.howTo[language],
      wait_time: term === undefined ? undefined : marked(daysText(term), term.certainty)[language],
      fees_description:
        feeRoubles === undefined ? undefined : marked(feeText(feeRoubles.value), feeRoubles.certainty)[language],
      eligibility_description: version.criteria
        .map(({ text, article }) => marked(text, article.certainty)[language])
        .join('; '),
      ...ageLimits(published),
      alert: certainty === 'unsure' ? certaintyTexts.unsure[language] : undefined,
    });
    const code = fullCode(territoryOf(catalogue, service));
    this.#add('service_area', `${iri}/area`, {
      service_id,
      name: catalogue.territories.get(code)?.name[language],
      extent: code,
      extent_type: 'ОКТМО',
    });
    this.#add('language', `${iri}/language`, { service_id, name: 'Русский', code: 'ru' });
    if (feeRoubles !== undefined && feeRoubles.certainty !== 'unsure')
      this.#add('cost_option', `${iri}/cost`, { service_id, amount: feeRoubles.value, currency: 'RUB' });
    for (const [index, use] of version.evidence.entries()) {
      const name = catalogue.evidence.get(use.evidence)?.name;
      if (use.from === 'person' && name !== undefined)
        this.#add('required_document', `${iri}/document/${index}`, {
          service_id,
          document: name[language],
          uri: iris.thing('evidence', use.evidence),
        });
    }
    for (const office of officesOf(this.#edition, published))
      this.#add('service_at_location', `${iri}/at/${office.id}`, {
        service_id,
        location_id: uuidOf(iris.thing('place', office.id)),
      });
    this.#mark(service_id, 'service', iri, certainty);
    this.#classify(service_id, published);
  }

  /** Who is eligible and who is excluded, as terms with their rule and not as prose; needs and situations as terms too. */
  #classify(service_id: string, { service, version }: ServiceInForce): void {
    const { iris, catalogue } = this.#edition;
    const iri = iris.service(service.id);
    const link = (type: string, term: string, value?: string): void =>
      void this.#add('attribute', `${iri}/attribute/${type}/${term}`, {
        link_id: service_id,
        link_entity: 'service',
        link_type: type,
        taxonomy_term_id: term,
        value,
      });
    this.#needs(service_id, iri, service.covers);
    for (const id of this.#situations.get(service.id) ?? []) {
      const situation = catalogue.situations.get(id);
      if (situation !== undefined)
        link('situation', this.#term('situation', iris.thing('situation', id), situation.code, situation.name));
    }
    const { where, nobody } = service.subject;
    if (where !== undefined)
      link('subject', this.#term('criterion', `${iri}/subject`, `${service.id}/subject`, nobody), where.text);
    for (const { id, text, when, judgedBy, article, kind } of version.criteria) {
      const term = this.#term(
        'criterion',
        iris.part(service.id, version.from, 'criterion', id),
        `${service.id}/${id}`,
        marked(text, article.certainty),
        article,
      );
      link(kind === 'deadline' ? 'deadline' : 'eligibility', term, when?.text ?? judgedBy?.[this.#language]);
    }
    for (const other of notBeside(catalogue.interplay, service.id)) {
      const term = iris.part(service.id, 'not-together-with', other.service);
      link(
        'exclusion',
        this.#term('exclusion', term, other.service, marked(other.text, other.article.certainty), other.article),
        other.service,
      );
    }
  }

  #term(vocabulary: string, iri: string, code: string, name: Text, article?: Article): string {
    const { iris } = this.#edition;
    const words = vocabularies[vocabulary] ?? { ru: vocabulary, en: vocabulary };
    const uri = iris.thing('kind', vocabulary);
    const taxonomy_id = this.#add('taxonomy', `${uri}/taxonomy`, {
      name: words[this.#language],
      description: words[this.#language],
      uri,
    });
    const rests =
      article === undefined ? '' : ` (${article.citation}; ${certaintyTexts[article.certainty][this.#language]})`;
    return this.#add('taxonomy_term', `${iri}/term`, {
      code,
      name: name[this.#language],
      description: `${name[this.#language]}${rests}`,
      taxonomy_id,
      language: this.#language,
      term_uri: iri,
    });
  }

  #mark(link_id: string, entity: string, iri: string, certainty: Certainty): void {
    const term = this.#term(
      'certainty',
      this.#edition.iris.thing('certainty', certainty),
      certainty,
      certaintyTexts[leastSure([certainty])],
    );
    this.#add('attribute', `${iri}/attribute/certainty`, {
      link_id,
      link_entity: entity,
      link_type: 'certainty',
      taxonomy_term_id: term,
      value: certainty,
    });
  }
}

function daysText({ days, unit }: { readonly days: number; readonly unit: 'working' | 'calendar' }): Text {
  return unit === 'working'
    ? { ru: `до ${days} раб. дн.`, en: `up to ${days} working days` }
    : { ru: `до ${days} дн.`, en: `up to ${days} days` };
}

function feeText(roubles: number): Text {
  return roubles === 0 ? { ru: 'бесплатно', en: 'free of charge' } : { ru: `${roubles} ₽`, en: `${roubles} roubles` };
}
