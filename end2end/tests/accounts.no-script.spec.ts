import { expect, test } from '../fixtures';
import { AccountPages } from '../pages/accountPages';

const good = 'lantern-otter-gravel-seventeen';

test('who has read the letter makes an account, and is signed in', async ({ faults, page, frame, account }) => {
  faults.expectStatus(422);
  await account.ask('/sign-up', 'nina@reader.example');
  await expect(account.said).toContainText('A letter is on its way');
  await account.follow('nina@reader.example');
  await expect(account.meter).toBeHidden();
  await account.fullName.fill('Nina Roth');
  await account.password.fill('short');
  await account.finish('Make my account');
  await expect(account.password).toHaveAccessibleDescription(/Use at least 15 characters/);
  await expect(account.fullName).toHaveValue('Nina Roth');

  await account.password.fill(good);
  await account.finish('Make my account');

  await expect(page).toHaveURL('/');
  await expect(frame.me).toContainText('Nina Roth');
});

test('a new password by a letter lets one in again', async ({ page, frame, account, signInPage }) => {
  await account.ask('/recovery', 'tom@stile.example');
  await account.follow('tom@stile.example');
  await account.password.fill(good);
  await account.finish('Keep this password');

  await expect(page).toHaveURL('/sign-in?password=new');
  await signInPage.signIn('tom@stile.example', good);

  await expect(frame.me).toContainText('Tom Byrne');
});

test('the page of one letter does nothing for the address of another', async ({ faults, context, account }) => {
  faults.expectStatus(410);
  await account.ask('/sign-up', 'nina@reader.example');
  await account.ask('/sign-up', 'olga@reader.example');
  await account.follow('nina@reader.example');
  const otherTab = new AccountPages(await context.newPage(), false);
  await otherTab.follow('olga@reader.example');

  await account.fullName.fill('Nina Roth');
  await account.password.fill(good);
  await account.finish('Make my account');

  await expect(account.said).toContainText('The link of another letter was opened in this browser meanwhile');
  await expect(account.email).toHaveValue('nina@reader.example');
  await expect(account.fullName).toHaveValue('Nina Roth');
  await expect(account.password).toHaveValue('');
});
