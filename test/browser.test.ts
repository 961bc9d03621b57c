import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { checkAccessibility, findChromium, packagedChromium, startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';

const good = `<!doctype html><html lang="ru"><head><title>Окно</title><meta name="viewport" content="width=device-width"></head>
<body><main><h1>Что случилось?</h1><form><label for="says">Расскажите</label><textarea id="says" name="says"></textarea>
<button>Дальше</button></form><p id="script">без сценария</p>
<script>document.getElementById('script').textContent = 'со сценарием ' + navigator.language</script></main></body></html>`;
const bad = good.replace('<label for="says">Расскажите</label>', '<p style="color:#bbb">Расскажите</p>');

const browsers = [['the browser of this machine', findChromium]] as const;
const packaged = [['the browser that comes as a package', packagedChromium]] as const;

for (const [name, find] of process.platform === 'linux' && process.arch === 'x64'
  ? [...browsers, ...packaged]
  : browsers) {
  describe(name, () => {
    let browser: TestBrowser;
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(request.url === '/bad' ? bad : good);
    });
    let address = '';
    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await startBrowser(find());
    });
    after(async () => {
      await browser.close();
      server.close();
    });

    test('shows a page at the asked size, in the asked language, with script and without', async () => {
      const withScript = await browser.openPage({ width: 320, height: 600, locale: 'en-GB' });
      await withScript.goto(address);
      assert.equal(await withScript.textContent('#script'), 'со сценарием en-GB');
      assert.equal(await withScript.evaluate(() => innerWidth), 320);
      const without = await browser.openPage({ javaScript: false });
      await without.goto(address);
      assert.equal(await without.textContent('#script'), 'без сценария');
    });

    test('fills in a form as a person does', async () => {
      const page = await browser.openPage({ javaScript: false });
      await page.goto(address);
      await page.getByLabel('Расскажите').fill('негде жить');
      await page.getByRole('button', { name: 'Дальше' }).click();
      assert.equal(new URL(page.url()).searchParams.get('says'), 'негде жить');
    });

    test('finds nothing on an accessible page and names each fault of another, with script and without', async () => {
      for (const javaScript of [true, false]) {
        const page = await browser.openPage({ javaScript });
        await page.goto(address);
        assert.deepEqual(await checkAccessibility(page), []);
        await page.goto(`${address}/bad`);
        const faults = (await checkAccessibility(page)).join('\n');
        assert.match(faults, /^#says: Form elements must have labels \(label\)\./m);
        assert.match(faults, /color-contrast/);
      }
    });

    test('lets no page reach another host', async () => {
      const page = await browser.openPage();
      await assert.rejects(page.goto('http://okno.example/'), /ERR_BLOCKED_BY_CLIENT/);
    });
  });
}
