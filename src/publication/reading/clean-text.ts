/** What was done to a foreign text before it may be shown. */
export type Cleaned = { readonly text: string; readonly changes: readonly TextChange[] };
export type TextChange = 'markup' | 'control-characters' | 'cut';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * A foreign text as plain words. HSDS allows HTML in descriptions: tags go, with all that is inside scripts and styles.
 * Characters that drive a terminal or turn the direction of reading go too.
 */
export function cleanText(foreign: string, most: number): Cleaned {
  const changes: TextChange[] = [];
  const note = (change: TextChange, before: string, after: string): string => {
    if (before !== after) changes.push(change);
    return after;
  };
  // Cut generously first, so that nothing below works on megabytes.
  const start = foreign.slice(0, most * 4);
  const bare = note('markup', start, withoutMarkup(start));
  const said = note('control-characters', bare, withoutControls(bare));
  const even = said
    .replaceAll(/[ \t\r\n\u00A0]+/gu, ' ')
    .replaceAll(/ ([,.;:!?])/gu, '$1')
    .trim();
  const text = even.length <= most && foreign.length <= most * 4 ? even : `${even.slice(0, most - 1).toWellFormed()}…`;
  if (text !== even) changes.push('cut');
  return { text, changes };
}

function withoutMarkup(text: string): string {
  if (!/[<&]/u.test(text)) return text;
  return text
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, ' ')
    .replaceAll(/<\/?[a-z][^<>]*>/giu, ' ')
    .replaceAll(/&(amp|lt|gt|quot|apos|nbsp|#39);/gu, (_, name: string) => entities[name] ?? "'");
}

function withoutControls(text: string): string {
  return text.toWellFormed().replaceAll(/(?![\t\r\n])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** A telephone number that can be dialled; anything else is no number. */
export function cleanPhone(foreign: string): string | undefined {
  const phone = foreign.trim().replaceAll(/[\u2010-\u2015]/gu, '-');
  const digits = phone.replaceAll(/\D/gu, '').length;
  return /^\+?[\d][\d ()./-]*$|^\([\d ()./-]+$/u.test(phone) && digits >= 2 && digits <= 15 ? phone : undefined;
}
