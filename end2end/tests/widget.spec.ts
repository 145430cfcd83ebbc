import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, sessionCookies, test as base } from '../fixtures';
import { discussed } from '../seed';

/** Pages of a partner's site, and of one that is none. They differ in their port: each is another origin. */
interface Sites {
  partner: string;
  stranger: string;
  /** What they show in a frame. */
  frame: (address: string) => void;
}

const test = base.extend<{ sites: Sites }>({
  sites: async ({}, use) => {
    let address = '';
    const html = () => `<!doctype html><title>elsewhere</title><iframe title="comments" src="${address}"></iframe>`;
    const open = async () => {
      const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html()));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    };
    const [partner, stranger] = [await open(), await open()];
    await use({ partner: partner.origin, stranger: stranger.origin, frame: (shown) => (address = shown) });
    for (const { server } of [partner, stranger]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },

  // Chromium as it is to be: without cookies of third parties, unless they are partitioned.
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--test-third-party-cookie-phaseout'] }),
    { scope: 'worker' },
  ],

  newsroom: [
    async ({ plan, sites }, use) => {
      const settings = { STILE_SESSION__SAME_SITE: 'none', STILE_WIDGET__SITES: JSON.stringify([sites.partner]) };
      const newsroom = await plan.open({ settings });
      await use(newsroom);
      await newsroom.close();
    },
    { scope: 'test', timeout: 90_000 },
  ],
});

test('a partner shows how many comments there are, and its readers sign in there for that site alone', async ({
  page,
  context,
  sites,
  newsroom,
}) => {
  sites.frame(`${newsroom.origin}/widgets/comments/${discussed}`);
  await page.goto(sites.partner);
  const widget = page.frameLocator('iframe');
  await expect(widget.getByRole('link', { name: /^\d+ comments$/ })).toBeVisible();

  await widget.getByText('Sign in', { exact: true }).first().click();
  await widget.getByLabel('E-mail address').fill('rosa@stile.example');
  await widget.getByLabel('Password').fill(newsroom.passwords['rosa@stile.example'] ?? '');
  await widget.getByRole('button', { name: 'Sign in' }).click();

  await expect(widget.getByText('You are Rosa Delgado here.')).toBeVisible();
  await page.reload();
  await expect(widget.getByText('You are Rosa Delgado here.')).toBeVisible();
  // Anywhere else she is nobody: at our own address, and in frames of other sites.
  const elsewhere = await context.newPage();
  await elsewhere.goto(newsroom.origin);
  await expect(elsewhere.getByRole('link', { name: 'Sign in' })).toBeVisible();
  const [cookie] = await sessionCookies(context);
  expect(cookie).toMatchObject({ sameSite: 'None', secure: true, httpOnly: true });
  expect((cookie as { partitionKey?: string }).partitionKey).toContain('127.0.0.1');

  await widget.getByRole('button', { name: 'Sign out' }).click();
  await expect(widget.getByText('Sign in', { exact: true }).first()).toBeVisible();
});

test('who signs in at our own address stays signed in there, with the same cookie', async ({ page, context, signInPage }) => {
  await signInPage.open();
  await signInPage.be('Tom');
  await page.reload();

  await expect(page.locator('button.who')).toContainText('Tom Byrne');
  const [cookie] = await sessionCookies(context);
  expect(cookie).toMatchObject({ sameSite: 'None', secure: true, httpOnly: true });
});

test('no other site shows it', async ({ page, sites, newsroom, faults }) => {
  faults.expect(/frame-ancestors/);
  // That it was stopped is reported to us, and the answer is for nobody.
  faults.allow(/violations/);
  sites.frame(`${newsroom.origin}/widgets/comments/${discussed}`);

  await page.goto(sites.stranger);

  await expect.poll(() => faults.seen('frame-ancestors')).toBeGreaterThan(0);
  await expect(page.frameLocator('iframe').getByRole('link', { name: /comments$/ })).toHaveCount(0);
});

test('a partner shows no other page of ours', async ({ page, sites, newsroom, faults }) => {
  faults.expect(/frame-ancestors|X-Frame-Options/);
  // That it was stopped is reported to us, and the answer is for nobody.
  faults.allow(/violations/);
  sites.frame(`${newsroom.origin}/sign-in`);

  await page.goto(sites.partner);

  await expect.poll(() => faults.seen('rame')).toBeGreaterThan(0);
  await expect(page.frameLocator('iframe').getByLabel('Password')).toHaveCount(0);
});
