/** One spelling of a name: spaces count once, and not at all beside signs (`a - b` is `a-b`); quotes of a name fall away. */
export function plainName(text: string): string {
  const trimmed = text.trim().replaceAll(/\s+/gu, ' ');
  if (trimmed.startsWith('`') && trimmed.endsWith('`') && trimmed.length > 2) return trimmed.slice(1, -1);
  return /[./\-+*'^]/u.test(trimmed) ? trimmed.replaceAll(/ ?([./\-+*'^]+) ?/gu, '$1') : trimmed;
}
