import { makeCertificate, type Certificate } from '../certificate.mjs';
import { expect, sessionCookies, test as base } from '../fixtures';
import { ArticleEditor } from '../pages/articleEditor';
import { hydrated } from '../pages/screen';
import { SignInPage } from '../pages/signInPage';
import { published } from '../seed';
import { Watcher } from '../watcher';

// As `bin/dev` starts it: the browser has the certificate's authority from `bin/certificate`, and ignores no error.
const test = base.extend<{ watcher: Watcher }, { certificate: Certificate }>({
  certificate: [
    async ({}, use) => {
      const certificate = await makeCertificate();
      await use(certificate);
      await certificate.discard();
    },
    { scope: 'worker' },
  ],

  launchOptions: [
    async ({ launchOptions, certificate }, use) =>
      use({ ...launchOptions, env: { ...process.env, HOME: certificate.home } as Record<string, string> }),
    { scope: 'worker' },
  ],

  watcher: async ({}, use) => {
    const watcher = new Watcher();
    await watcher.start();
    await use(watcher);
    await watcher.stop();
  },

  newsroom: [
    async ({ plan, certificate, watcher }, use) => {
      const settings = { ...certificate.settings, ...watcher.settings };
      const newsroom = await plan.open({ ...certificate, settings });
      await use(newsroom);
      await newsroom.close();
    },
    { scope: 'test', timeout: 90_000 },
  ],
});

test('one signs in over https, and hears what others do', async ({ browser, baseURL, context, page, signInPage, articlePage }) => {
  await signInPage.open();
  await signInPage.be('Tom');
  await articlePage.open(published);
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  const [mei, editor] = [new SignInPage(other, true), new ArticleEditor(other, true)];
  await mei.open();
  await mei.be('Mei');

  await editor.open(published);
  await editor.standfirst.fill('There is more to say.');
  await editor.save();

  await expect(articlePage.edge).toContainText('This article has changed meanwhile.');
  expect(page.url()).toMatch(/^https:/);
  const [cookie] = await sessionCookies(context);
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, path: '/', domain: 'localhost' });
  await elsewhere.close();
});

test('who types http is led to the same page over https', async ({ baseURL, page, frame }) => {
  await frame.visit(`${baseURL?.replace('https:', 'http:')}/articles/${published}?from=here`);

  expect(page.url()).toBe(`${baseURL}/articles/${published}?from=here`);
});

test('a page over https is loaded anew after a build, and its style sheet alone if only that has changed', async ({ page, frame, watcher }) => {
  await frame.visit('/');
  await page.evaluate(() => Object.assign(window, { isTheSame: true }));
  await expect.poll(() => watcher.listeners).toBe(1);

  watcher.tell({ all: false, css: 'pkg/stile.css' });
  await expect(page.locator('link[href^="/pkg/stile.css"]')).toHaveAttribute('href', /^\/pkg\/stile\.css\?\d+$/);
  expect(await page.evaluate(() => 'isTheSame' in window)).toBe(true);

  watcher.tell({ all: true });
  await expect.poll(() => watcher.listeners).toBe(2);
  await hydrated(page);
  expect(await page.evaluate(() => 'isTheSame' in window)).toBe(false);
});
