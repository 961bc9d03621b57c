import type { Written } from '#catalogue';
import type { Text } from '#language';

/** Every remark there is. Each has a page in `test/bad/` that shows it word for word. */
export const remarkCodes = [
  'always-holds',
  'follows',
  'never-asked',
  'never-holds',
  'never-together',
  'no-unit',
  'no-value',
  'no-version',
  'nobody-tells',
  'unused',
] as const;
export type RemarkCode = (typeof remarkCodes)[number];

/** A `problem` gives somebody a wrong answer and has to be mended; a `remark` is to be looked at. */
export type Severity = 'problem' | 'remark';

/** Something in packs whose form is right and that is hardly meant. */
export type Remark = {
  readonly code: RemarkCode;
  readonly severity: Severity;
  readonly at: Written;
  readonly message: Text;
  readonly remedy: Text;
};

const problems: ReadonlySet<RemarkCode> = new Set(['never-holds', 'never-together', 'nobody-tells']);

export function remark(code: RemarkCode, at: Written, message: Text, remedy: Text): Remark {
  return { code, severity: problems.has(code) ? 'problem' : 'remark', at, message, remedy };
}
