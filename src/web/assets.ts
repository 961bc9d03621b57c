import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { packageFolder } from './parts/macro.ts';

type Asset = {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly zipped?: Uint8Array<ArrayBuffer>;
  readonly type: string;
};

export type Assets = {
  /** The address of an asset; it changes with the content, so that it may be kept for ever. */
  readonly address: (name: string) => string;
  readonly find: (name: string) => Asset | undefined;
  readonly digest: string;
};

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
} as const;

const weights = [400, 700] as const;
const alphabets = ['cyrillic', 'cyrillic-ext', 'latin', 'latin-ext'] as const;
const fontFile = (alphabet: string, weight: number): string => `golos-text-${alphabet}-${weight}-normal.woff2`;

/** Everything a page may load, and nothing else: each file is named here. */
export function readAssets(): Assets {
  const assets = new Map<string, Asset>();
  const put = (name: string, content: string | Buffer): void => {
    const body = new Uint8Array(Buffer.from(content));
    const ending = name.slice(name.lastIndexOf('.') + 1) as keyof typeof types;
    const isText = ending !== 'woff2';
    assets.set(name, { body, type: types[ending], ...(isText ? { zipped: new Uint8Array(gzipSync(body)) } : {}) });
  };
  put('okno.css', style());
  put('okno.js', readFileSync(own('browser/okno.js')));
  put('icon.svg', readFileSync(own('browser/icon.svg')));
  put('govuk-frontend.min.js', withoutMap(readFileSync(govuk('govuk-frontend.min.js'), 'utf8')));
  for (const weight of weights) {
    for (const alphabet of alphabets) {
      put(
        fontFile(alphabet, weight),
        readFileSync(join(packageFolder('@fontsource/golos-text'), 'files', fontFile(alphabet, weight))),
      );
    }
  }
  const digest = digestOf(assets);
  return { digest, address: (name) => `/assets/${digest}/${name}`, find: (name) => assets.get(name) };
}

const own = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const govuk = (file: string): string => join(packageFolder('govuk-frontend'), 'dist/govuk', file);
const moj = (file: string): string => join(packageFolder('@ministryofjustice/frontend'), 'moj', file);

/** One sheet: the components' rules, then the fonts, then our theme over both. */
function style(): string {
  const components = [govuk('govuk-frontend.min.css'), moj('moj-frontend.min.css')].map((file) =>
    withoutForeignFont(withoutMap(readFileSync(file, 'utf8'))),
  );
  return [...components, fontFaces(), readFileSync(own('browser/theme.css'), 'utf8')]
    .join('\n')
    .replaceAll(/@charset "[^"]+";/giu, '');
}

/**
 * The type of the components belongs to GOV.UK and may not be used elsewhere: its faces and its name are taken out, and
 * ours is put in their place.
 */
function withoutForeignFont(sheet: string): string {
  return sheet
    .replaceAll(/\/\*![^*]*\*+(?:[^/*][^*]*\*+)*\//gu, '')
    .replaceAll(/@font-face\{[^}]*\}/gu, '')
    .replaceAll(/"?GDS Transport"?,\s*arial,\s*sans-serif/giu, 'var(--okno-font)');
}

const withoutMap = (text: string): string => text.replaceAll(/\/[*/]# sourceMappingURL=\S+(?: \*\/)?/gu, '');

function fontFaces(): string {
  const ranges = JSON.parse(
    readFileSync(join(packageFolder('@fontsource/golos-text'), 'unicode.json'), 'utf8'),
  ) as Readonly<Record<string, string>>;
  return weights
    .flatMap((weight) =>
      alphabets.map(
        (alphabet) =>
          `@font-face{font-family:"Golos Text";font-style:normal;font-weight:${weight};font-display:swap;src:url(./${fontFile(alphabet, weight)}) format("woff2");unicode-range:${ranges[alphabet]}}`,
      ),
    )
    .join('\n');
}

function digestOf(assets: ReadonlyMap<string, Asset>): string {
  const hash = createHash('sha256');
  for (const [name, asset] of assets) hash.update(name).update(asset.body);
  return hash.digest('hex').slice(0, 12);
}
