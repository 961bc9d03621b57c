import { anyDayNumber, context, list, plainName, readDateTime, readDuration, readNumber, readTime } from '#language';
import type { Value } from '#language';

import { childOf, childrenOf, parseXml } from './xml.ts';
import type { Element } from './xml.ts';

/** A value as the kit writes it; a number keeps its digits, since they say how exactly it is meant. */
export type Expected =
  | { readonly kind: 'value'; readonly value: Value; readonly digits?: string }
  | { readonly kind: 'list'; readonly items: readonly Expected[] }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, Expected> };

export type KitCase = {
  readonly id: string;
  /** Set when a decision service is asked instead of single decisions. */
  readonly service?: string;
  readonly inputs: readonly { readonly name: string; readonly namespace?: string; readonly value: Value }[];
  readonly results: readonly { readonly name: string; readonly expected: Expected }[];
};

export type KitFile = { readonly model: string; readonly cases: readonly KitCase[] };

/** The test cases of a `*-test-*.xml` of the DMN conformance kit, or what is wrong with it. */
export function readCases(text: string): KitFile | { readonly wrong: string } {
  const parsed = parseXml(text);
  if ('wrong' in parsed) return parsed;
  const { root } = parsed;
  return {
    model: childOf(root, 'modelName')?.text.trim() ?? '',
    cases: childrenOf(root, 'testCase').map((element) => {
      const service =
        element.attributes.get('type') === 'decisionService' ? element.attributes.get('invocableName') : undefined;
      return {
        id: element.attributes.get('id') ?? '',
        ...(service === undefined ? {} : { service: plainName(service) }),
        inputs: childrenOf(element, 'inputNode').map((input) => {
          const namespace = input.attributes.get('namespace');
          return {
            name: plainName(input.attributes.get('name') ?? ''),
            value: given(expectedIn(input)),
            ...(namespace === undefined ? {} : { namespace }),
          };
        }),
        results: childrenOf(element, 'resultNode').map((result) => ({
          name: plainName(result.attributes.get('name') ?? ''),
          expected: expectedIn(childOf(result, 'expected')),
        })),
      };
    }),
  };
}

const nothing: Expected = { kind: 'value', value: null };

function expectedIn(element: Element | undefined): Expected {
  if (element === undefined || element.attributes.get('nil') === 'true') return nothing;
  const components = childrenOf(element, 'component');
  if (components.length > 0) {
    return {
      kind: 'context',
      entries: new Map(
        components.map((component) => [plainName(component.attributes.get('name') ?? ''), expectedIn(component)]),
      ),
    };
  }
  const items = childOf(element, 'list');
  if (items !== undefined && items.attributes.get('nil') !== 'true')
    return { kind: 'list', items: childrenOf(items, 'item').map(expectedIn) };
  const value = childOf(element, 'value');
  return value === undefined || value.attributes.get('nil') === 'true'
    ? nothing
    : typed(value.text, value.attributes.get('type') ?? '');
}

function typed(text: string, type: string): Expected {
  const trimmed = text.trim();
  switch (type.replace(/^.*:/u, '')) {
    case 'decimal':
    case 'double':
    case 'integer':
    case 'int':
    case 'long':
    case 'float':
      return { kind: 'value', value: readNumber(trimmed) ?? null, digits: trimmed };
    case 'boolean':
      return { kind: 'value', value: trimmed === 'true' };
    case 'date': {
      const day = anyDayNumber(trimmed);
      return { kind: 'value', value: day === undefined ? null : { kind: 'date', day } };
    }
    case 'time':
      return { kind: 'value', value: readTime(trimmed) ?? null };
    case 'dateTime':
      return { kind: 'value', value: readDateTime(trimmed) ?? null };
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return { kind: 'value', value: readDuration(trimmed) ?? null };
    default:
      return { kind: 'value', value: text };
  }
}

function given(expected: Expected): Value {
  switch (expected.kind) {
    case 'value':
      return expected.value;
    case 'list':
      return list(expected.items.map(given));
    case 'context':
      return context([...expected.entries].map(([key, entry]) => [key, given(entry)] as const));
  }
}
