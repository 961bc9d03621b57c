// Takes the pictures of docs/joint-case.md: node test/draw-joint-case.ts [FOLDER].
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { startBrowser } from './browser.ts';
import { root } from './catalogue.ts';
import { walkJointCase, walkPeople } from './joint-case-walk.ts';
import { openWebHouse } from './web-house.ts';

const folder = process.argv[2] ?? join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
const [house, browser] = await Promise.all([openWebHouse(0, walkPeople), startBrowser()]);
const walk = await walkJointCase(house, browser, {
  see: async (page, name) => void (await page.screenshot({ path: join(folder, `${name}.png`) })),
});
await walk.annaReadsJournal();
await browser.close();
await house.close();
