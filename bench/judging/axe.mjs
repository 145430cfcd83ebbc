// axe: every page, for a visitor and for everybody, light and dark, with every rule that axe has on.

import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

import { pages } from './addresses.mjs';
import { args, executablePath } from './browser.mjs';
import { cookiesOf, origin, people } from './newsroom.mjs';

const browser = await chromium.launch({ executablePath, args });
let violations = 0;
let looks = 0;

/** @param {string | undefined} person */
async function browserOf(person) {
  const context = await browser.newContext({ baseURL: origin, ignoreHTTPSErrors: true, reducedMotion: 'reduce' });
  const cookies = person === undefined ? [] : cookiesOf(person);
  await context.addCookies(
    cookies.map((cookie) => {
      const [name = '', value = ''] = String(cookie.split(';')[0]).split('=');
      return { name, value, url: origin, secure: true, httpOnly: true };
    }),
  );
  return context;
}

for (const person of [undefined, ...people]) {
  const context = await browserOf(person);
  const page = await context.newPage();
  for (const path of pages) {
    await page.goto(path);
    await page.locator('html[data-hydrated="1"]').waitFor({ state: 'attached' });
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme });
      // The legacy mode leaves frames of other origins out, of which there are none, and is twice as fast.
      const found = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).analyze();
      looks += 1;
      violations += found.violations.length;
      for (const { id, nodes } of found.violations) {
        console.log(`${path} for ${person ?? 'a visitor'}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      }
    }
  }
  await context.close();
}
await browser.close();
console.log(`${violations} violations in ${looks} looks at ${pages.length} pages`);
process.exitCode = violations === 0 ? 0 : 1;
