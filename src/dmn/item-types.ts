import { coerced, evaluateExactly, isList, typeOfTree, types } from '#language';
import type { KnownNames, Value, ValueType } from '#language';

import type { ItemDefinition, Model } from './model.ts';
import { readTests } from './reading.ts';

/** Deepest chain of types that name each other; beyond it a type is `Any` (a type may hold itself). */
const deepest = 12;

/** What the names of types mean in a model and the models it imports. */
export class ItemTypes {
  readonly #models: ReadonlyMap<string, Model>;

  constructor(models: ReadonlyMap<string, Model>) {
    this.#models = models;
  }

  /** The type named in a model; undefined when nobody declares it. */
  typeOf(model: Model, ref: string, depth = 0): ValueType | undefined {
    if (depth > deepest) return types.any;
    const found = this.#item(model, ref);
    if (found !== undefined) return this.#typeOfItem(found.model, found.item, depth + 1);
    return typeOfTree({ kind: 'named', name: ref.replace(/^feel:/u, '') });
  }

  /** The value as the named type wants it; null when it is none of it or none of the allowed values (DMN 1.5, 7.3.2). */
  fit(model: Model, value: Value, ref: string | undefined): Value {
    if (ref === undefined || value === null) return value;
    const type = this.typeOf(model, ref);
    if (type === undefined) return value;
    const got = coerced(value, type);
    if (typeof got === 'string') return null;
    return this.#isAllowed(model, got.value, ref) ? got.value : null;
  }

  /** Names inside a value of the type, for reading `Person.full name`. */
  namesIn(model: Model, ref: string | undefined, depth = 0): KnownNames {
    const found = ref === undefined || depth > deepest ? undefined : this.#item(model, ref);
    return found === undefined ? {} : this.#namesInItem(found.model, found.item, depth + 1);
  }

  /** The texts of allowed values of the type, if it has any. */
  allowedOf(model: Model, ref: string | undefined): string | undefined {
    return ref === undefined ? undefined : this.#item(model, ref)?.item.allowed;
  }

  #namesInItem(model: Model, item: ItemDefinition, depth: number): KnownNames {
    if (item.components.length === 0) return this.namesIn(model, item.typeRef, depth);
    return Object.fromEntries(
      item.components.map((component) => [component.name, this.#namesInItem(model, component, depth + 1)]),
    );
  }

  #item(model: Model, ref: string): { readonly model: Model; readonly item: ItemDefinition } | undefined {
    const own = model.items.find((item) => item.name === ref);
    if (own !== undefined) return { model, item: own };
    for (const { name, namespace } of model.imports) {
      const imported = ref.startsWith(`${name}.`) ? this.#models.get(namespace) : undefined;
      const item = imported?.items.find((one) => one.name === ref.slice(name.length + 1));
      if (imported !== undefined && item !== undefined) return { model: imported, item };
    }
    return undefined;
  }

  #typeOfItem(model: Model, item: ItemDefinition, depth: number): ValueType | undefined {
    const of = this.#single(model, item, depth);
    return of === undefined || !item.isList ? of : { kind: 'list', of };
  }

  #single(model: Model, item: ItemDefinition, depth: number): ValueType | undefined {
    if (item.function !== undefined) {
      const named = (ref: string): ValueType => this.typeOf(model, ref, depth) ?? types.any;
      const { parameters, result } = item.function;
      return {
        kind: 'function',
        parameters: parameters.map(named),
        ...(result === undefined ? {} : { result: named(result) }),
      };
    }
    if (item.components.length > 0) {
      const entries = item.components.map(
        (component) => [component.name, this.#typeOfItem(model, component, depth + 1) ?? types.any] as const,
      );
      return { kind: 'context', entries: Object.fromEntries(entries) };
    }
    return item.typeRef === undefined ? types.any : this.typeOf(model, item.typeRef, depth);
  }

  #isAllowed(model: Model, value: Value, ref: string, depth = 0): boolean {
    const found = depth > deepest ? undefined : this.#item(model, ref);
    if (found === undefined || value === null) return true;
    const { item } = found;
    const values = item.isList && isList(value) ? value.items : [value];
    if (item.allowed !== undefined && !values.every((one) => meetsTests(item.allowed ?? '', one))) return false;
    if (
      item.typeRef !== undefined &&
      !values.every((one) => this.#isAllowed(found.model, one, item.typeRef ?? '', depth + 1))
    )
      return false;
    return true;
  }
}

const empty = { global: () => null, member: () => null, call: () => null };

/** Whether unary tests hold of a value; tests that cannot be read hold of none. */
export function meetsTests(text: string, value: Value): boolean {
  const got = readTests(text);
  return 'tree' in got && evaluateExactly(got.tree, empty, { name: '?', value, outer: undefined }) === true;
}
