import type { Agency, Certainty, Office } from '#catalogue';
import { certaintyTexts, marked } from '#publication/certainty.ts';
import { fullCode } from '#publication/edition.ts';
import type { Edition } from '#publication/edition.ts';
import type { Iris } from '#publication/iris.ts';
import { publicTerritory } from '#publication/public-place.ts';

import { certaintyIri, conceptIri, publicConcepts } from './concept-nodes.ts';
import type { Node } from './terms.ts';

const countryCode = '00000000';

export function territoryIri(iris: Iris, territory: string): string {
  const code = fullCode(territory);
  return code === countryCode ? publicConcepts.russia : iris.thing('territory', code);
}

/** Agencies with their telephones, offices as channels with hours and addresses, and the territories of them all. */
export function placeNodes(edition: Edition, territories: readonly string[]): Node[] {
  const { catalogue } = edition;
  const agencies = [...catalogue.agencies.values()];
  const mentioned = [
    ...territories,
    ...agencies.flatMap((agency) => territoriesOf(edition, agency)),
    ...catalogue.offices.map((office) => publicTerritory(office)),
    ...catalogue.territories.keys(),
  ];
  return [
    ...agencies.flatMap((agency) => agencyNodes(edition, agency)),
    ...catalogue.offices.flatMap((office) => officeNodes(edition, office)),
    ...[...new Set(mentioned.map(fullCode))].toSorted().map((code) => territoryNode(edition, code)),
  ];
}

/** Where an agency works: a federal one everywhere; another where its offices are, or wherever there is one of its kind. */
function territoriesOf({ catalogue }: Edition, agency: Agency): string[] {
  if (agency.level === 'federal') return [countryCode];
  const offices = catalogue.offices.filter((office) => office.agency === agency.id);
  const codes = [...new Set(offices.map((office) => fullCode(publicTerritory(office))))];
  return codes.length === 0 ? [countryCode] : codes.toSorted();
}

function agencyNodes(edition: Edition, agency: Agency): Node[] {
  const { iris } = edition;
  const contact = iris.thing('contact', agency.id);
  return [
    {
      id: iris.thing('agency', agency.id),
      type: ['PublicOrganisation', 'Organization', 'Agent'],
      identifier: agency.id,
      title: agency.name,
      label: agency.name,
      heading: agency.shortName,
      spatial: territoriesOf(edition, agency).map((code) => territoryIri(iris, code)),
      certainty: certaintyIri(iris, agency.certainty),
      ...(agency.phone === undefined ? {} : { contactPoint: [contact] }),
    },
    ...(agency.phone === undefined ? [] : [contactNode(edition, contact, agency.phone, agency.certainty)]),
  ];
}

function officeNodes(edition: Edition, office: Office): Node[] {
  const { iris } = edition;
  const id = iris.thing('place', office.id);
  const hours = iris.thing('hours', office.id);
  const contact = iris.thing('contact', `place/${office.id}`);
  const address = office.addressRestricted ? undefined : office.address;
  const addressIri = iris.thing('address', office.id);
  return [
    {
      id,
      type: ['Channel'],
      identifier: office.id,
      title: office.name,
      kind: [conceptIri(iris, 'channel-kind', office.kind)],
      ownedBy: [iris.thing('agency', office.agency)],
      spatial: [territoryIri(iris, publicTerritory(office))],
      certainty: certaintyIri(iris, office.certainty),
      ...(office.note === undefined ? {} : { description: marked(office.note, office.certainty) }),
      ...(office.hours === undefined ? {} : { openingHours: [hours] }),
      ...(office.phone === undefined ? {} : { contactPoint: [contact] }),
      ...(office.addressRestricted ? { addressIsRestricted: true } : {}),
      ...(address === undefined ? {} : { address: [addressIri] }),
    },
    ...(office.hours === undefined
      ? []
      : [{ id: hours, type: ['TemporalEntity'], description: marked(office.hours, office.certainty) } satisfies Node]),
    ...(office.phone === undefined ? [] : [contactNode(edition, contact, office.phone, office.certainty)]),
    ...(address === undefined
      ? []
      : [{ id: addressIri, type: ['Address'], fullAddress: marked(address, office.certainty) } satisfies Node]),
  ];
}

function contactNode({ iris }: Edition, id: string, telephone: string, certainty: Certainty): Node {
  return {
    id,
    type: ['ContactPoint'],
    telephone,
    certainty: certaintyIri(iris, certainty),
    ...(certainty === 'unsure' ? { description: certaintyTexts.unsure } : {}),
  };
}

function territoryNode({ iris, catalogue }: Edition, code: string): Node {
  const territory = catalogue.territories.get(code);
  return {
    id: territoryIri(iris, code),
    type: ['Location'],
    identifier: code,
    ...(territory === undefined
      ? {}
      : {
          label: marked(territory.name, territory.certainty),
          certainty: certaintyIri(iris, territory.certainty),
        }),
  };
}
