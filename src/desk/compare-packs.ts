import { assess, readTold } from '#assessment';
import type { Entitlement } from '#assessment';
import type { Catalogue, Parameter, Service } from '#catalogue';
import type { Text } from '#language';

export type PackDifference = {
  /** What was written differently: services, criteria, rules, amounts. */
  readonly written: readonly Text[];
  /** What that does to the people of the examples. */
  readonly felt: readonly { readonly service: string; readonly example: string; readonly text: Text }[];
  readonly examples: number;
};

/**
 * Two states of the packs: what differs in their text, and what the difference does to the residents of all examples (of
 * both states). An example that one state cannot read (a fact it does not know) is said to be so.
 */
export function comparePacks(before: Catalogue, after: Catalogue): PackDifference {
  const stories = examplesOf(before, after);
  return {
    written: [...servicesDiffer(before, after), ...parametersDiffer(before, after)],
    felt: stories.flatMap((story) => storyDiffers(before, after, story)),
    examples: stories.length,
  };
}

function servicesDiffer(before: Catalogue, after: Catalogue): Text[] {
  const ids = new Set([...before.services.keys(), ...after.services.keys()]);
  return [...ids].flatMap((id) => {
    const old = before.services.get(id);
    const now = after.services.get(id);
    if (old === undefined)
      return [{ ru: `услуга появилась: «${now?.name.ru}» (${id})`, en: `service added: "${now?.name.en}" (${id})` }];
    if (now === undefined)
      return [{ ru: `услуга исчезла: «${old.name.ru}» (${id})`, en: `service removed: "${old.name.en}" (${id})` }];
    return versionsDiffer(old, now);
  });
}

function versionsDiffer(old: Service, now: Service): Text[] {
  const starts = new Set([...old.versions, ...now.versions].map((version) => version.from));
  return [...starts].toSorted().flatMap((from) => {
    const a = old.versions.find((version) => version.from === from);
    const b = now.versions.find((version) => version.from === from);
    const at = { ru: `«${now.name.ru}», редакция с ${from}`, en: `"${now.name.en}", version from ${from}` };
    if (a === undefined) return [{ ru: `${at.ru}: новая`, en: `${at.en}: new` }];
    if (b === undefined) return [{ ru: `${at.ru}: убрана`, en: `${at.en}: removed` }];
    const told: Text[] = [];
    if (a.to !== b.to)
      told.push({
        ru: `${at.ru}: действует до ${b.to ?? '…'}, было до ${a.to ?? '…'}`,
        en: `${at.en}: in force to ${b.to ?? '…'}, was to ${a.to ?? '…'}`,
      });
    for (const criterion of new Set([...a.criteria, ...b.criteria].map((one) => one.id))) {
      const was = a.criteria.find((one) => one.id === criterion)?.when?.text;
      const is = b.criteria.find((one) => one.id === criterion)?.when?.text;
      if (was !== is)
        told.push({
          ru: `${at.ru}, условие «${criterion}»: ${was ?? '—'} → ${is ?? '—'}`,
          en: `${at.en}, criterion "${criterion}": ${was ?? '—'} → ${is ?? '—'}`,
        });
    }
    if (a.amount?.value.text !== b.amount?.value.text) {
      told.push({
        ru: `${at.ru}, размер: ${a.amount?.value.text ?? '—'} → ${b.amount?.value.text ?? '—'}`,
        en: `${at.en}, amount: ${a.amount?.value.text ?? '—'} → ${b.amount?.value.text ?? '—'}`,
      });
    }
    return told;
  });
}

function parametersDiffer(before: Catalogue, after: Catalogue): Text[] {
  const ids = new Set([...before.parameters.keys(), ...after.parameters.keys()]);
  return [...ids].flatMap((id) => {
    const old = before.parameters.get(id);
    const now = after.parameters.get(id);
    const name = now?.name ?? old?.name ?? { ru: id, en: id };
    const series = new Set([...placesOf(old), ...placesOf(now)]);
    return [...series].flatMap((place) => {
      const was = valueAt(old, place);
      const is = valueAt(now, place);
      return was === is
        ? []
        : [
            {
              ru: `${name.ru}, ${place}: ${was ?? '—'} → ${is ?? '—'}`,
              en: `${name.en}, ${place}: ${was ?? '—'} → ${is ?? '—'}`,
            },
          ];
    });
  });
}

function placesOf(parameter: Parameter | undefined): string[] {
  return (parameter?.values ?? []).map(({ territory, from }) => `${territory === '' ? 'РФ' : territory} ${from}`);
}

function valueAt(parameter: Parameter | undefined, place: string): number | undefined {
  return parameter?.values.find(({ territory, from }) => `${territory === '' ? 'РФ' : territory} ${from}` === place)
    ?.value;
}

type Story = { readonly name: string; readonly asOf: string; readonly situation: unknown };

function examplesOf(before: Catalogue, after: Catalogue): Story[] {
  const found = new Map<string, Story>();
  for (const service of [...before.services.values(), ...after.services.values()]) {
    for (const example of service.examples) {
      const name = `${service.id}: ${example.name}`;
      found.set(JSON.stringify([example.asOf, example.situation]), {
        name,
        asOf: example.asOf,
        situation: example.situation,
      });
    }
  }
  return [...found.values()];
}

function storyDiffers(before: Catalogue, after: Catalogue, story: Story): PackDifference['felt'] {
  const old = answersIn(before, story);
  const now = answersIn(after, story);
  if (old === undefined || now === undefined) {
    if (old === now) return [];
    const text =
      old === undefined
        ? { ru: 'раньше пример не читался', en: 'the example could not be read before' }
        : { ru: 'пример больше не читается', en: 'the example cannot be read any more' };
    return [{ service: '', example: story.name, text }];
  }
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const a = old.get(key);
    const b = now.get(key);
    const text = changed(a, b, after.services.has((b ?? a)?.service ?? ''));
    return text === undefined ? [] : [{ service: (b ?? a)?.service ?? '', example: story.name, text }];
  });
}

function answersIn(catalogue: Catalogue, story: Story): Map<string, Entitlement> | undefined {
  const read = readTold(catalogue, story.situation, { asOf: story.asOf });
  if ('problems' in read) return undefined;
  return new Map(
    assess(catalogue, read.told).entitlements.map((entitlement) => [
      `${entitlement.service} ${entitlement.subject}`,
      entitlement,
    ]),
  );
}

const words = {
  yes: { ru: 'да', en: 'yes' },
  no: { ru: 'нет', en: 'no' },
  unknown: { ru: 'не известно', en: 'not known' },
} as const;

function changed(
  before: Entitlement | undefined,
  after: Entitlement | undefined,
  isOffered: boolean,
): Text | undefined {
  const who = (after ?? before)?.subject ?? '';
  const was = before === undefined ? { ru: 'не было', en: 'was not there' } : words[before.answer];
  const is =
    after === undefined
      ? isOffered
        ? { ru: 'не касается', en: 'does not concern' }
        : { ru: 'услуги нет', en: 'no such service' }
      : words[after.answer];
  if (before?.answer !== after?.answer)
    return { ru: `${who}: ${was.ru} → ${is.ru}`, en: `${who}: ${was.en} → ${is.en}` };
  if (before?.amount?.value === after?.amount?.value) return undefined;
  const sum = (entitlement: Entitlement | undefined): string =>
    entitlement?.amount === undefined ? '—' : entitlement.amount.value.toFixed(2);
  return { ru: `${who}: ${sum(before)} → ${sum(after)} ₽`, en: `${who}: ${sum(before)} → ${sum(after)} RUB` };
}
