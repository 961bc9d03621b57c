import type { Store } from 'n3';

import type { Finding } from './finding.ts';

export type ShapesChecked = {
  readonly file: string;
  readonly shapes: number;
  /** Shapes that had at least one thing to hold. */
  readonly withFocus: number;
  readonly focusNodes: number;
  readonly violations: number;
  readonly classesWithoutFocus: readonly string[];
  readonly findings: readonly Finding[];
};

const shacl = 'http://www.w3.org/ns/shacl#';
const typeOf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Holds a graph to SHACL shapes, and counts what the shapes had to hold: an empty graph violates nothing. */
export async function checkShapes(
  data: Store,
  dataFile: string,
  shapes: { readonly file: string; readonly text: string },
): Promise<ShapesChecked> {
  const [n3, { default: Validator }] = await Promise.all([import('n3'), import('rdf-validate-shacl')]);
  const shapesGraph = new n3.Store(new n3.Parser().parse(shapes.text));
  const targets = shapesGraph
    .getQuads(null, `${shacl}targetClass`, null, null)
    .map(({ object }) => ({ of: object.value, focus: data.getSubjects(typeOf, object, null).length }));
  const { results } = await new Validator(shapesGraph).validate(data);
  const findings = results.map((result): Finding => {
    const said = result.message.map(({ value }) => value).join('; ');
    const component = (result.sourceConstraintComponent?.value ?? '')
      .replace(shacl, '')
      .replace('ConstraintComponent', '');
    const value = result.value === null || result.value === undefined ? '' : ` «${result.value.value}»`;
    return {
      file: dataFile,
      node: result.focusNode?.value ?? '',
      path: result.path?.value ?? '',
      message: {
        ru: `${component}${value}: ${said || 'форма не выполнена'}`,
        en: `${component}${value}: ${said || 'the shape does not hold'}`,
      },
      remedy: remedyOf(component),
    };
  });
  return {
    file: shapes.file,
    shapes: targets.length,
    withFocus: targets.filter(({ focus }) => focus > 0).length,
    focusNodes: targets.reduce((sum, { focus }) => sum + focus, 0),
    violations: findings.length,
    classesWithoutFocus: targets.filter(({ focus }) => focus === 0).map((target) => target.of),
    findings,
  };
}

function remedyOf(component: string): Finding['remedy'] {
  switch (component) {
    case 'MinCount':
      return { ru: 'Добавьте обязательное свойство.', en: 'Add the mandatory property.' };
    case 'MaxCount':
      return { ru: 'Оставьте одно значение.', en: 'Keep one value.' };
    case 'Class':
      return {
        ru: 'Опишите то, на что дана ссылка, с его типом в этом же файле.',
        en: 'Describe what is referred to, with its type, in the same file.',
      };
    case 'Datatype':
      return {
        ru: 'Дайте значение нужного типа; тексты — с языком.',
        en: 'Give a value of the demanded type; texts with their language.',
      };
    default:
      return { ru: 'Сверьтесь с описанием свойства в стандарте.', en: 'See the property in the standard.' };
  }
}
