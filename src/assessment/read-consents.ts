import type { Catalogue } from '#catalogue';
import { nearest, readDay } from '#language';
import type { Text } from '#language';

import type { Consent, PersonFacts } from './model.ts';

type Tell = (path: string, code: string, ru: string, en: string, remedy?: Text) => void;

/** Most consents of one situation that are read: given and withdrawn over years, they stay as they were. */
const mostConsents = 200;
const consentKeys = new Set(['agency', 'given', 'withdrawn', 'written', 'also']);

/** Consents as they came, checked against the registers and the people; what cannot be read is told with its place. */
export function readConsents(
  catalogue: Catalogue,
  input: unknown,
  people: readonly PersonFacts[],
  tell: Tell,
): readonly Consent[] {
  if (input === undefined) return [];
  if (!Array.isArray(input) || input.length > mostConsents) {
    tell('/consents', 'wrong-type', 'consents — это список согласий', 'consents is a list', {
      ru: 'Например: «consents: [{ agency: sfr, given: 2026-03-02 }]».',
      en: 'For example "consents: [{ agency: sfr, given: 2026-03-02 }]".',
    });
    return [];
  }
  return (input as unknown[]).flatMap((entry, index) => {
    const consent = readConsent(catalogue, entry, people, `/consents/${index}`, tell);
    return consent === undefined ? [] : [consent];
  });
}

function readConsent(
  catalogue: Catalogue,
  entry: unknown,
  people: readonly PersonFacts[],
  path: string,
  tell: Tell,
): Consent | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    tell(path, 'wrong-type', 'согласие — это набор полей', 'a consent is a set of fields');
    return undefined;
  }
  const { agency, given, withdrawn, written = false, also = [] } = entry as Readonly<Record<string, unknown>>;
  const strange = Object.keys(entry).find((key) => !consentKeys.has(key));
  if (strange !== undefined)
    tell(
      `${path}/${strange}`,
      'undeclared-field',
      `у согласия нет поля «${strange}»`,
      `a consent has no "${strange}"`,
      {
        ru: 'Поля согласия: agency, given, withdrawn, written, also.',
        en: 'A consent has agency, given, withdrawn, written, also.',
      },
    );
  const isFirm = typeof agency === 'string' && catalogue.registers.has(agency);
  if (!isFirm) tellNoRegister(catalogue, agency, path, tell);
  const from = dayIn(given, `${path}/given`, tell);
  const until = withdrawn === undefined ? undefined : dayIn(withdrawn, `${path}/withdrawn`, tell);
  if (from !== undefined && until !== undefined && until < from)
    tell(
      `${path}/withdrawn`,
      'impossible-date',
      'согласие отозвано раньше, чем дано',
      'the consent is withdrawn before it is given',
    );
  if (typeof written !== 'boolean')
    tell(`${path}/written`, 'wrong-type', 'written — true или false', 'written is true or false');
  const known = new Set(people.map(({ id }) => id));
  const others = Array.isArray(also) ? (also as unknown[]) : [undefined];
  for (const other of others) {
    if (typeof other === 'string' && known.has(other)) continue;
    tell(`${path}/also`, 'no-person', 'also — id людей ситуации', 'also lists ids of people of the situation');
    return undefined;
  }
  if (!isFirm || from === undefined || typeof written !== 'boolean') return undefined;
  return {
    agency,
    given: from,
    ...(until === undefined ? {} : { withdrawn: until }),
    isWritten: written,
    also: others as readonly string[],
  };
}

function tellNoRegister(catalogue: Catalogue, agency: unknown, path: string, tell: Tell): void {
  const name = typeof agency === 'string' ? agency.slice(0, 60) : '';
  const near = nearest(name, catalogue.registers.keys());
  tell(
    `${path}/agency`,
    'no-register',
    `реестра ведомства «${name}» нет в пакетах`,
    `there is no register of the agency "${name}" in the packs`,
    near === undefined
      ? { ru: 'Реестры перечислены в packs/ru/registers.yaml.', en: 'The registers are in packs/ru/registers.yaml.' }
      : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
  );
}

function dayIn(value: unknown, path: string, tell: Tell): string | undefined {
  const day = typeof value === 'string' ? readDay(value) : undefined;
  if (day === undefined)
    tell(path, 'impossible-date', 'нужна дата вида 2026-03-02', 'it takes a date such as 2026-03-02');
  return day === undefined ? undefined : (value as string);
}

/** Ids of the services that have been applied for. */
export function readAppliedFor(catalogue: Catalogue, input: unknown, tell: Tell): readonly string[] {
  if (input === undefined) return [];
  const ids = Array.isArray(input) ? (input as unknown[]) : [undefined];
  return ids.flatMap((id, index) => {
    if (typeof id === 'string' && catalogue.services.has(id)) return [id];
    const near = typeof id === 'string' ? nearest(id.slice(0, 60), catalogue.services.keys()) : undefined;
    tell(
      `/appliedFor/${index}`,
      'no-service',
      'appliedFor — список id услуг, о которых подано заявление',
      'appliedFor lists ids of services that were applied for',
      near === undefined ? undefined : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
    );
    return [];
  });
}
