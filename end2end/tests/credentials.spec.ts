import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../fixtures';

const before = 'lantern-otter-gravel-seventeen';
const good = 'a kettle, two herons and some moss';

test('who knows their password chooses another one, and every other session ends', async ({ page, frame, faults, account, credentials, signInPage, colleague }) => {
  faults.expectStatus(422);
  await account.chooses('tom@stile.example', before);
  await signInPage.signIn('tom@stile.example', before);
  const elsewhere = await colleague('tom');
  await credentials.open();

  await credentials.changePassword('not mine', good);
  await expect(credentials.current).toHaveAccessibleDescription('This is not your current password.');
  await expect(credentials.current).toBeFocused();
  await credentials.chosen.fill('tom@stile.example');
  await expect(credentials.advice).toContainText('Leave out your name');
  await credentials.changePassword(before, good);

  await expect(page).toHaveURL('/account?password=changed#own-password');
  await expect(credentials.password.getByRole('status').first()).toContainText('Your new password is kept');
  await expect(credentials.current).toHaveValue('');
  await expect(credentials.chosen).toHaveValue('');
  await expect(frame.me).toContainText('Tom Byrne');
  expect(await elsewhere.name()).toBeNull();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('another e-mail address counts once its letter was read', async ({ page, account, credentials, signedInAs }) => {
  await signedInAs('tom');
  await credentials.open();
  await expect(credentials.email).toContainText('You sign in with tom@stile.example');

  await credentials.changeEmail('tom@reader.example');
  await expect(page).toHaveURL('/account?email=asked#own-email');
  await expect(credentials.email).toContainText('A letter is on its way to the new address.');
  await expect(credentials.email).toContainText('You sign in with tom@stile.example');
  await account.follow('tom@reader.example');
  await expect(account.email).toHaveValue('tom@reader.example');
  await credentials.useTheAddress();

  await expect(page).toHaveURL('/account?email=changed#own-email');
  await expect(credentials.email).toContainText('You sign in with tom@reader.example');
});

test('whoever has that letter by mistake is led to sign in, and its owner back to it', async ({ page, account, credentials, signInPage, signedInAs, leavesAndIs }) => {
  await signedInAs('tom');
  await credentials.open();
  await credentials.changeEmail('tom@reader.example');
  await expect(page).toHaveURL('/account?email=asked#own-email');
  await leavesAndIs('lena');

  await account.follow('tom@reader.example');
  await expect(account.said).toContainText('You are signed in to another account');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/sign-in?next=/account/email/finish');
  await signInPage.be('Tom');

  await expect(page).toHaveURL('/account/email/finish');
  await credentials.useTheAddress();
  await expect(credentials.email).toContainText('You sign in with tom@reader.example');
});

test('what is no address is said beside it', async ({ faults, credentials, signedInAs }) => {
  faults.expectStatus(422);
  await signedInAs('tom');
  await credentials.open();

  await credentials.changeEmail('tom@stile.example');

  await expect(credentials.address).toHaveAccessibleDescription('This is your address already.');
  await expect(credentials.address).toHaveValue('tom@stile.example');
  await expect(credentials.address).toBeFocused();
});
