import type { Boxed, DecisionTable, ItemDefinition } from '#dmn/model.ts';

import type { Drawn, DrawnModel } from './drawn.ts';
import { layOut, wayBetween } from './layout.ts';
import type { Box } from './layout.ts';
import { node, xmlText } from './xml-text.ts';
import type { Node } from './xml-text.ts';

/** DMN 1.3 is what editors read; later versions hold the same elements under another address. */
export const dmnVersions = {
  '1.3': {
    model: 'https://www.omg.org/spec/DMN/20191111/MODEL/',
    diagram: 'https://www.omg.org/spec/DMN/20191111/DMNDI/',
  },
  '1.5': {
    model: 'https://www.omg.org/spec/DMN/20230324/MODEL/',
    diagram: 'https://www.omg.org/spec/DMN/20230324/DMNDI/',
  },
} as const;
export type DmnVersion = keyof typeof dmnVersions;

/** A model as the text of a `.dmn` file, with its diagram. The same model gives the same text. */
export function writeModel(model: DrawnModel, version: DmnVersion = '1.3'): string {
  return xmlText(new Writing(version).definitions(model));
}

class Writing {
  readonly #version: DmnVersion;
  #ids = 0;

  constructor(version: DmnVersion) {
    this.#version = version;
  }

  definitions(model: DrawnModel): Node {
    const { model: xmlns, diagram } = dmnVersions[this.#version];
    return node(
      'definitions',
      {
        xmlns,
        'xmlns:dmndi': diagram,
        'xmlns:dc': 'http://www.omg.org/spec/DMN/20180521/DC/',
        'xmlns:di': 'http://www.omg.org/spec/DMN/20180521/DI/',
        id: `okno_${model.id}`,
        name: model.id,
        namespace: `urn:okno:service:${model.id}`,
        label: model.label.ru,
      },
      [
        description([model.label.ru, model.label.en, ...model.notes]),
        ...model.items.map((item) => this.#item('itemDefinition', item)),
        ...model.elements.map((element) => this.#element(element)),
        this.#diagram(model.elements),
      ],
    );
  }

  #element(element: Drawn): Node {
    const { id, name, label, notes } = element;
    const about = description([label.ru, label.en, ...notes]);
    const attributes = { id, name, label: label.ru };
    if (element.kind === 'source') return node('knowledgeSource', attributes, [about]);
    const variable = node('variable', { id: `variable_${name}`, name, typeRef: element.typeRef });
    if (element.kind === 'input') return node('inputData', attributes, [about, variable]);
    const needs = element.requires.map((needed): readonly [string, Node] => {
      const [requirement, of] = needed.startsWith('source_')
        ? ['authorityRequirement', 'requiredAuthority']
        : ['informationRequirement', needed.startsWith('input_') ? 'requiredInput' : 'requiredDecision'];
      return [requirement, node(requirement, { id: requirementId(id, needed) }, [node(of, { href: `#${needed}` })])];
    });
    const of = (wanted: string): readonly Node[] => needs.filter(([kind]) => kind === wanted).map(([, one]) => one);
    return node('decision', attributes, [
      about,
      variable,
      ...of('informationRequirement'),
      ...of('authorityRequirement'),
      ...(element.logic === undefined ? [] : [this.#boxed(element.logic, element.typeRef)]),
    ]);
  }

  #item(tag: string, { name, typeRef, isList, components, allowed }: ItemDefinition): Node {
    return node(tag, { id: this.#id('item'), name, isCollection: isList ? true : undefined }, [
      ...(typeRef === undefined ? [] : [node('typeRef', {}, typeRef)]),
      ...(allowed === undefined ? [] : [node('allowedValues', { id: this.#id('values') }, [text(allowed)])]),
      ...components.map((component) => this.#item('itemComponent', component)),
    ]);
  }

  #boxed(boxed: Boxed, typeRef?: string): Node {
    const attributes = { id: this.#id('logic'), typeRef: boxed.typeRef ?? typeRef };
    switch (boxed.kind) {
      case 'literal':
        return node('literalExpression', attributes, [text(boxed.text)]);
      case 'table':
        return this.#table(boxed.table, attributes);
      case 'context':
        return node(
          'context',
          attributes,
          boxed.entries.map(({ variable, value }) =>
            node('contextEntry', { id: this.#id('entry') }, [
              ...(variable === undefined
                ? []
                : [node('variable', { id: this.#id('variable'), name: variable.name, typeRef: variable.typeRef })]),
              this.#boxed(value),
            ]),
          ),
        );
      case 'function':
        return node('functionDefinition', { id: attributes.id, kind: 'FEEL' }, [
          ...boxed.parameters.map(({ name, typeRef: of }) =>
            node('formalParameter', { id: this.#id('parameter'), name, typeRef: of }),
          ),
          ...(boxed.body === undefined ? [] : [this.#boxed(boxed.body)]),
        ]);
      default:
        throw new TypeError(`no service is written with a boxed ${boxed.kind}`);
    }
  }

  #table(table: DecisionTable, attributes: { readonly id: string; readonly typeRef: string | undefined }): Node {
    const entry = (tag: string, kind: string, written: string): Node =>
      node(tag, { id: this.#id(kind) }, [text(written)]);
    return node('decisionTable', { ...attributes, hitPolicy: table.hitPolicy, aggregation: table.aggregation }, [
      ...table.inputs.map((input) =>
        node('input', { id: this.#id('column') }, [
          node('inputExpression', { id: this.#id('expression'), typeRef: input.typeRef }, [text(input.text)]),
          ...(input.allowed === undefined ? [] : [entry('inputValues', 'values', input.allowed)]),
        ]),
      ),
      ...table.outputs.map((output) =>
        node('output', { id: this.#id('column'), name: output.name, typeRef: output.typeRef ?? attributes.typeRef }, [
          ...(output.allowed === undefined ? [] : [entry('outputValues', 'values', output.allowed)]),
          ...(output.otherwise === undefined ? [] : [entry('defaultOutputEntry', 'default', output.otherwise)]),
        ]),
      ),
      ...table.rules.map(({ tests, gives }) =>
        node('rule', { id: this.#id('row') }, [
          ...tests.map((cell) => entry('inputEntry', 'cell', cell)),
          ...gives.map((cell) => entry('outputEntry', 'cell', cell)),
        ]),
      ),
    ]);
  }

  #diagram(elements: readonly Drawn[]): Node {
    const placed = layOut(elements);
    const shapes = elements.map(({ id, kind }) => {
      const box = placed.get(id) ?? nowhere;
      const isListed = kind === 'input' ? { isListedInputData: false } : {};
      return node('dmndi:DMNShape', { id: `shape_${id}`, dmnElementRef: id, ...isListed }, [
        node('dc:Bounds', { ...box }),
      ]);
    });
    const edges = elements.flatMap(({ id, requires }) =>
      requires.map((needed) => {
        const of = requirementId(id, needed);
        const points = wayBetween(placed.get(needed) ?? nowhere, placed.get(id) ?? nowhere);
        return node(
          'dmndi:DMNEdge',
          { id: `edge_${of}`, dmnElementRef: of },
          points.map((point) => node('di:waypoint', { ...point })),
        );
      }),
    );
    return node('dmndi:DMNDI', {}, [node('dmndi:DMNDiagram', { id: 'diagram' }, [...shapes, ...edges])]);
  }

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}_${this.#ids}`;
  }
}

const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };

function requirementId(id: string, needed: string): string {
  return `needs_${id}_${needed}`;
}

function text(written: string): Node {
  return node('text', {}, written);
}

function description(parts: readonly string[]): Node {
  return node('description', {}, parts.filter((part) => part !== '').join('\n'));
}
