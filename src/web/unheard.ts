/**
 * Clauses of what was said in which nothing was understood, so that the page can say so instead of passing over them.
 * A clause of one or two short words ("помогите", "здравствуйте") is no loss and is left out.
 */
export function unheardParts(says: string, phrases: readonly string[]): readonly string[] {
  const heard = phrases.map((phrase) => flat(phrase)).filter((phrase) => phrase !== '');
  return says
    .split(/[.,;:!?\n()—]+|\s-\s/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause.split(/\s+/u).length > 2)
    .filter((clause) => !heard.some((phrase) => overlaps(flat(clause), phrase)))
    .slice(0, 5);
}

const flat = (text: string): string =>
  text
    .toLocaleLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A phrase may reach over a comma: then each clause it touches counts as understood. */
function overlaps(clause: string, phrase: string): boolean {
  if (` ${clause} `.includes(` ${phrase} `) || ` ${phrase} `.includes(` ${clause} `)) return true;
  const words = phrase.split(' ').filter((word) => word.length > 3);
  return words.length > 1 && words.some((word) => ` ${clause} `.includes(` ${word} `));
}
