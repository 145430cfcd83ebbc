import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../fixtures';
import { picture, table } from '../pages/filesPanel';
import { anAuthorsDraft, published } from '../seed';

test('a picture goes from the writer into the text and to the readers', async ({ page, signedInAs, editor, files, articlePage }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);

  await files.add('A red dot', picture);
  await expect(files.done).toHaveText('The file is added.');
  await expect(files.items).toHaveCount(1);
  await expect(files.description).toHaveValue('');
  await files.putIntoText('dot.png');
  await expect(editor.text).toHaveValue(/!\[A red dot\]\(\/files\/\d+\)/);
  await editor.save();
  await expect(editor.saved).toHaveText(/^Saved/);

  await articlePage.open(anAuthorsDraft);
  const shown = page.getByRole('main').getByRole('img', { name: 'A red dot' });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(5);
});

test('what is attached is saved by its readers under its name', async ({ page, signedInAs, files, articlePage }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  await files.add('Levels of all gauges', table);
  await expect(files.items).toHaveCount(1);

  await articlePage.open(anAuthorsDraft);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('link', { name: 'Levels of all gauges' }).click(),
  ]);

  expect(saved.suggestedFilename()).toBe('levels.csv');
});

test('a file that is not taken says why where it was chosen, and keeps what was typed', async ({ faults, signedInAs, files }) => {
  faults.expectStatus(422);
  await signedInAs('lena');
  await files.open(anAuthorsDraft);

  await files.add('A red dot', { ...picture, name: 'dot.pdf' });

  await expect(files.error).toContainText('This file is not what its name says.');
  await expect(files.file).toBeFocused();
  await expect(files.description).toHaveValue('A red dot');
  await expect(files.items).toHaveCount(0);
});

test('a file that is too large is not even sent', async ({ page, signedInAs, files }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  let sent = 0;
  page.on('request', (request) => (sent += request.url().endsWith('/api/files/upload') ? 1 : 0));
  await files.panel.locator('form[enctype]').evaluate((form: HTMLFormElement) => (form.dataset['most'] = '10'));

  await files.add('Levels', table);

  await expect(files.error).toContainText('This file is too large');
  expect(sent).toBe(0);
});

test('a long file says how much of it has arrived, and can be stopped', async ({ page, signedInAs, files }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  // A megabyte in five seconds.
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 200_000,
  });
  const long = { name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.alloc(8_000_000, 'bees ') };

  await files.add('Long', long);
  await expect(files.progress).toBeVisible();
  await expect.poll(() => files.progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
  await expect(files.panel).toContainText(/\d\.\d MB of 8\.0 MB/);
  await files.stopButton.click();

  await expect(files.progress).toBeHidden();
  await expect(files.error).toHaveCount(0);
  await expect(files.description).toHaveValue('Long');
  await files.reload();
  await expect(files.items).toHaveCount(0);
});

test('a file is described anew and removed', async ({ signedInAs, files }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  await files.add('A dot', picture);
  await expect(files.items).toHaveCount(1);

  await files.describe('dot.png', 'A red dot');
  await expect(files.done).toHaveText('The description is saved.');
  await expect(files.item('dot.png')).toContainText('A red dot');
  await files.remove('dot.png');

  await expect(files.done).toHaveText('The file is removed.');
  await expect(files.items).toHaveCount(0);
});

test('who may not change the article is offered no files, and sees no picture of a draft', async ({
  page,
  signedInAs,
  leavesAndIs,
  files,
  faults,
}) => {
  faults.expectStatus(404);
  faults.allow(/status of 403/);
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  await files.add('A red dot', picture);
  const address = await files.item('dot.png').getByRole('link', { name: 'dot.png' }).getAttribute('href');
  expect(address).toMatch(/^\/files\/\d+$/);

  await leavesAndIs('rosa');
  await files.open(anAuthorsDraft);
  await expect(files.panel).toHaveCount(0);
  await leavesAndIs('tom');
  await files.visit(`/articles/${published}`);
  const width = await page.evaluate(async (src) => {
    const image = new Image();
    image.src = src ?? '';
    await image.decode().catch(() => undefined);
    return image.naturalWidth;
  }, address);

  expect(width).toBe(0);
  expect((await page.goto(address ?? ''))?.status()).toBe(404);
});

test('a file that is opened by itself runs nothing', async ({ page, signedInAs, files, faults }) => {
  faults.expect(/Blocked script execution .* sandboxed/);
  // Chromium's own page around a picture has a style.
  faults.allow(/Applying inline style/);
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  await files.add('A red dot', picture);
  const address = await files.item('dot.png').getByRole('link', { name: 'dot.png' }).getAttribute('href');

  await page.goto(address ?? '');

  await expect(page.locator('img')).toBeVisible();
  expect(await page.evaluate(() => window.origin)).toBe('null');
});

test('the files of an article can be used by everybody', async ({ page, signedInAs, files }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);
  await files.add('A red dot', picture);
  await expect(files.items).toHaveCount(1);
  await files.add('Levels', table);
  await expect(files.items).toHaveCount(2);

  const { violations } = await new AxeBuilder({ page }).analyze();

  expect(violations).toEqual([]);
});
