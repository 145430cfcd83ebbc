import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../fixtures';

test('who scans the code and types the first one has an app, and recovery codes once', async ({ page, signedInAs, factors }) => {
  await signedInAs('ada');
  await factors.open();
  await factors.begin();
  await expect(factors.qr).toHaveAccessibleName(/QR code/);
  await expect(factors.endOthers).toBeChecked();

  await factors.confirm(await factors.shown());

  await expect(factors.said).toContainText('Here are your recovery codes');
  await expect(factors.codes).toHaveCount(10);
  await expect(factors.app).toContainText('On');
  await expect(factors.recovery).toContainText('10 are left');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await factors.open();
  await expect(factors.codes).toHaveCount(0);
});

test('recovery codes are kept as a file, and copied', async ({ page, context, signedInAs, factors }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signedInAs('ada');
  await factors.open();
  await factors.add();
  const codes = await factors.codes.allTextContents();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Keep as a file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('stile-recovery-codes.txt');
  expect(await readFile(await file.path(), 'utf8')).toBe(codes.map((code) => `${code}\n`).join(''));

  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.map((code) => `${code}\n`).join(''));
});

test('a wrong code is said beside it, and the same code is still there to be scanned', async ({ faults, signedInAs, factors }) => {
  faults.expectStatus(422);
  await signedInAs('ada');
  await factors.open();
  await factors.begin();
  const key = await factors.key.textContent();

  await factors.confirm('000000');

  await expect(factors.code).toHaveAccessibleDescription(/This code does not count/);
  await expect(factors.code).toBeFocused();
  await expect(factors.code).toHaveValue('');
  await expect(factors.key).toHaveText(key ?? '');
  await factors.confirm(await factors.shown());
  await expect(factors.codes).toHaveCount(10);
});

test('the last one goes only for who is sure, and other sessions with it', async ({ faults, signedInAs, colleague, factors }) => {
  faults.expectStatus(422);
  await signedInAs('ada');
  await factors.open();
  await factors.add();
  const elsewhere = await colleague('ada');
  await factors.app.getByRole('link', { name: 'Remove' }).click();
  await expect(factors.app).toContainText('Without it your password alone is enough to be you');

  await factors.press('Remove the app');
  await expect(factors.app).toContainText('tick that you are sure');
  await factors.sure.check();
  await factors.press('Remove the app');

  await expect(factors.said).toContainText('It is removed');
  await expect(factors.recovery).toContainText('You get ten with your first second factor');
  expect(await elsewhere.name()).toBeNull();
});

test('codes by mail are turned on by one that was sent', async ({ signedInAs, factors }) => {
  await signedInAs('tom');
  await factors.open();
  await factors.press('Send me a code');

  await factors.code.fill(await factors.letter('tom@stile.example'));
  await factors.press('Turn codes on');

  await expect(factors.codes).toHaveCount(10);
  await expect(factors.mail).toContainText('On');
});
