// Services written as DMN models: other tools read them, and they answer as Okno does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { DmnModdle } from 'dmn-moddle';

import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { Household } from '#assessment/household.ts';
import { versionOn } from '#catalogue';
import type { Day, Service } from '#catalogue';
import { decisionNames, modelOfService, readModel, Run, writeModel } from '#dmn';
import type { Model } from '#dmn';
import { context, dayNumber, equal, isNumber, isSameInDigits, isUnknown, list, textOf } from '#language';
import type { CheckedExpression, Value } from '#language';
import { chanceFrom } from '#language/wild.ts';

import { realCatalogue } from './catalogue.ts';
import { filled } from './filled-situation.ts';

const catalogue = await realCatalogue();

describe('a service written as a DMN model', () => {
  it('is read by the library of the common editors without a warning, for every service', async () => {
    let read = 0;
    for (const service of catalogue.services.values()) {
      const day = service.versions.at(-1)?.from ?? '';
      const model = modelOfService(catalogue, service, day);
      assert.ok(model !== undefined, service.id);
      const { warnings, rootElement } = await new DmnModdle().fromXML(writeModel(model));
      assert.deepEqual(warnings, [], service.id);
      assert.equal(rootElement.drgElement.length, model.elements.length);
      read += 1;
    }
    assert.ok(read > 100);
  });

  it('is the same model under the address of DMN 1.5', () => {
    const service = catalogue.services.get('passport');
    const model = service === undefined ? undefined : modelOfService(catalogue, service, '2026-03-02');
    assert.ok(model !== undefined);
    assert.equal(writeModel(model, '1.5').replaceAll('/20230324/', '/20191111/'), writeModel(model));
    assert.deepEqual(readModel(writeModel(model, '1.5')), readModel(writeModel(model)));
  });

  it('draws no two boxes over each other', () => {
    for (const service of catalogue.services.values()) {
      const model = modelOfService(catalogue, service, '2026-03-02');
      if (model === undefined) continue;
      const boxes = [
        ...writeModel(model).matchAll(/<dc:Bounds x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/gu),
      ].map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
      assert.equal(boxes.length, model.elements.length, service.id);
      for (const [index, [x, y, width, height]] of boxes.entries())
        for (const [left, top, across, down] of boxes.slice(index + 1))
          assert.ok(x + width <= left || left + across <= x || y + height <= top || top + down <= y, service.id);
    }
  });

  it('answers as Okno does wherever the facts used are told, in every example and with every gap filled at random', () => {
    const compared = { examples: 0, filled: 0 };
    const chance = chanceFrom(31);
    const wrong: string[] = [];
    for (const service of catalogue.services.values()) {
      const models = new Map<Day, Model>();
      for (const example of service.examples) {
        const got = readTold(catalogue, example.situation, { asOf: example.asOf });
        assert.ok('told' in got, `${service.id}: ${example.name}`);
        const model = models.get(got.told.asOf) ?? exported(service, got.told.asOf);
        if (model === undefined) continue;
        models.set(got.told.asOf, model);
        const tellings = { examples: got.told, filled: filled(catalogue, got.told, chance) };
        for (const kind of ['examples', 'filled'] as const) {
          const found = differences(service, model, tellings[kind]);
          compared[kind] += found.compared;
          wrong.push(...found.wrong.map((one) => `${service.id}, ${example.name} (${kind}): ${one}`));
        }
      }
    }
    assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${JSON.stringify(compared)} differ`);
    assert.ok(compared.examples > 3500 && compared.filled > 5000, JSON.stringify(compared));
  });
});

function exported(service: Service, day: Day): Model | undefined {
  const drawn = modelOfService(catalogue, service, day);
  if (drawn === undefined) return undefined;
  const got = readModel(writeModel(drawn));
  assert.ok('model' in got, service.id);
  return got.model;
}

/** Criteria, whom the service concerns, and the amount: each compared where all that was read for it had been told. */
function differences(
  service: Service,
  model: Model,
  told: ToldSituation,
): { readonly compared: number; readonly wrong: readonly string[] } {
  const version = versionOn(service, told.asOf)?.version;
  assert.ok(version !== undefined);
  const names = decisionNames(catalogue, service, version);
  const household = new Household(catalogue, told);
  const rules: (readonly [string, CheckedExpression])[] = [
    ...(service.subject.where === undefined ? [] : [[names.concerns, service.subject.where] as const]),
    ...version.criteria.flatMap(({ id, when }) =>
      when === undefined ? [] : [[names.criteria.get(id) ?? id, when] as const],
    ),
    ...(version.amount === undefined ? [] : [[names.amount, version.amount.value] as const]),
  ];
  const subjects =
    service.subject.each === 'person'
      ? told.people.map(({ id }) => id)
      : [service.subject.each === 'applicant' ? told.applicant : 'household'];
  const wrong: string[] = [];
  let compared = 0;
  for (const subject of subjects) {
    const run = new Run(new Map([[model.namespace, model]]), givenTo(model, told, subject), { today: null, now: null });
    const decided: Value[] = [];
    for (const [name, rule] of rules) {
      const { value, reads } = household.answer(rule, subject);
      if (isUnknown(value) || ![...reads].every((read) => isTold(read, told))) continue;
      const decision = model.decisions.find((one) => one.name === name);
      assert.ok(decision !== undefined, name);
      const theirs = run.decision(model, decision);
      compared += 1;
      if (name !== names.amount) decided.push(value);
      if (!isSame(value, theirs))
        wrong.push(`${name} of ${subject}: ${textOf(value)} here, ${textOf(theirs)} in the model`);
    }
    const whole = model.decisions.find(({ name }) => name === names.service);
    assert.ok(whole !== undefined, names.service);
    const isDecidedByFacts = decided.length === rules.length - (version.amount === undefined ? 0 : 1);
    if (!isDecidedByFacts && !decided.includes(false)) continue;
    const isGranted = decided.every((value) => value === true);
    const hasOfficial = version.criteria.some(({ when }) => when === undefined);
    const expected = isGranted && hasOfficial ? null : isGranted;
    compared += 1;
    if (run.decision(model, whole) !== expected)
      wrong.push(
        `${names.service} of ${subject}: ${String(expected)} here, ${textOf(run.decision(model, whole))} in the model`,
      );
  }
  return { compared, wrong };
}

/** Sums are counted in another order now and then. */
function isSame(ours: Value, theirs: Value): boolean {
  if (isNumber(ours) && isNumber(theirs)) return isSameInDigits(ours, theirs, 12) || equal(ours, theirs) === true;
  return ours === theirs || equal(ours, theirs) === true;
}

function isTold(read: string, told: ToldSituation): boolean {
  if (read.startsWith('parameter@')) return true;
  const [fact = '', subject] = read.split('@');
  if (fact === 'relation' && subject === told.applicant) return true;
  const value =
    subject === 'household' ? told.household[fact] : told.people.find(({ id }) => id === subject)?.facts[fact];
  return value !== undefined && asValue(fact, value) !== undefined;
}

function givenTo(model: Model, told: ToldSituation, subject: string): ReadonlyMap<string, Value> {
  // Every part of a person is there: null is what a model has for not told.
  const parts = model.items.find(({ name }) => name === 'tPerson')?.components.map(({ name }) => name) ?? [];
  const people = new Map(
    told.people.map(({ id, facts }) => {
      const all: ToldSituation['household'] = { ...facts, id, ...(id === told.applicant ? { relation: 'self' } : {}) };
      return [id, context(parts.map((part) => [part, asValue(part, all[part]) ?? null] as const))] as const;
    }),
  );
  const values: Readonly<Record<string, Value>> = {
    members: list([...people.values()]),
    applicant: people.get(told.applicant) ?? null,
    subject: people.get(subject) ?? null,
    territory: told.territory,
  };
  return new Map(
    model.inputs.map(({ id, name }) => [
      `${model.namespace}#${id}`,
      name in values ? (values[name] ?? null) : (asValue(name, told.household[name]) ?? null),
    ]),
  );
}

function asValue(fact: string, told: ToldSituation['household'][string] | undefined): Value | undefined {
  if (told === undefined) return undefined;
  // A date known in part is none that a model could take.
  if (typeof told === 'string' && catalogue.facts.get(fact)?.type === 'date') {
    const day = dayNumber(told);
    return day === undefined ? undefined : { kind: 'date', day };
  }
  return typeof told === 'object' && told !== null ? list(told) : told;
}
