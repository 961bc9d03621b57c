// Draws the routes of the stories on a phone and on paper: node test/draw-routes.ts FOLDER [story …].
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import type { Language } from '#language';
import { readAssets } from '#web/assets.ts';
import { routePage } from '#web/pages/route.ts';
import { routePicture } from '#web/parts/route-picture.ts';

import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { openStory } from './open-route.ts';

const [folder = 'routes', ...wanted] = process.argv.slice(2);
const catalogue = await realCatalogue();
const assets = readAssets();
const browser = await startBrowser();
mkdirSync(folder, { recursive: true });

/** What an asset holds, ready to be put into a page that nobody serves. */
function textOf(name: string): string {
  return Buffer.from(assets.find(name)?.body ?? new Uint8Array()).toString('utf8');
}

const style = textOf('okno.css').replaceAll(/url\((?:'|")?([^'")]+\.woff2)(?:'|")?\)/gu, (_, path: string) => {
  const font = assets.find(path.slice(path.lastIndexOf('/') + 1))?.body ?? new Uint8Array();
  return `url(data:font/woff2;base64,${Buffer.from(font).toString('base64')})`;
});

async function draw(page: Page, story: string, language: Language): Promise<void> {
  const open = openStory(story, catalogue);
  const screen = { language, path: '/situation/route', open: true, assets: { style: '', script: '', icon: '' } };
  const written = String(routePage(screen, open, routePicture(language, open)));
  const body = written.replace('<link rel="stylesheet" href="" />', () => `<style>${style}</style>`);
  await page.setContent(body, { waitUntil: 'load' });
  // A header that sticks would stand on the picture.
  await page.addStyleTag({ content: '.okno-header { position: static !important; }' });
  await page.evaluate(() => document.fonts.ready);
  const name = join(folder, `${story}-${language}`);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: `${name}-phone.png`, fullPage: true });
  await page.locator('.okno-picture').screenshot({ path: `${name}-picture-phone.png` });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: `${name}-wide.png`, fullPage: true });
  await page.locator('.okno-picture').screenshot({ path: `${name}-picture-wide.png` });
  await page.emulateMedia({ media: 'print' });
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`${name}.pdf`, paper);
  // The sheet as wide as it is on A4 with its margins, at 96 points to the inch.
  await page.setViewportSize({ width: 711, height: 1040 });
  const height = await page.locator('.okno-sheet').evaluate((sheet) => sheet.getBoundingClientRect().height);
  await page.screenshot({ path: `${name}-paper.png`, fullPage: true });
  await page.emulateMedia({ media: null });
  const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 0;
  console.log(`${story} ${language}: ${pages} pages, sheet ${Math.round(height)} px of 1040`);
}

const page = await browser.openPage();
const all = stories(catalogue).map(({ file }) => file.replace(/^.*\/(.*)\.yaml$/u, '$1'));
for (const story of wanted.length === 0 ? all : wanted) {
  for (const language of ['ru', 'en'] as const) await draw(page, story, language);
}
await browser.close();
