import { expect, test } from '../fixtures';

test.use({ colorScheme: 'light' });

test('dark applies at once, and stays', async ({ page, frame }) => {
  await frame.visit('/');
  const paper = page.locator('html');
  const before = await paper.evaluate((root) => getComputedStyle(root).backgroundColor);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  await frame.me.click();
  const answered = page.waitForResponse('**/api/account/choose-theme');
  await frame.choose('Dark');

  await expect(paper).toHaveAttribute('data-theme', 'dark');
  await expect(paper).not.toHaveCSS('background-color', before);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect((await answered).status()).toBe(200);
  const dark = await paper.evaluate((root) => getComputedStyle(root).backgroundColor);

  await frame.reload();

  await expect(paper).toHaveAttribute('data-theme', 'dark');
  await expect(paper).toHaveCSS('background-color', dark);
  await frame.me.click();
  await expect(frame.theme('Dark')).toBeChecked();
});

test('System follows the system again', async ({ page, frame }) => {
  await frame.visit('/');
  const light = await page.locator('html').evaluate((root) => getComputedStyle(root).backgroundColor);
  await frame.me.click();
  await frame.choose('Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  const answered = page.waitForResponse('**/api/account/choose-theme');
  await frame.choose('System');
  await answered;
  await frame.reload();

  await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
  await expect(page.locator('html')).toHaveCSS('background-color', light);
});

test('a theme survives signing in and out', async ({ page, frame, signInPage }) => {
  await signInPage.open();
  await frame.me.click();
  const answered = page.waitForResponse('**/api/account/choose-theme');
  await frame.choose('Dark');
  await answered;
  await page.keyboard.press('Escape');

  await signInPage.be('Ada');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await frame.signOut();

  await expect(frame.signIn).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
