import { plainName } from '#language';

import type {
  Aggregation,
  Boxed,
  Decision,
  DecisionService,
  DecisionTable,
  FunctionBox,
  HitPolicy,
  InputData,
  ItemDefinition,
  Knowledge,
  Model,
  Told,
  Variable,
} from './model.ts';
import { childOf, childrenOf, parseXml, wrappedText } from './xml.ts';
import type { Element, WrongXml } from './xml.ts';

const hitPolicies: readonly HitPolicy[] = [
  'UNIQUE',
  'ANY',
  'FIRST',
  'PRIORITY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
];
const aggregations: readonly Aggregation[] = ['SUM', 'MIN', 'MAX', 'COUNT'];

const known: ReadonlySet<string> = new Set([
  'import',
  'itemDefinition',
  'inputData',
  'decision',
  'businessKnowledgeModel',
  'decisionService',
  'description',
  'extensionElements',
  'DMNDI',
]);

/** The model of a `.dmn` text, or a sentence of what is wrong with it. Diagrams, layout and extensions are left out. */
export function readModel(text: string): { readonly model: Model } | WrongXml {
  const parsed = parseXml(text);
  if ('wrong' in parsed) return parsed;
  const { root } = parsed;
  if (root.name !== 'definitions') return { wrong: `the root is ${root.name}, not definitions`, line: 1, column: 1 };
  const namespace = root.attributes.get('namespace') ?? '';
  const idOf = (element: Element): string => element.attributes.get('id') ?? '';
  const local = (href: string): string => (href.startsWith(`${namespace}#`) ? href.slice(namespace.length) : href);
  const required = (element: Element, ...names: readonly string[]): readonly string[] =>
    element.children
      .flatMap((child) => child.children)
      .filter((child) => names.includes(child.name))
      .map((child) => local(child.attributes.get('href') ?? ''));
  const hrefs = (element: Element, name: string): readonly string[] =>
    childrenOf(element, name).map((child) => local(child.attributes.get('href') ?? ''));
  const named = (element: Element): Variable => ({
    ...variable(childOf(element, 'variable')),
    name: plainName(element.attributes.get('name') ?? ''),
  });
  const told = (element: Element): Told => ({
    ...optional('label', element.attributes.get('label')),
    ...optional('description', childOf(element, 'description')?.text.trim()),
  });
  const model: Model = {
    namespace,
    imports: childrenOf(root, 'import').map((element) => ({
      name: plainName(element.attributes.get('name') ?? ''),
      namespace: element.attributes.get('namespace') ?? '',
    })),
    items: childrenOf(root, 'itemDefinition').map(item),
    inputs: childrenOf(root, 'inputData').map((element): InputData => ({
      id: idOf(element),
      ...named(element),
      ...told(element),
    })),
    decisions: childrenOf(root, 'decision').map((element): Decision => ({
      id: idOf(element),
      ...named(element),
      ...told(element),
      requires: required(element, 'requiredDecision', 'requiredInput', 'requiredKnowledge'),
      ...optional('logic', boxedIn(element)),
    })),
    knowledge: childrenOf(root, 'businessKnowledgeModel').map((element): Knowledge => {
      const logic = childOf(element, 'encapsulatedLogic');
      return {
        id: idOf(element),
        ...named(element),
        ...told(element),
        requires: required(element, 'requiredKnowledge'),
        ...optional('logic', logic === undefined ? undefined : functionBox(logic)),
      };
    }),
    services: childrenOf(root, 'decisionService').map((element): DecisionService => ({
      id: idOf(element),
      ...named(element),
      outputs: hrefs(element, 'outputDecision'),
      inputDecisions: hrefs(element, 'inputDecision'),
      inputData: hrefs(element, 'inputData'),
    })),
    others: root.children
      .filter(({ name }) => !known.has(name))
      .map((element) => ({ element: element.name, name: element.attributes.get('name') ?? idOf(element) })),
  };
  return { model };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [key in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in Key]: Value });
}

function typeRef(element: Element | undefined): { readonly typeRef?: string } {
  const ref =
    element?.attributes.get('typeRef') ??
    (element === undefined ? undefined : childOf(element, 'typeRef')?.text.trim());
  return ref === undefined || ref === '' ? {} : { typeRef: ref };
}

function variable(element: Element | undefined): Variable {
  return { name: plainName(element?.attributes.get('name') ?? ''), ...typeRef(element) };
}

function item(element: Element): ItemDefinition {
  const functionItem = childOf(element, 'functionItem');
  const result = functionItem?.attributes.get('outputTypeRef');
  const parameters =
    functionItem === undefined
      ? []
      : childrenOf(functionItem, 'parameters').map((parameter) => parameter.attributes.get('typeRef') ?? 'Any');
  return {
    name: plainName(element.attributes.get('name') ?? ''),
    isList: element.attributes.get('isCollection') === 'true',
    components: childrenOf(element, 'itemComponent').map(item),
    ...typeRef(element),
    ...optional(
      'allowed',
      wrappedText(childOf(element, 'allowedValues')) ?? wrappedText(childOf(element, 'typeConstraint')),
    ),
    ...optional('function', functionItem === undefined ? undefined : { parameters, ...optional('result', result) }),
  };
}

const boxes: ReadonlySet<string> = new Set([
  'literalExpression',
  'context',
  'invocation',
  'list',
  'relation',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
  'decisionTable',
  'functionDefinition',
]);

function boxedIn(element: Element | undefined): Boxed | undefined {
  const found = element?.children.find((child) => boxes.has(child.name));
  return found === undefined ? undefined : boxed(found);
}

const nothing: Boxed = { kind: 'literal', text: '' };

function inside(element: Element, name: string): Boxed {
  return boxedIn(childOf(element, name)) ?? nothing;
}

function boxed(element: Element): Boxed {
  const typed = typeRef(element);
  switch (element.name) {
    case 'context':
      return {
        kind: 'context',
        entries: childrenOf(element, 'contextEntry').map((entry) => {
          const named = childOf(entry, 'variable');
          return {
            ...optional('variable', named === undefined ? undefined : variable(named)),
            value: boxedIn(entry) ?? nothing,
          };
        }),
        ...typed,
      };
    case 'invocation':
      return {
        kind: 'invocation',
        of: boxedIn(element) ?? nothing,
        bindings: childrenOf(element, 'binding').map((binding) => ({
          name: variable(childOf(binding, 'parameter')).name,
          value: boxedIn(binding) ?? nothing,
        })),
        ...typed,
      };
    case 'list':
      return { kind: 'list', items: element.children.filter((child) => boxes.has(child.name)).map(boxed), ...typed };
    case 'relation':
      return {
        kind: 'relation',
        columns: childrenOf(element, 'column').map((column) => variable(column).name),
        rows: childrenOf(element, 'row').map((row) => row.children.filter((child) => boxes.has(child.name)).map(boxed)),
        ...typed,
      };
    case 'conditional':
      return {
        kind: 'conditional',
        condition: inside(element, 'if'),
        then: inside(element, 'then'),
        otherwise: inside(element, 'else'),
        ...typed,
      };
    case 'filter':
      return { kind: 'filter', of: inside(element, 'in'), match: inside(element, 'match'), ...typed };
    case 'for':
    case 'some':
    case 'every':
      return {
        kind: element.name,
        iterator: plainName(element.attributes.get('iteratorVariable') ?? ''),
        over: inside(element, 'in'),
        give: inside(element, element.name === 'for' ? 'return' : 'satisfies'),
        ...typed,
      };
    case 'decisionTable':
      return { kind: 'table', table: table(element), ...typed };
    case 'functionDefinition':
      return functionBox(element);
    default:
      return {
        kind: 'literal',
        text: wrappedText(element) ?? '',
        ...optional('language', element.attributes.get('expressionLanguage')),
        ...typed,
      };
  }
}

/** A function definition or the logic of a knowledge model; its kind may be FEEL, Java or PMML. */
function functionBox(element: Element): FunctionBox {
  return {
    kind: 'function',
    parameters: childrenOf(element, 'formalParameter').map(variable),
    isForeign: (element.attributes.get('kind') ?? 'FEEL') !== 'FEEL',
    ...optional('body', boxedIn(element)),
    ...typeRef(element),
  };
}

function table(element: Element): DecisionTable {
  const policy = hitPolicies.find((one) => one === element.attributes.get('hitPolicy')) ?? 'UNIQUE';
  const aggregation = aggregations.find((one) => one === element.attributes.get('aggregation'));
  return {
    hitPolicy: policy,
    ...optional('aggregation', aggregation),
    inputs: childrenOf(element, 'input').map((input) => {
      const expression = childOf(input, 'inputExpression');
      return {
        text: wrappedText(expression) ?? '',
        ...typeRef(expression),
        ...optional('allowed', wrappedText(childOf(input, 'inputValues'))),
      };
    }),
    outputs: childrenOf(element, 'output').map((output) => ({
      ...optional('name', output.attributes.has('name') ? plainName(output.attributes.get('name') ?? '') : undefined),
      ...typeRef(output),
      ...optional('allowed', wrappedText(childOf(output, 'outputValues'))),
      ...optional('otherwise', wrappedText(childOf(output, 'defaultOutputEntry'))),
    })),
    rules: childrenOf(element, 'rule').map((rule) => ({
      tests: childrenOf(rule, 'inputEntry').map((entry) => wrappedText(entry) ?? '-'),
      gives: childrenOf(rule, 'outputEntry').map((entry) => wrappedText(entry) ?? ''),
    })),
  };
}
