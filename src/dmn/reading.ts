import { loadReading } from '#language';
import type { KnownNames, Read } from '#language';

/** The room reads FEEL text wherever it goes, so the parser is loaded with it. */
const language = await loadReading();

/** A function of a model is called for each person, and its text is read once. */
const mostKept = 4000;
const expressions = new Map<string, Read>();
const tests = new Map<string, Read>();

export function read(text: string, names?: KnownNames): Read {
  return isPlain(names) ? kept(expressions, text, language.read) : language.read(text, names);
}

export function readTests(text: string, names?: KnownNames): Read {
  return isPlain(names) ? kept(tests, text, language.readTests) : language.readTests(text, names);
}

function kept(known: Map<string, Read>, text: string, take: (text: string) => Read): Read {
  let found = known.get(text);
  if (found === undefined) {
    found = take(text);
    if (known.size >= mostKept) known.clear();
    known.set(text, found);
  }
  return found;
}

/** Only names with spaces or signs, and those of FEEL's own words, change how a text is read. */
function isPlain(names: KnownNames | undefined): boolean {
  return (
    names === undefined ||
    Object.entries(names).every(([name, inside]) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && isPlain(inside))
  );
}
