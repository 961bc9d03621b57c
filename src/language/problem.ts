/** A sentence in both languages of the screens, Russian first. */
export type Text = { readonly ru: string; readonly en: string };

export type Language = keyof Text;

/** Where a problem was found: a file with its line and column (1-based), or a path inside a JSON value. */
export type Place = {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
};

/**
 * Something a person can mend: what is wrong, where, and what to do next.
 * A problem is a value and is returned; only a defect of Okno itself is thrown.
 */
export type Problem = {
  readonly code: string;
  readonly message: Text;
  readonly remedy?: Text;
  readonly place?: Place;
};

/** One line for a terminal: place, what is wrong, what to do. */
export function problemLine(problem: Problem, language: Language): string {
  const place = problem.place === undefined ? '' : `${placeText(problem.place)}: `;
  const message = problem.message[language];
  if (problem.remedy === undefined) return `${place}${message}`;
  return `${place}${message}${/[.!?…]$/u.test(message) ? '' : '.'} ${problem.remedy[language]}`;
}

function placeText(place: Place): string {
  const position =
    place.line === undefined ? '' : `:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  const file = place.file === undefined ? '' : `${place.file}${position}`;
  return [file, place.path].filter((part) => part !== undefined && part !== '').join(' ');
}
