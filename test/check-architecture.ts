// The rules of the house as a function over made-up or real sources, so that the test can prove that each can fail.

/** The whole house as texts: the document with the drawing, and every source file under `src/` by its path. */
export type House = { readonly document: string; readonly sources: ReadonlyMap<string, string> };

type Arrow = { readonly from: string; readonly to: string };
type Drawing = { readonly rooms: readonly string[]; readonly arrows: readonly Arrow[] };
type Import = { readonly of: string; readonly line: number };

/** Okno itself, and a sample agency. */
const compositionRoots = ['src/okno.ts', 'src/agency.ts'];
const namesThatSayNothing = ['utils', 'util', 'common', 'shared', 'core', 'lib', 'helpers', 'types'];

/** Rooms that also run in a browser: no clock, no files, no network, no chance. */
const pureRooms = ['language', 'assessment', 'planner'];
const packageDoors = [/^pg$/, /^kysely$/, /^@electric-sql\//, /^hono/, /^@hono\//, /^pino$/, /^nunjucks$/];

/** The catalogue is pure once read: one file of it reads the packs. */
const packReader = 'src/catalogue/read-packs.ts';
const doorsOfNode = /^node:(fs|net|http|http2|https|tls|dgram|dns|child_process|worker_threads|cluster|process)(\/|$)/;

/** Every room gets the time and the chance as arguments; only the composition root takes them from the machine. */
const clockAndChance: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(\s*\)/, 'new Date()'],
  [/\bDate\(\s*\)/, 'Date()'],
  [/\bTemporal\.Now\b/, 'Temporal.Now'],
  [/\bMath\.random\b/, 'Math.random'],
];
const machine: readonly (readonly [RegExp, string])[] = [
  [/\bprocess\.(env|cwd|argv|stdout|stdin|exit)\b/, 'process'],
  [/\bperformance\.now\b/, 'performance.now'],
  [/(?<![.\w])fetch\(/, 'fetch'],
  [/\bcrypto\.(randomUUID|getRandomValues|randomBytes)\b/, 'crypto random'],
];

/** Every rule that is broken, as sentences that say where and what to do. Empty when the house stands as drawn. */
export function checkArchitecture(house: House): readonly string[] {
  const drawing = readDrawing(house.document);
  if (drawing === undefined) {
    return ['docs/architecture.md has to hold exactly one block that starts with ```mermaid and draws the rooms.'];
  }
  const files = [...house.sources].map(([file, source]) => ({
    file,
    room: roomOf(file),
    isTest: file.endsWith('.test.ts'),
    code: withoutComments(source),
    imports: importsIn(withoutComments(source)),
  }));
  const rooms = [...new Set(files.flatMap(({ room }) => (room === undefined ? [] : [room])))];
  const broken: string[] = [];
  const walked = new Set<string>();

  for (const room of rooms) {
    if (namesThatSayNothing.includes(room)) {
      broken.push(`src/${room}: the name says nothing about what is inside. Name the room for what it gives.`);
    }
    if (!house.sources.has(`src/${room}/index.ts`)) {
      broken.push(`src/${room}: there is no index.ts, so nobody can enter the room by #${room}.`);
    }
    if (!drawing.rooms.includes(room)) {
      broken.push(`src/${room}: the room is not drawn. Draw it in docs/architecture.md with the arrows it needs.`);
    }
  }
  for (const room of drawing.rooms) {
    if (!rooms.includes(room)) broken.push(`docs/architecture.md draws the room ${room}, and there is no src/${room}.`);
  }

  for (const { file, room, isTest, code, imports } of files) {
    for (const { of, line } of imports) {
      const at = `${file}:${line}`;
      if (of.startsWith('../') || of === '..') {
        broken.push(
          `${at} imports ${of}: rooms are entered by #room, neighbours by ./file.ts or #room/file.ts, never by ../.`,
        );
      } else if (of.startsWith('#test/')) {
        if (!isTest) broken.push(`${at} imports ${of}: only a test may use what stands in test/.`);
      } else if (of.startsWith('#')) {
        const [target = '', ...inside] = of.slice(1).split('/');
        if (inside.length > 0) {
          if (room !== target) {
            broken.push(
              `${at} imports ${of}: a foreign room is entered by #${target}; only its own files know its inside.`,
            );
          }
        } else if (!drawing.rooms.includes(target)) {
          broken.push(`${at} imports ${of}, which is no room of the drawing in docs/architecture.md.`);
        } else if (room === target) {
          broken.push(`${at} imports its own room by ${of}: import the neighbour by ./file.ts.`);
        } else if (room !== undefined) {
          const drawn = drawing.arrows.some((arrow) => arrow.from === room && arrow.to === target);
          if (!drawn) {
            broken.push(
              `${at} imports ${of}, and the arrow ${room} --> ${target} is not drawn in docs/architecture.md. ` +
                'Move the code to where it may stand, or draw the arrow and say why in a decision record.',
            );
          }
          if (!isTest) walked.add(`${room} --> ${target}`);
        }
      }
    }
    if (isTest || compositionRoots.includes(file)) continue;
    const isPure = room !== undefined && pureRooms.includes(room);
    const isCatalogue = room === 'catalogue' && file !== packReader;
    for (const { of, line } of imports) {
      if (isPure && (of.startsWith('node:') || packageDoors.some((door) => door.test(of)))) {
        broken.push(`${file}:${line} imports ${of}: the room ${room} is pure and also runs in a browser.`);
      } else if (isCatalogue && (doorsOfNode.test(of) || packageDoors.some((door) => door.test(of)))) {
        broken.push(`${file}:${line} imports ${of}: in the catalogue only ${packReader} reads files.`);
      }
    }
    const forbidden = isPure || isCatalogue ? [...clockAndChance, ...machine] : clockAndChance;
    for (const [pattern, name] of forbidden) {
      const found = pattern.exec(code);
      if (found !== null) {
        broken.push(
          `${file}:${lineAt(code, found.index)} uses ${name}: it comes in as an argument, so that answers repeat.`,
        );
      }
    }
  }

  for (const { from, to } of drawing.arrows) {
    if (rooms.includes(from) && rooms.includes(to) && !walked.has(`${from} --> ${to}`)) {
      broken.push(`docs/architecture.md draws ${from} --> ${to}, and no file walks it. Remove the arrow.`);
    }
  }
  return broken;
}

/** The rooms and arrows of the one Mermaid block, or undefined when there is none or more than one. */
export function readDrawing(document: string): Drawing | undefined {
  const blocks = [...document.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)];
  const block = blocks[0]?.[1];
  if (block === undefined || blocks.length > 1) return undefined;
  const arrows = [...block.matchAll(/^\s*([a-z]+)\s*-->\s*([a-z]+)\s*$/gm)].map(([, from = '', to = '']) => ({
    from,
    to,
  }));
  return { rooms: [...new Set(arrows.flatMap(({ from, to }) => [from, to]))], arrows };
}

/** What a file imports or re-exports, types too, at the top or on the way. Comments have to be taken out before. */
export function importsIn(code: string): readonly Import[] {
  const statements = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm;
  const calls = /\bimport\(\s*(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(statements), ...code.matchAll(calls)].map((found) => ({
    of: found[2] ?? '',
    line: lineAt(code, found.index),
  }));
}

/** The source with its comments blanked out, line for line; what looks like a comment inside a string stays. */
export function withoutComments(source: string): string {
  const parts = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g;
  return source.replace(parts, (part) => (part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part));
}

function roomOf(file: string): string | undefined {
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

function lineAt(code: string, index: number): number {
  return code.slice(0, index).split('\n').length;
}
