import AxeBuilder from '@axe-core/playwright';

import { Device } from '../device';
import { expect, test } from '../fixtures';

test('who adds a passkey has recovery codes, and a second one on another device', async ({ page, signedInAs, passkeys, factors }) => {
  const device = await Device.beside(page);
  await signedInAs('ada');
  await passkeys.open();

  await passkeys.add();

  await expect(factors.said).toContainText('Here are your recovery codes');
  await expect(factors.codes).toHaveCount(10);
  await expect(passkeys.list).toHaveCount(1);
  await expect(passkeys.list).toContainText(/Chrome on \w+/);
  await expect(passkeys.list).toContainText('Not since then');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await device.keeps()).toBe(1);
  await device.forget();
  await passkeys.add();
  await expect(passkeys.list).toHaveCount(2);
  await expect(factors.said).toContainText('Your recovery codes still count');
});

test('a device that has one already says so, and one whose owner goes away too', async ({ page, signedInAs, passkeys }) => {
  const device = await Device.beside(page);
  await signedInAs('ada');
  await passkeys.open();
  await passkeys.add();
  await passkeys.press('Add a passkey');
  const make = passkeys.panel.getByRole('button', { name: 'Make the passkey' });

  await make.click();
  await expect(passkeys.panel.getByRole('alert')).toContainText('This device has a passkey of yours already');
  await device.knows(false);
  await device.forget();
  await make.click();

  await expect(passkeys.panel.getByRole('alert')).toContainText('That was cancelled, or took too long');
  await device.knows(true);
  await passkeys.press('Make the passkey');
  await expect(passkeys.list).toHaveCount(2);
});

test('a passkey signs in by its button, and leads on', async ({ page, signedInAs, leavesAndIs, frame, passkeys, signInPage }) => {
  const device = await Device.beside(page);
  await signedInAs('ada');
  await passkeys.open();
  await passkeys.add();
  await device.answers(false);
  await leavesAndIs('tom');
  await signInPage.open('/desk');
  await expect(passkeys.alone).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await device.answers(true);
  await passkeys.leadOn(() => passkeys.alone.click());

  await expect(page).toHaveURL('/desk');
  await expect(frame.me).toContainText('Ada Okafor');
});

test('a passkey is offered where the address is typed', async ({ page, signedInAs, leavesAndIs, frame, passkeys, signInPage }) => {
  await Device.beside(page);
  await signedInAs('ada');
  await passkeys.open();
  await passkeys.add();
  await leavesAndIs('tom');

  // A device without a face answers what is offered at once.
  const arrives = page.waitForURL('**/desk');
  await page.goto('/sign-in?next=/desk');
  await arrives;

  await expect(frame.me).toContainText('Ada Okafor');
  await expect(signInPage.heading).not.toHaveText('Sign in');
});

test('a passkey that nobody here knows is turned away, with what to do next', async ({ page, faults, signedInAs, leavesAndIs, passkeys, signInPage }) => {
  faults.expectStatus(422);
  const device = await Device.beside(page);
  await signedInAs('ada');
  await passkeys.open();
  await passkeys.add();
  await passkeys.change(0);
  await passkeys.panel.getByLabel('I am sure').check();
  await passkeys.press('Remove it');
  await expect(passkeys.list).toHaveCount(0);
  await device.answers(false);
  await leavesAndIs('tom');
  await signInPage.open();

  await device.answers(true);
  await passkeys.leadOn(() => passkeys.alone.click());

  await expect(page.getByRole('main')).toContainText('This passkey does not count here: try it again, or choose another way.');
});

test('a passkey stands after the password, and proves again who somebody is while a form waits', async ({
  page,
  newsroom,
  faults,
  signedInAs,
  leavesAndIs,
  frame,
  passkeys,
  personPage,
  proof,
  signInPage,
}) => {
  const device = await Device.beside(page);
  await signedInAs('mei');
  await passkeys.open();
  await passkeys.add();
  await device.answers(false);
  await leavesAndIs('tom');
  await signInPage.open('/people/tom-byrne');
  await signInPage.signIn('mei@stile.example', newsroom.passwords['mei@stile.example'] ?? '');
  await expect(passkeys.use).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await device.answers(true);
  await passkeys.leadOn(() => passkeys.use.click());
  await expect(page).toHaveURL('/people/tom-byrne');
  await expect(frame.me).toContainText('Mei Tanaka');

  faults.expectStatus(403);
  await proof.growsStale();
  await personPage.give('author@politics');
  await passkeys.dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(passkeys.dialog).toBeHidden();
  await expect(personPage.roles).toContainText(['Author, Politics', 'Reader']);
});

test('a passkey is renamed, and removed by who is sure', async ({ page, signedInAs, faults, passkeys, factors }) => {
  faults.expectStatus(422);
  await Device.beside(page);
  await signedInAs('ada');
  await passkeys.open();
  await passkeys.add();
  await passkeys.change(0);

  await passkeys.panel.getByLabel('Name').fill('The key at home');
  await passkeys.press('Rename it');
  await expect(passkeys.list).toContainText('The key at home');
  await passkeys.change(0);
  await passkeys.press('Remove it');
  await expect(passkeys.panel).toContainText('tick that you are sure');
  await passkeys.panel.getByLabel('I am sure').check();
  await passkeys.press('Remove it');

  await expect(factors.said).toContainText('It is removed');
  await expect(passkeys.list).toHaveCount(0);
  await expect(factors.recovery).toContainText('You get ten with your first second factor');
});
