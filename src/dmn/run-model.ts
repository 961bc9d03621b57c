import {
  builtInFunction,
  context,
  evaluateExactly,
  invoke,
  isFunction,
  isList,
  isRange,
  list,
  partsOf,
} from '#language';
import type { FunctionValue, KnownNames, Scope, Tree, Value, World } from '#language';

import { ItemTypes } from './item-types.ts';
import type { Boxed, Decision, DecisionService, FunctionBox, Knowledge, Model, Variable } from './model.ts';
import { runTable } from './run-table.ts';
import { read } from './reading.ts';

/** Where an expression stands: its model, the names it may use, and what is bound around it. */
export type Place = {
  readonly model: Model;
  readonly names: KnownNames;
  readonly world: World;
  readonly scope: Scope | undefined;
};

/** Values that are given: of input data and of decisions that are not to be made, by `namespace#id`. */
export type Given = ReadonlyMap<string, Value>;

/** The day and the moment of `today()` and `now()`. */
export type Clock = { readonly today: Value; readonly now: Value };

/**
 * Decisions of a model, made from what is given. An error of an expression is null, as DMN 1.5 (10.3.2.1) wants it.
 * What a model asks of a foreign language is not run; `isForeign` then says that the result is not to be relied on.
 */
export class Run {
  readonly #models: ReadonlyMap<string, Model>;
  readonly #given: Given;
  readonly #clock: Clock;
  readonly #made = new Map<string, Value>();
  readonly #types: ItemTypes;
  isForeign = false;

  constructor(models: ReadonlyMap<string, Model>, given: Given, clock: Clock) {
    this.#models = models;
    this.#given = given;
    this.#clock = clock;
    this.#types = new ItemTypes(models);
  }

  decision(model: Model, decision: Decision): Value {
    const key = `${model.namespace}#${decision.id}`;
    const given = this.#given.get(key);
    if (given !== undefined) return this.#types.fit(model, given, decision.typeRef);
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    // A decision that needs itself finds null.
    this.#made.set(key, null);
    const value =
      decision.logic === undefined ? null : this.value(decision.logic, this.#placeFor(model, decision.requires));
    const fitted = this.#types.fit(model, value, decision.typeRef);
    this.#made.set(key, fitted);
    return fitted;
  }

  /** A decision service as a function of its input data and input decisions (DMN 1.5, 10.4). */
  service(model: Model, service: DecisionService): FunctionValue {
    const inputs = [...service.inputData, ...service.inputDecisions].map((href) => ({
      key: keyOf(model, href),
      variable: this.#find(model, href)?.variable ?? { name: '' },
    }));
    return {
      kind: 'function',
      parameters: inputs.map(({ variable }) => this.#parameter(variable)),
      call: (args) => {
        const given = new Map<string, Value>();
        for (const [index, { key, variable }] of inputs.entries()) {
          const arg = args[index] ?? null;
          const fitted = this.#types.fit(model, arg, variable.typeRef);
          if (fitted === null && arg !== null) return null;
          given.set(key, fitted);
        }
        const run = new Run(this.#models, given, this.#clock);
        const outputs = service.outputs
          .map((href) => this.#find(model, href))
          .filter((found) => found?.kind === 'decision');
        const values = outputs.map((found) => [found.element.name, run.decision(found.model, found.element)] as const);
        this.isForeign ||= run.isForeign;
        const [only] = values;
        return this.#types.fit(
          model,
          values.length === 1 && only !== undefined ? only[1] : context(values),
          service.typeRef,
        );
      },
    };
  }

  /** Value of a boxed expression; a type it names is kept to. */
  value(boxed: Boxed, place: Place): Value {
    return this.#types.fit(
      place.model,
      this.#boxed(boxed, place),
      boxed.kind === 'function' ? undefined : boxed.typeRef,
    );
  }

  /** Value of FEEL text in its place. */
  text(text: string, place: Place): Value {
    const got = read(text, place.names);
    if ('problem' in got) return null;
    if (hasForeign(got.tree)) this.isForeign = true;
    return evaluateExactly(got.tree, place.world, place.scope);
  }

  fit(model: Model, value: Value, ref: string | undefined): Value {
    return this.#types.fit(model, value, ref);
  }

  allowedOf(model: Model, ref: string | undefined): string | undefined {
    return this.#types.allowedOf(model, ref);
  }

  #boxed(boxed: Boxed, place: Place): Value {
    switch (boxed.kind) {
      case 'literal':
        if (boxed.language !== undefined && !/feel/iu.test(boxed.language)) this.isForeign = true;
        return this.text(boxed.text, place);
      case 'context':
        return this.#context(boxed, place);
      case 'invocation': {
        const of = boxed.of.kind === 'literal' ? this.text(boxed.of.text, place) : this.value(boxed.of, place);
        return invoke(
          of,
          boxed.bindings.map((binding) => this.value(binding.value, place)),
          boxed.bindings.map((binding) => binding.name),
        );
      }
      case 'list':
        return list(boxed.items.map((item) => this.value(item, place)));
      case 'relation':
        return list(
          boxed.rows.map((row) =>
            context(
              boxed.columns.map(
                (column, index) => [column, row[index] === undefined ? null : this.value(row[index], place)] as const,
              ),
            ),
          ),
        );
      case 'conditional':
        return this.#conditional(boxed, place);
      case 'filter':
        return this.#filter(boxed, place);
      case 'for':
      case 'some':
      case 'every':
        return this.#iterate(boxed, place);
      case 'table':
        return runTable(boxed.table, place, this);
      case 'function':
        return this.#function(boxed, place);
    }
  }

  #conditional(boxed: Boxed & { kind: 'conditional' }, place: Place): Value {
    const condition = this.value(boxed.condition, place);
    if (condition !== null && typeof condition !== 'boolean') return null;
    return this.value(condition === true ? boxed.then : boxed.otherwise, place);
  }

  /** Entries in order, each may use those before; an entry without a name is the result (DMN 1.5, 10.2.1.4). */
  #context(boxed: Boxed & { kind: 'context' }, place: Place): Value {
    let inner = place;
    const entries: (readonly [string, Value])[] = [];
    for (const { variable, value } of boxed.entries) {
      const found = this.value(value, inner);
      if (variable === undefined) return found;
      const fitted = this.#types.fit(place.model, found, variable.typeRef);
      entries.push([variable.name, fitted]);
      inner = this.#with(inner, variable, fitted);
    }
    return context(entries);
  }

  #with(place: Place, variable: Variable, value: Value, members = false): Place {
    const names = {
      ...place.names,
      [variable.name]: { ...this.#types.namesIn(place.model, variable.typeRef), ...namesOf(value) },
      ...(members ? namesOf(value) : {}),
    };
    return { ...place, names, scope: { name: variable.name, value, outer: place.scope, members } };
  }

  #filter(boxed: Boxed & { kind: 'filter' }, place: Place): Value {
    const of = this.value(boxed.of, place);
    if (of === null) return null;
    const items = isList(of) ? of.items : [of];
    const kept: Value[] = [];
    for (const item of items) {
      const match = this.value(boxed.match, this.#with(place, { name: 'item' }, item, true));
      if (typeof match === 'number') return items.at(match > 0 ? match - 1 : match) ?? null;
      if (match !== true && match !== false) return null;
      if (match) kept.push(item);
    }
    return list(kept);
  }

  #iterate(boxed: Boxed & { kind: 'for' | 'some' | 'every' }, place: Place): Value {
    const over = this.value(boxed.over, place);
    const items = isRange(over) ? this.#counted(over) : isList(over) ? over.items : over === null ? undefined : [over];
    if (items === undefined) return null;
    const given: Value[] = [];
    for (const item of items) {
      const inner = this.#with(place, { name: boxed.iterator }, item);
      given.push(
        this.value(boxed.give, boxed.kind === 'for' ? this.#with(inner, { name: 'partial' }, list([...given])) : inner),
      );
    }
    if (boxed.kind === 'for') return list(given);
    const deciding = boxed.kind === 'some';
    if (!given.every((one) => typeof one === 'boolean')) return null;
    return given.includes(deciding) ? deciding : !deciding;
  }

  #counted(range: Value): readonly Value[] | undefined {
    const got = read('for i in range return i', { range: {} });
    const counted =
      'tree' in got
        ? evaluateExactly(got.tree, this.#world(new Map()), { name: 'range', value: range, outer: undefined })
        : null;
    return isList(counted) ? counted.items : undefined;
  }

  #function(boxed: FunctionBox, place: Place): Value {
    if (boxed.isForeign) this.isForeign = true;
    const { body } = boxed;
    return {
      kind: 'function',
      parameters: boxed.parameters.map((parameter) => this.#parameter(parameter)),
      call: (args) => {
        if (boxed.isForeign || body === undefined) return null;
        let inner = place;
        for (const [index, parameter] of boxed.parameters.entries()) {
          const arg = args[index] ?? null;
          const fitted = this.#types.fit(place.model, arg, parameter.typeRef);
          if (fitted === null && arg !== null) return null;
          inner = this.#with(inner, parameter, fitted);
        }
        return this.#types.fit(place.model, this.value(body, inner), boxed.typeRef);
      },
    };
  }

  #parameter({ name, typeRef }: Variable): FunctionValue['parameters'][number] {
    return typeRef === undefined ? { name } : { name, type: { kind: 'named', name: typeRef } };
  }

  knowledge(model: Model, knowledge: Knowledge): Value {
    if (knowledge.logic === undefined) return null;
    const made = this.#function(knowledge.logic, this.#placeFor(model, knowledge.requires));
    if (!isFunction(made)) return null;
    return {
      ...made,
      call: (args) =>
        this.#types.fit(
          model,
          made.call(args),
          knowledge.typeRef === undefined || this.#isFunctionType(model, knowledge.typeRef)
            ? undefined
            : knowledge.typeRef,
        ),
    };
  }

  #isFunctionType(model: Model, ref: string): boolean {
    return this.#types.typeOf(model, ref)?.kind === 'function';
  }

  /** What a requirement points at. */
  #find(model: Model, href: string): Found | undefined {
    const [namespace, id] = href.startsWith('#')
      ? [model.namespace, href.slice(1)]
      : [href.slice(0, href.indexOf('#')), href.slice(href.indexOf('#') + 1)];
    const at = this.#models.get(namespace);
    if (at === undefined) return undefined;
    const input = at.inputs.find((one) => one.id === id);
    if (input !== undefined)
      return {
        kind: 'input',
        model: at,
        variable: input,
        value: () => this.#types.fit(at, this.#given.get(`${namespace}#${id}`) ?? null, input.typeRef),
      };
    const decision = at.decisions.find((one) => one.id === id);
    if (decision !== undefined)
      return {
        kind: 'decision',
        model: at,
        element: decision,
        variable: decision,
        value: () => this.decision(at, decision),
      };
    const knowledge = at.knowledge.find((one) => one.id === id);
    if (knowledge !== undefined)
      return { kind: 'knowledge', model: at, variable: knowledge, value: () => this.knowledge(at, knowledge) };
    const service = at.services.find((one) => one.id === id);
    return service === undefined
      ? undefined
      : { kind: 'service', model: at, variable: service, value: () => this.service(at, service) };
  }

  /** The names a decision or a function may use: what it requires, those of an imported model under the import's name. */
  #placeFor(model: Model, requires: readonly string[]): Place {
    const names: Record<string, KnownNames> = {};
    const values = new Map<string, () => Value>();
    const imported = new Map<string, Map<string, () => Value>>();
    for (const href of requires) {
      const found = this.#find(model, href);
      if (found === undefined) continue;
      const inside =
        found.kind === 'service' || found.kind === 'knowledge'
          ? {}
          : this.#types.namesIn(found.model, found.variable.typeRef);
      const name =
        found.model === model ? undefined : model.imports.find((one) => one.namespace === found.model.namespace)?.name;
      if (name === undefined) {
        names[found.variable.name] = inside;
        values.set(found.variable.name, found.value);
      } else {
        names[name] = { ...names[name], [found.variable.name]: inside };
        const under = imported.get(name) ?? new Map<string, () => Value>();
        imported.set(name, under.set(found.variable.name, found.value));
      }
    }
    for (const [name, under] of imported)
      values.set(name, () => context([...under].map(([key, value]) => [key, value()] as const)));
    return { model, names, world: this.#world(values, model), scope: undefined };
  }

  #world(values: ReadonlyMap<string, () => Value>, model?: Model): World {
    const global = (name: string): Value => values.get(name)?.() ?? builtInFunction(name) ?? null;
    return {
      global,
      member: () => null,
      call: (name, args, argNames) => {
        if (values.has(name)) return invoke(global(name), args, argNames);
        if (args.length > 0) return null;
        return name === 'now' ? this.#clock.now : name === 'today' ? this.#clock.today : null;
      },
      ...(model === undefined ? {} : { type: (name: string) => this.#types.typeOf(model, name) }),
    };
  }
}

type Found = { readonly model: Model; readonly variable: Variable; readonly value: () => Value } & (
  | { readonly kind: 'input' | 'knowledge' | 'service' }
  | { readonly kind: 'decision'; readonly element: Decision }
);

function keyOf(model: Model, href: string): string {
  return href.startsWith('#') ? `${model.namespace}${href}` : href;
}

function hasForeign(tree: Tree): boolean {
  return tree.kind === 'external' || partsOf(tree).some(hasForeign);
}

/** Names of the entries of a context, so that `x.full name` is read after `x` was made without a type. */
function namesOf(value: Value): KnownNames {
  if (typeof value !== 'object' || value === null) return {};
  if (value.kind === 'list') return value.items.length > 0 ? namesOf(value.items[0] ?? null) : {};
  return value.kind === 'context'
    ? Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, namesOf(entry)]))
    : {};
}
