import type { Route, Step } from './model.ts';

/** Words of the drawing in one language; sentences longer than three short lines are cut. */
export type DotNames = {
  readonly title: (step: Step) => string;
  /** Who acts: the person or the agency. */
  readonly actor: (step: Step) => string;
  readonly day: (day: string) => string;
  readonly tonight: string;
};

export type DotOptions = {
  /** Letters in a line of a box. */
  readonly lineLength?: number;
  readonly fontName?: string;
};

type Look = { readonly shape: string; readonly style: string; readonly fillcolor: string; readonly color: string };

/** Who acts is told by shape as well as by colour, for those who do not tell colours apart and for black printers. */
const looks: Readonly<Record<Step['action'], Look>> = {
  visit: { shape: 'box', style: 'filled', fillcolor: '#fff3d6', color: '#8a5a00' },
  application: { shape: 'note', style: 'filled', fillcolor: '#fff3d6', color: '#8a5a00' },
  automatic: { shape: 'component', style: 'filled', fillcolor: '#dfeafc', color: '#1d4f91' },
  waiting: { shape: 'box', style: 'rounded,dashed', fillcolor: '#ffffff', color: '#1d4f91' },
};

/** Sizes in inches; a letter is of eleven points. */
const size = { letter: 0.088, sides: 0.3, height: 0.75, columnGap: 0.7, rowGap: 0.25 };

/** Graphviz DOT of a route, left to right: a column a day, what waits for what by arrows. */
export function routeAsDot(route: Route, names: DotNames, options: DotOptions = {}): string {
  const { lineLength = 24, fontName = 'Golos Text' } = options;
  const days = [...new Set(route.steps.map(({ start }) => start))].toSorted();
  const font = `fontname=${quoted(fontName)}`;
  // Graphviz does not know the font, so the boxes are given their size by the number of letters; and it is given their
  // places, because left to itself it now and then stands a column on its head.
  const width = lineLength * size.letter + size.sides;
  const at = (column: number, row: number): string =>
    `pos="${(column * (width + size.columnGap)).toFixed(2)},${(-row * (size.height + size.rowGap)).toFixed(2)}!"`;
  return [
    'digraph route {',
    `  graph [layout=neato, splines=true, bgcolor="transparent", ${font}];`,
    `  node [fontsize=11, fixedsize=true, width=${width.toFixed(2)}, height=${size.height}, ${font}];`,
    '  edge [color="#505a5f", arrowsize=0.7];',
    ...days.flatMap((day, column) => [
      `  ${quoted(`day ${day}`)} [label=${quoted(names.day(day))}, shape=plaintext, fontsize=13, ${at(column, 0)}];`,
      ...route.steps
        .filter(({ start }) => start === day)
        .map((step, row) => `  ${quoted(step.id)} [${attributes(step, names, lineLength)}, ${at(column, row + 1)}];`),
    ]),
    ...route.steps.flatMap((step) => step.after.map((id) => `  ${quoted(id)} -> ${quoted(step.id)}${look(step)};`)),
    '}',
    '',
  ].join('\n');
}

function attributes(step: Step, names: DotNames, lineLength: number): string {
  const look = looks[step.action];
  const isTonight = step.urgency === 'tonight';
  const title = wrapped(names.title(step), lineLength, isTonight ? 2 : 3);
  const lines = [...(isTonight ? [names.tonight] : []), ...title];
  return Object.entries({
    label: lines.join('\n'),
    tooltip: names.actor(step),
    ...look,
    ...(isTonight ? { color: '#b10e1e', penwidth: '3' } : {}),
  })
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(', ');
}

/** An arrow to a step that may not come about is dotted. */
function look(step: Step): string {
  return step.sure ? '' : ' [style=dotted]';
}

function wrapped(sentence: string, lineLength: number, lines: number): readonly string[] {
  const all: string[] = [];
  for (const word of sentence.split(/\s+/u).filter((part) => part !== '')) {
    const last = all.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= lineLength) all[all.length - 1] = `${last} ${word}`;
    else all.push(cut(word, lineLength));
  }
  if (all.length <= lines) return all;
  return [...all.slice(0, lines - 1), cut(`${all[lines - 1] ?? ''}…`, lineLength)];
}

function cut(words: string, length: number): string {
  const letters = Array.from(words);
  return letters.length <= length ? words : `${letters.slice(0, length - 1).join('')}…`;
}

function quoted(words: string): string {
  return `"${words.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
