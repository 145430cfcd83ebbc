import { makeCertificate, type Certificate } from '../certificate.mjs';
import { expect, test as base } from '../fixtures';

// Two hosts of one domain, which lead to the same server. Its certificate is of localhost.
const test = base.extend<{}, { certificate: Certificate }>({
  certificate: [
    async ({}, use) => {
      const certificate = await makeCertificate();
      await use(certificate);
      await certificate.discard();
    },
    { scope: 'worker' },
  ],

  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP *.stile.test 127.0.0.1'] }),
    { scope: 'worker' },
  ],

  ignoreHTTPSErrors: true,

  newsroom: [
    async ({ plan, certificate: { settings, authority } }, use) => {
      const host = 'desk.stile.test';
      const newsroom = await plan.open({ authority, host, settings: { ...settings, STILE_SESSION__DOMAIN: 'stile.test' } });
      await use(newsroom);
      await newsroom.close();
    },
    { scope: 'test', timeout: 90_000 },
  ],
});

test('a session is that of all siblings, and its end too', async ({ page, context, signInPage, newsroom }) => {
  const sibling = newsroom.origin.replace('desk.', 'news.');
  await signInPage.open();
  await signInPage.be('Tom');

  const other = await context.newPage();
  await other.goto(sibling);
  await expect(other.locator('button.who')).toContainText('Tom Byrne');
  const cookies = (await context.cookies()).filter(({ name }) => name === '__Secure-stile');
  expect(cookies).toMatchObject([{ domain: '.stile.test', sameSite: 'Lax', secure: true, httpOnly: true }]);

  await page.locator('button.who').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await other.goto(sibling);
  await expect(other.getByRole('link', { name: 'Sign in' })).toBeVisible();
});
