import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './catalogue.ts';

/** Where the official shapes and schemas lie: they are no part of the project. */
export const standardsFolder = process.env['OKNO_STANDARDS'] ?? join(root, '..', 'shared', 'standards');

/** Why tests that need them are skipped; false when they are there. */
export const withoutStandards = existsSync(standardsFolder)
  ? false
  : `no official shapes and schemas in ${standardsFolder}: set OKNO_STANDARDS, see docs/publishing.md`;
