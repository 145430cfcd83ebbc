import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';

/** How often the page has sent a text to be saved. */
function countSaves(page: Page): () => number {
  let saves = 0;
  page.on('request', (request) => (saves += request.url().endsWith('/api/articles/update') ? 1 : 0));
  return () => saves;
}

test.beforeEach(async ({ page }) => {
  await page.clock.install();
});

test('a draft is saved a moment after typing stops', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'By itself' });
  await signedInAs('jonas');
  await editor.open(slug);

  await editor.text.fill('Nobody pressed a button.');
  await expect(editor.saved).toHaveText('Not saved yet');
  await page.clock.fastForward(3_000);

  await expect(editor.saved).toHaveText(/^Saved \d\d:\d\d/);
  await expect(editor.text).toBeFocused();
  await editor.text.fill('Nobody pressed a button, twice.');
  await page.clock.fastForward(3_000);
  await expect(editor.saved).toHaveText(/^Saved \d\d:\d\d/);
  await editor.reload();
  await expect(editor.text).toHaveValue('Nobody pressed a button, twice.');
});

test('leaving a field saves at once', async ({ signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Left' });
  await signedInAs('jonas');
  await editor.open(slug);

  await editor.text.fill('Left at once.');
  await editor.text.press('Tab');

  await expect(editor.saved).toHaveText(/^Saved \d\d:\d\d/);
});

test('who does not stop typing is saved too', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'On and on' });
  await signedInAs('jonas');
  await editor.open(slug);
  const saves = countSaves(page);

  for (let second = 0; second < 22; second += 2) {
    await editor.text.press('x');
    await page.clock.fastForward(2_000);
  }

  await expect.poll(saves).toBeGreaterThan(0);
});

test('what an editor has seen is saved by hand only', async ({ page, signedInAs, colleague, editor }) => {
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'By hand' });
  await lena.submit(slug);
  await signedInAs('ada');
  await editor.open(slug);
  const saves = countSaves(page);

  await editor.text.fill('An editor’s text.');
  await editor.text.press('Tab');
  await page.clock.fastForward(60_000);

  await expect(editor.saved).toHaveText('Not saved yet');
  expect(saves()).toBe(0);
  await editor.save();
  await expect(editor.saved).toHaveText(/^Saved /);
});

test('a newer version is never overwritten', async ({ faults, page, signedInAs, colleague, editor }) => {
  faults.expectStatus(409);
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'At one desk', body: 'At first.' });
  await signedInAs('jonas');
  await editor.open(slug);
  await henrik.change(slug, { title: 'At Henrik’s desk', body: 'Theirs.' });
  const saves = countSaves(page);

  await editor.text.fill('Mine.');
  await page.clock.fastForward(3_000);

  await expect(editor.saved).toHaveText('Not saved: somebody else changed this.');
  await expect(editor.version('Text, theirs')).toHaveText('Theirs.');
  await expect(editor.version('Headline, theirs')).toHaveCount(0);
  await expect(editor.headline).toHaveValue('At Henrik’s desk');
  await editor.text.fill('Mine, and more.');
  await page.clock.fastForward(60_000);
  expect(saves()).toBe(1);

  await editor.saveMine();
  await expect(editor.saved).toHaveText(/^Saved /);
  await editor.reload();
  await expect(editor.headline).toHaveValue('At Henrik’s desk');
  await expect(editor.text).toHaveValue('Mine, and more.');
});

test('two windows of one person do not fight', async ({ faults, page, context, signedInAs, colleague, editor }) => {
  faults.expectStatus(409);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Two windows', body: 'At first.' });
  await signedInAs('jonas');
  await editor.open(slug);
  const other = await context.newPage();
  await other.goto(`/articles/${slug}/edit`);
  await other.locator('html[data-hydrated="1"]').waitFor({ state: 'attached' });

  await editor.text.fill('In the first.');
  await editor.text.press('Tab');
  await expect(editor.saved).toHaveText(/^Saved \d\d:\d\d/);
  await other.getByRole('textbox', { name: 'Text' }).fill('In the second.');
  await other.getByRole('textbox', { name: 'Text' }).press('Tab');

  await expect(other.locator('.editor-bar').getByRole('status')).toHaveText('Not saved: you changed this in another window.');
  await expect(other.getByRole('main').getByRole('alert')).toContainText('You saved this in another window meanwhile');
  await editor.text.fill('In the first, again.');
  await page.clock.fastForward(3_000);
  await expect(editor.saved).toHaveText(/^Saved \d\d:\d\d/);
});

test('a server that cannot be reached is tried again', async ({ faults, page, signedInAs, colleague, editor }) => {
  faults.expect(/^Failed to load resource: net::ERR_/);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Out of reach' });
  await signedInAs('jonas');
  await editor.open(slug);
  await page.route('**/api/articles/update', (route) => route.abort());

  await editor.text.fill('Written in a tunnel.');
  await page.clock.fastForward(3_000);
  await expect(editor.saved).toHaveText('Not saved: the server cannot be reached. Trying again.');
  await page.unroute('**/api/articles/update');
  await page.clock.fastForward(6_000);

  await expect(editor.saved).toHaveText(/^Saved \d\d:\d\d/);
  await editor.reload();
  await expect(editor.text).toHaveValue('Written in a tunnel.');
});
