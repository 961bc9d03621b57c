import type { Catalogue } from '#catalogue';
import { ItemTypes } from '#dmn/item-types.ts';
import type { Boxed, Decision, DecisionTable, FunctionBox, Knowledge, Model, Told, Variable } from '#dmn/model.ts';
import { read } from '#dmn/reading.ts';
import { feelText } from '#language';
import type { KnownNames, Text, Tree, ValueType } from '#language';

import { foreign, treeOfBoxed } from './boxed-tree.ts';
import { NotTaken } from './imported.ts';
import type { ImportedModel, ImportedRule, NotImported, Undeclared } from './imported.ts';
import { inPackWords, isAboutPerson, nameTree } from './pack-tree.ts';
import type { Meaning } from './pack-tree.ts';
import { tableYaml } from './table-yaml.ts';
import { undeclaredInput } from './undeclared.ts';
import { localName, packName, textsOf } from './words-of-model.ts';

/**
 * The decisions and functions of a model as derived facts of a pack. `map` says what a name of the model means in the packs:
 * a declared word, or an expression of such words. Whatever is not taken is listed with its reason.
 */
export function rulesOfModel(model: Model, catalogue: Catalogue, map: ReadonlyMap<string, string>): ImportedModel {
  return new Import(model, catalogue, map).imported();
}

type Element = { readonly kind: string; readonly variable: Variable & Told; readonly logic?: Boxed };
type Bound = { readonly names: KnownNames; readonly locals: ReadonlySet<string> };

class Import {
  readonly #model: Model;
  readonly #catalogue: Catalogue;
  readonly #map: ReadonlyMap<string, string>;
  readonly #types: ItemTypes;
  readonly #meanings = new Map<string, Meaning>();
  readonly #ids = new Map<string, string>();
  readonly #rules: ImportedRule[] = [];
  readonly #personal = new Set<string>();
  readonly #leftOut: NotImported[] = [];
  readonly #undeclared: Undeclared[] = [];
  readonly #remarks: ImportedModel['remarks'][number][] = [];

  constructor(model: Model, catalogue: Catalogue, map: ReadonlyMap<string, string>) {
    this.#model = model;
    this.#catalogue = catalogue;
    this.#map = map;
    this.#types = new ItemTypes(new Map([[model.namespace, model]]));
  }

  imported(): ImportedModel {
    for (const [name, text] of this.#map) this.#mapped(name, text);
    for (const input of this.#model.inputs) this.#nameInput(input);
    const elements = this.#elements();
    const own = elements.filter((element) => this.#nameElement(element));
    for (const element of inOrder(own, this.#model)) this.#take(element);
    for (const { name } of this.#model.services)
      this.#leave('decisionService', name, {
        ru: 'служб решений в пакетах нет; её решения взяты сами по себе',
        en: 'packs have no decision services; its decisions are taken by themselves',
      });
    for (const { name } of this.#model.imports)
      this.#leave('import', name, {
        ru: 'другая модель; импортируйте её отдельно',
        en: 'another model; import it by itself',
      });
    for (const { element, name } of this.#model.others)
      this.#leave(element, name, { ru: 'ничего не решает', en: 'decides nothing' });
    for (const { name, allowed } of this.#model.items)
      if (allowed !== undefined)
        this.#leave('itemDefinition', name, {
          ru: `допустимые значения ${allowed}: в пакетах их объявляет сведение (choices)`,
          en: `allowed values ${allowed}: in packs a fact declares them (choices)`,
        });
    return { rules: this.#rules, leftOut: this.#leftOut, undeclared: this.#undeclared, remarks: this.#remarks };
  }

  #elements(): readonly Element[] {
    const { decisions, knowledge } = this.#model;
    const of = (kind: string, variable: Decision | Knowledge): Element => ({
      kind,
      variable,
      ...(variable.logic === undefined ? {} : { logic: variable.logic }),
    });
    return [
      ...knowledge.map((one) => of('businessKnowledgeModel', one)),
      ...decisions.map((one) => of('decision', one)),
    ];
  }

  #mapped(name: string, text: string): void {
    const { inputs, decisions, knowledge } = this.#model;
    const isThere = [...inputs, ...decisions, ...knowledge].some(
      (one) => name === one.name || name.startsWith(`${one.name}.`),
    );
    const got = read(text);
    if ('tree' in got) this.#meanings.set(name, { kind: 'tree', tree: got.tree });
    if (!isThere) this.#leave('--map', name, { ru: 'такого имени в модели нет', en: 'the model has no such name' });
    else if ('problem' in got) this.#leave('--map', name, got.problem.message);
  }

  #nameInput(input: Model['inputs'][number]): void {
    const { name } = input;
    if (this.#meanings.has(name)) return;
    const id = packName(name);
    const declared = id === undefined ? undefined : this.#declared(id);
    if (declared !== undefined) return void this.#meanings.set(name, declared);
    this.#meanings.set(name, { kind: 'missing', name });
    const allowed = input.typeRef === undefined ? undefined : this.#types.allowedOf(this.#model, input.typeRef);
    this.#undeclared.push(undeclaredInput(input, this.#typeOf(input.typeRef), allowed, this.#words()));
  }

  /** What a word of the packs means where the model uses it. */
  #declared(id: string): Meaning | undefined {
    const { facts, derived, parameters } = this.#catalogue;
    const found = derived.get(id);
    if (found !== undefined && found.parameters.length > 0) return { kind: 'function', id };
    if (facts.has(id) || found !== undefined || parameters.has(id) || given.has(id))
      return { kind: 'tree', tree: nameTree(id) };
    return undefined;
  }

  #words(): Iterable<string> {
    const { facts, derived, parameters } = this.#catalogue;
    return [...facts.keys(), ...derived.keys(), ...parameters.keys(), ...given];
  }

  /** Gives an element the name of its derived fact; false when the packs have it already, or it can have none. */
  #nameElement({ kind, variable: { name }, logic }: Element): boolean {
    const mapped = this.#map.get(name);
    const id = mapped ?? packName(name) ?? packName(this.#idOf(name));
    if (id === undefined || !/^[a-z][A-Za-z0-9-]*$/u.test(id)) {
      this.#meanings.set(name, { kind: 'missing', name });
      this.#leave(kind, name, {
        ru: `из имени не выходит слово пакета; назовите его сами: --map "${name}=…"`,
        en: `no word of a pack can be made of the name; give one: --map "${name}=…"`,
      });
      return false;
    }
    const parameter = id.endsWith('On') ? id.slice(0, -'On'.length) : '';
    const isFunction =
      logic?.kind === 'function' || (logic?.kind === 'literal' && /^\s*function\s*\(/u.test(logic.text));
    const declared: Meaning | undefined = this.#catalogue.parameters.has(parameter)
      ? { kind: 'parameter on day', id: parameter }
      : isFunction && this.#catalogue.derived.get(id)?.of === 'person'
        ? { kind: 'of person', id }
        : this.#declared(id);
    if (declared !== undefined) {
      this.#meanings.set(name, declared);
      this.#leave(kind, name, {
        ru: `«${id}» в пакетах уже есть: взято оно`,
        en: `"${id}" is in the packs already: that one is used`,
      });
      return false;
    }
    const twin = [...this.#ids].find(([, other]) => other === id)?.[0];
    if (twin !== undefined) {
      this.#leave(kind, name, {
        ru: `имя «${id}» занято: так же назвался «${twin}»; назовите иначе: --map "${name}=…"`,
        en: `the name "${id}" is taken by "${twin}"; name it otherwise: --map "${name}=…"`,
      });
      return false;
    }
    this.#ids.set(name, id);
    this.#meanings.set(name, isFunction ? { kind: 'function', id } : { kind: 'tree', tree: nameTree(id) });
    return true;
  }

  #idOf(name: string): string {
    const { decisions, knowledge } = this.#model;
    return [...decisions, ...knowledge].find((one) => one.name === name)?.id ?? '';
  }

  #take({ kind, variable, logic }: Element): void {
    const { name } = variable;
    const id = this.#ids.get(name) ?? '';
    const before = this.#rules.length;
    try {
      if (logic === undefined) throw new NotTaken('в нём ничего не написано', 'nothing is written in it');
      const { text, missing } = textsOf(variable);
      this.#rule({ id, text, typeRef: variable.typeRef, from: name }, logic, this.#bound());
      if (missing !== undefined)
        this.#remarks.push({
          rule: id,
          text: {
            ru: `${id}: нет названия ${missing === 'ru' ? 'по-русски' : 'по-английски'}, напишите его`,
            en: `${id}: there is no name in ${missing === 'ru' ? 'Russian' : 'English'}, write it`,
          },
        });
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      this.#rules.length = before;
      this.#meanings.set(name, { kind: 'missing', name });
      this.#leave(kind, name, error.reason);
    }
  }

  #bound(): Bound {
    const { inputs, decisions, knowledge } = this.#model;
    const names = [...inputs, ...decisions].map(
      ({ name, typeRef }) => [name, this.#types.namesIn(this.#model, typeRef)] as const,
    );
    return {
      names: Object.fromEntries([...names, ...knowledge.map(({ name }) => [name, {}] as const)]),
      locals: new Set(),
    };
  }

  #rule(about: About, logic: Boxed, bound: Bound): void {
    if (logic.kind === 'table') return this.#tableRule(about, logic.table, bound);
    if (logic.kind === 'function') return this.#function(about, logic, bound);
    if (logic.kind === 'context' && holdsTable(logic)) return this.#context(about, logic.entries, bound);
    const tree = inPackWords(treeOfBoxed(logic, bound.names), this.#meanings, bound.locals);
    if (tree.kind !== 'function') return this.#write(about, feelText(tree), [tree]);
    const parameters = tree.parameters.map(({ name }) => ({ name, type: 'any' }));
    this.#write({ ...about, parameters }, feelText(tree.body), [tree.body]);
  }

  #function(about: About, logic: FunctionBox, bound: Bound): void {
    const { parameters, body, isForeign, typeRef } = logic;
    if (isForeign || body === undefined) throw foreign();
    const names = parameters.map(({ name }) => name);
    const inside: Bound = {
      names: { ...bound.names, ...Object.fromEntries(names.map((name) => [name, {}])) },
      locals: new Set([...bound.locals, ...names]),
    };
    const typed = parameters.map(({ name, typeRef: of }) => ({ name: localName(name), type: this.#packType(of) }));
    this.#rule({ ...about, parameters: typed, typeRef: typeRef ?? about.typeRef }, body, inside);
  }

  /** A context with tables: each entry becomes a derived fact of its own, and later ones name it. */
  #context(about: About, entries: (Boxed & { kind: 'context' })['entries'], bound: Bound): void {
    if (about.parameters !== undefined)
      throw new NotTaken('таблица внутри функции с набором', 'a table inside a function with a context');
    const outer = new Map(this.#meanings);
    let { names } = bound;
    const keys: string[] = [];
    for (const { variable, value } of entries) {
      if (variable === undefined) {
        this.#rule(about, value, { ...bound, names });
        for (const key of keys) restore(this.#meanings, outer, key);
        return;
      }
      const key = localName(variable.name);
      const id = `${about.id}${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
      if (packName(id) !== id)
        throw new NotTaken(`имя «${variable.name}» не латинское`, `the name "${variable.name}" is not Latin`);
      const { text } = textsOf(variable);
      this.#rule({ id, text, typeRef: variable.typeRef ?? value.typeRef, from: about.from }, value, {
        ...bound,
        names,
      });
      this.#meanings.set(variable.name, {
        kind: value.kind === 'function' ? 'function' : 'tree',
        id,
        tree: nameTree(id),
      });
      names = { ...names, [variable.name]: {} };
      keys.push(variable.name);
    }
    const items = keys.map((key) => ({ key: localName(key), value: inPackWords(nameTree(key), this.#meanings) }));
    for (const key of keys) restore(this.#meanings, outer, key);
    const whole: Tree = { kind: 'context', entries: items, from: 0, to: 0 };
    this.#write(about, feelText(whole), [whole]);
  }

  #write(about: About, way: ImportedRule['way'], trees: readonly Tree[]): void {
    const { id, text, typeRef, from, parameters } = about;
    const isPersonal = trees.some((tree) => isAboutPerson(tree, this.#catalogue, this.#personal));
    if (isPersonal && parameters !== undefined)
      throw new NotTaken(
        'функция сама берёт сведение человека; передайте его ей',
        'the function takes a fact of a person by itself; hand it over as a parameter',
      );
    if (isPersonal) this.#personal.add(id);
    this.#rules.push({
      id,
      of: isPersonal ? 'person' : 'household',
      type: this.#packType(typeRef),
      name: text,
      way,
      from,
      ...(parameters === undefined ? {} : { parameters }),
    });
  }

  #tableRule(about: About, table: DecisionTable, bound: Bound): void {
    const allowedOf = (ref: string | undefined): string | undefined => this.#types.allowedOf(this.#model, ref);
    // Every tree of the table, for whose it is.
    const trees: Tree[] = [];
    const written = tableYaml(table, bound.names, allowedOf, (tree) => {
      const taken = inPackWords(tree, this.#meanings, bound.locals);
      trees.push(taken);
      return taken;
    });
    this.#write(about, { table: written }, trees);
  }

  #typeOf(ref: string | undefined): ValueType | undefined {
    return ref === undefined ? undefined : this.#types.typeOf(this.#model, ref);
  }

  #packType(ref: string | undefined): string {
    return packTypeOf(this.#typeOf(ref));
  }

  #leave(element: string, name: string, reason: Text): void {
    this.#leftOut.push({ element, name, reason });
  }
}

type About = {
  readonly id: string;
  readonly text: Text;
  readonly typeRef: string | undefined;
  readonly from: string;
  readonly parameters?: readonly { readonly name: string; readonly type: string }[];
};

const given: ReadonlySet<string> = new Set(['today', 'territory', 'members', 'applicant', 'subject']);

/** The word that packs have for a type; `any` where they have none. */
export function packTypeOf(type: ValueType | undefined): string {
  switch (type?.kind) {
    case 'list':
    case 'range':
      return packTypeOf(type.of) === 'any' ? 'any' : `${type.kind} of ${packTypeOf(type.of)}`;
    case 'number':
    case 'boolean':
    case 'date':
    case 'time':
    case 'date and time':
    case 'text':
    case 'duration':
      return type.kind;
    default:
      return 'any';
  }
}

function restore(meanings: Map<string, Meaning>, outer: ReadonlyMap<string, Meaning>, key: string): void {
  const before = outer.get(key);
  if (before === undefined) meanings.delete(key);
  else meanings.set(key, before);
}

function holdsTable(boxed: Boxed): boolean {
  switch (boxed.kind) {
    case 'table':
      return true;
    case 'context':
      return boxed.entries.some(({ value }) => holdsTable(value));
    case 'function':
      return boxed.body !== undefined && holdsTable(boxed.body);
    default:
      return false;
  }
}

/** What is needed before what needs it; in a ring the order of the file. */
function inOrder(elements: readonly Element[], model: Model): readonly Element[] {
  const requires = new Map(
    [...model.decisions, ...model.knowledge].map(({ id, name, requires: needed }) => [name, { id, needed }] as const),
  );
  const nameOf = new Map<string, string>([...requires].map(([name, { id }]) => [`#${id}`, name]));
  const done = new Set<string>();
  const sorted: Element[] = [];
  const byName = new Map(elements.map((element) => [element.variable.name, element]));
  const visit = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    for (const href of requires.get(name)?.needed ?? []) visit(nameOf.get(href) ?? '');
    const element = byName.get(name);
    if (element !== undefined) sorted.push(element);
  };
  for (const { variable } of elements) visit(variable.name);
  return sorted;
}
