import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { type Html, trusted } from './html.ts';

/** Folder of an installed package, wherever npm put it. */
export function packageFolder(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}

// The filters of MoJ's templates print English dates; they are left out on purpose, so that a template which would
// print one fails in the tests and not before a person.
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    join(packageFolder('govuk-frontend'), 'dist'),
    packageFolder('@ministryofjustice/frontend'),
  ]),
  { autoescape: true, throwOnUndefined: false },
);

const calls = new Map<string, nunjucks.Template>();

/** Calls a macro of the components' packages: `macro('govuk/components/button', 'govukButton', { text })`. */
export function macro(component: string, name: string, params: object): Html {
  let call = calls.get(name);
  if (call === undefined) {
    call = nunjucks.compile(`{% from "${component}/macro.njk" import ${name} %}{{ ${name}(params) }}`, environment);
    calls.set(name, call);
  }
  return trusted(call.render({ params }).trim());
}
