import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../fixtures';

const good = 'lantern-otter-gravel-seventeen';

test('who has read the letter makes an account, and is signed in', async ({ page, frame, account }) => {
  await account.ask('/sign-up', 'nina@reader.example');
  await expect(account.said).toContainText('A letter is on its way');

  await account.follow('nina@reader.example');
  await expect(account.heading).toHaveText('Finish signing up');
  await expect(account.email).toHaveValue('nina@reader.example');
  await account.fullName.fill('Nina Roth');
  await account.password.fill(good);
  await account.finish('Make my account');

  await expect(page).toHaveURL('/');
  await expect(frame.me).toContainText('Nina Roth');
});

test('a new password by a letter ends every session, and one signs in with it', async ({ page, frame, account, signInPage, colleague }) => {
  const elsewhere = await colleague('tom');
  await account.ask('/recovery', 'tom@stile.example');

  await account.follow('tom@stile.example');
  await account.password.fill(good);
  await account.finish('Keep this password');
  await expect(page).toHaveURL('/sign-in?password=new');
  await expect(account.said).toContainText('Your new password is kept');
  await expect(frame.signIn).toBeVisible();
  expect(await elsewhere.name()).toBeNull();
  await signInPage.signIn('tom@stile.example', good);

  await expect(frame.me).toContainText('Tom Byrne');
});

test('the meter says how good a password is while it is typed', async ({ page, account }) => {
  await account.ask('/sign-up', 'nina@reader.example');
  await account.follow('nina@reader.example');
  await expect(account.meter).toBeHidden();

  await account.password.fill('password');
  await expect(account.advice).toContainText('Use at least 15 characters');
  await account.password.fill(good);
  await expect(account.advice).toHaveText('This is a good password.');
  await expect(account.meter).toHaveJSProperty('value', 4);

  await page.getByRole('button', { name: 'Show the password' }).click();
  await expect(account.password).toHaveAttribute('type', 'text');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('what cannot be taken is said beside it, and the link holds on', async ({ faults, frame, account }) => {
  faults.expectStatus(422);
  await account.ask('/sign-up', 'nina@reader.example');
  await account.follow('nina@reader.example');
  await account.fullName.fill('Nina Roth');
  await account.password.fill('nina@reader.example');
  await account.finish('Make my account');

  await expect(account.password).toHaveAccessibleDescription(/Leave out your name/);
  await expect(account.password).toBeFocused();
  await expect(account.fullName).toHaveValue('Nina Roth');
  await account.password.fill(good);
  await account.finish('Make my account');

  await expect(frame.me).toContainText('Nina Roth');
});

test('a link that was used says so, and leads to a new one', async ({ page, account }) => {
  await account.ask('/recovery', 'tom@stile.example');
  await account.follow('tom@stile.example');
  await account.password.fill(good);
  await account.finish('Keep this password');

  await account.visit('/recovery/finish');

  await expect(account.said).toContainText('This link holds no longer');
  await page.getByRole('link', { name: 'Ask for a new letter' }).click();
  await expect(page).toHaveURL('/recovery');
});

test('a password is pasted, and programs that keep passwords know what it is', async ({ account }) => {
  await account.ask('/sign-up', 'nina@reader.example');
  await account.follow('nina@reader.example');

  await expect(account.email).toHaveAttribute('autocomplete', 'username');
  await expect(account.password).toHaveAttribute('autocomplete', 'new-password');
  await expect(account.password).toHaveAttribute('type', 'password');
  await account.password.evaluate((field: HTMLInputElement, text) => {
    const pasted = new ClipboardEvent('paste', { clipboardData: new DataTransfer(), cancelable: true, bubbles: true });
    if (field.dispatchEvent(pasted)) field.value = text;
  }, 'x'.repeat(128));
  await expect(account.password).toHaveValue('x'.repeat(128));
});

test('whom an administrator invites makes an account by the letter, and others see no way to invite', async ({ page, frame, account, signedInAs, leavesAndIs }) => {
  await signedInAs('priya');
  await account.visit('/people');
  const invitation = page.getByRole('region', { name: 'Invite somebody' });
  await invitation.getByLabel('E-mail address').fill('nina@reader.example');
  await invitation.getByRole('button', { name: 'Invite' }).click();
  await expect(invitation.getByRole('status')).toContainText('The invitation is on its way.');
  await leavesAndIs('tom');
  await account.visit('/people');
  await expect(invitation).toHaveCount(0);

  await account.follow('nina@reader.example');
  await account.fullName.fill('Nina Roth');
  await account.password.fill(good);
  await expect(account.advice).toHaveText('This is a good password.');
  await account.finish('Make my account');

  await expect(frame.me).toContainText('Nina Roth');
});
