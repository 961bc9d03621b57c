/**
 * SQL as text. Every function gives one piece that may stand anywhere: a name, a literal, something in parentheses or a
 * `case … end`. Truths are two-valued here, never NULL, so what is plain can be left out while the text is made.
 */
export type Sql = string;

export const yes: Sql = 'true';
export const no: Sql = 'false';

export function and(...parts: readonly Sql[]): Sql {
  return joined(parts, ' and ', yes, no);
}

export function or(...parts: readonly Sql[]): Sql {
  return joined(parts, ' or ', no, yes);
}

function joined(parts: readonly Sql[], word: string, empty: Sql, deciding: Sql): Sql {
  const distinct = [...new Set(parts)].filter((part) => part !== empty);
  if (distinct.includes(deciding)) return deciding;
  if (distinct.length < 2) return distinct[0] ?? empty;
  return `(${distinct.join(word)})`;
}

export function not(part: Sql): Sql {
  if (part === yes) return no;
  if (part === no) return yes;
  return part.startsWith(negation) ? part.slice(negation.length, -1) : `${negation}${part})`;
}

const negation = '(not ';

/** The first value whose condition holds. */
export function choose(ways: readonly (readonly [condition: Sql, value: Sql])[], otherwise: Sql): Sql {
  const open = ways.filter(([condition]) => condition !== no);
  const end = open.findIndex(([condition]) => condition === yes);
  const last = end < 0 ? otherwise : (open[end]?.[1] ?? otherwise);
  const before = (end < 0 ? open : open.slice(0, end)).filter(([, value], at, all) => {
    // A way at the end that gives what would be given anyhow says nothing.
    return value !== last || all.slice(at + 1).some(([, later]) => later !== last);
  });
  if (before.length === 0) return last;
  return `case ${before.map(([condition, value]) => `when ${condition} then ${value}`).join(' ')} else ${last} end`;
}

/** A text between quotes. */
export function quoted(text: string): Sql {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a table or a column as it is written, capitals included. */
export function named(name: string): Sql {
  return `"${name.replaceAll('"', '""')}"`;
}
