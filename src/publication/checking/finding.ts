import type { Text } from '#language';

/** One thing that is wrong with a publication. */
export type Finding = {
  readonly file: string;
  /** The thing it is about: an IRI, or a path inside a JSON document. */
  readonly node?: string;
  readonly path?: string;
  readonly message: Text;
  readonly remedy: Text;
};

export const exportAgain: Text = {
  ru: 'Опубликуйте каталог заново: okno pack publish --out ПАПКА.',
  en: 'Publish the catalogue again: okno pack publish --out FOLDER.',
};

const most = 50;

/** A broken export breaks everywhere at once: the first findings of a file, and how many more there are. */
export function firstOf(file: string, findings: readonly Finding[]): Finding[] {
  const rest = findings.length - most;
  if (rest <= 0) return [...findings];
  const message = { ru: `и ещё ${rest} нарушений в этом файле`, en: `and ${rest} more violations in this file` };
  return [...findings.slice(0, most), { file, message, remedy: exportAgain }];
}
