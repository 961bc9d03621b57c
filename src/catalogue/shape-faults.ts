import { slipHint } from '#language';
import type { Text } from '#language';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Part = string | number;

/** What is out of shape in a file of a pack, where, and what to write instead. */
export type ShapeFault = { readonly path: readonly Part[]; readonly message: Text; readonly remedy: Text };

const seeDocs: Text = { ru: 'Форма описана в docs/packs.md.', en: 'The shape is described in docs/packs.md.' };

/** The faults of one issue that zod found: a key too many, a key too few, a value of another kind. */
export function shapeFaults(shape: z.ZodType, value: unknown, issue: Issue): ShapeFault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: { ru: `ключа «${key}» здесь не бывает`, en: `there is no key "${key}" here` },
      remedy: slipHint(key, keysAt(shape, path)) ?? {
        ru: `Здесь бывают: ${keysAt(shape, path).join(', ')}.`,
        en: `Here may stand: ${keysAt(shape, path).join(', ')}.`,
      },
    }));
  const nearest = issue.code === 'invalid_union' ? nearestIssue(issue) : undefined;
  if (nearest !== undefined) return shapeFaults(shape, value, nearest);
  const key = String(path.at(-1) ?? '');
  if (valueAt(value, path) === undefined && typeof path.at(-1) === 'string')
    return [
      {
        path,
        message: { ru: `не хватает «${key}»`, en: `"${key}" is missing` },
        remedy: { ru: `Допишите «${key}: …». ${seeDocs.ru}`, en: `Add "${key}: …". ${seeDocs.en}` },
      },
    ];
  return [{ path, message: messageOf(issue, key), remedy: remedyOf(issue) }];
}

/** Of a value that may have several shapes, what is wrong inside the one it comes nearest to. */
function nearestIssue(issue: Issue & { readonly code: 'invalid_union' }): Issue | undefined {
  const inner = issue.errors.flat().map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  const depth = (one: Issue): number => one.path.length + (one.code === 'unrecognized_keys' ? 1 : 0);
  const [deepest] = inner.toSorted((a, b) => depth(b) - depth(a));
  return deepest === undefined || depth(deepest) <= issue.path.length ? undefined : deepest;
}

function messageOf(issue: Issue, key: string): Text {
  const at = key === '' ? { ru: 'файл', en: 'the file' } : { ru: `«${key}»`, en: `"${key}"` };
  switch (issue.code) {
    case 'invalid_type': {
      const [ru, en] = kinds[issue.expected] ?? [issue.expected, issue.expected];
      return { ru: `${at.ru}: здесь ожидается ${ru}`, en: `${at.en}: ${en} is expected here` };
    }
    case 'invalid_value':
      return { ru: `${at.ru}: такого значения не бывает`, en: `${at.en}: there is no such value` };
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? { ru: `${at.ru}: здесь пусто`, en: `${at.en}: this is empty` }
        : {
            ru: `${at.ru}: меньше наименьшего (${String(issue.minimum)})`,
            en: `${at.en}: below the least (${String(issue.minimum)})`,
          };
    case 'too_big':
      return {
        ru: `${at.ru}: больше наибольшего (${String(issue.maximum)})`,
        en: `${at.en}: above the most (${String(issue.maximum)})`,
      };
    default:
      return { ru: `${at.ru}: написано не по форме`, en: `${at.en}: not in shape` };
  }
}

function remedyOf(issue: Issue): Text {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return { ru: `Бывает: ${values}.`, en: `One of: ${values}.` };
  }
  if (issue.code === 'invalid_format' || issue.code === 'too_small') {
    const known = formats.find(({ en }) => en === issue.message);
    if (known !== undefined) return { ru: `Нужно: ${known.ru}.`, en: `Needed: ${known.en}.` };
  }
  return seeDocs;
}

const kinds: Readonly<Record<string, readonly [ru: string, en: string]>> = {
  string: ['текст', 'a text'],
  number: ['число', 'a number'],
  int: ['целое число', 'a whole number'],
  boolean: ['true или false', 'true or false'],
  array: ['список (строки, которые начинаются с «-»)', 'a list (lines that begin with "-")'],
  object: ['набор строк «ключ: значение»', 'lines of "key: value"'],
};

/** The formats of `shapes.ts`, by what they say of themselves. */
const formats: readonly Text[] = [
  {
    ru: 'латинские буквы, цифры и дефисы, первая буква маленькая',
    en: 'an id: Latin letters, digits and hyphens, starting with a small letter',
  },
  { ru: 'день, например 2026-03-02', en: 'a day such as 2026-03-02' },
  { ru: 'код ОКТМО или его начало', en: 'an ОКТМО code or its beginning' },
];

function valueAt(value: unknown, path: readonly Part[]): unknown {
  let at: unknown = value;
  for (const part of path) at = typeof at === 'object' && at !== null ? (at as Record<Part, unknown>)[part] : undefined;
  return at;
}

/** The keys that a shape knows at a path. */
function keysAt(shape: z.ZodType, path: readonly Part[]): string[] {
  let at: unknown = shape;
  for (const part of path) at = step(unwrapped(at), part);
  const { shape: keys } = unwrapped(at) as { readonly shape?: Readonly<Record<string, unknown>> };
  return Object.keys(keys ?? {});
}

type Inner = {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly options?: readonly unknown[];
  readonly unwrap?: () => unknown;
  readonly def?: { readonly type?: string };
};

function unwrapped(shape: unknown): Inner {
  const inner = (shape ?? {}) as Inner;
  if (inner.def?.type === 'optional' && inner.unwrap !== undefined) return unwrapped(inner.unwrap());
  if (inner.def?.type === 'union') {
    const object = inner.options?.map(unwrapped).find((option) => option.shape !== undefined);
    return object ?? inner;
  }
  return inner;
}

function step(shape: Inner, part: Part): unknown {
  return typeof part === 'number' ? shape.element : shape.shape?.[part];
}
