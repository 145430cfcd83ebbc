import { expect, test } from '../fixtures';

const before = 'lantern-otter-gravel-seventeen';
const good = 'a kettle, two herons and some moss';

test('who knows their password chooses another one', async ({ page, frame, faults, account, credentials, signInPage }) => {
  faults.expectStatus(422);
  await account.chooses('tom@stile.example', before);
  await signInPage.signIn('tom@stile.example', before);
  await credentials.open();

  await credentials.changePassword('not mine', good);
  await expect(credentials.current).toHaveAccessibleDescription('This is not your current password.');
  await expect(credentials.current).toHaveValue('');
  await credentials.changePassword(before, good);

  await expect(page).toHaveURL('/account?password=changed#own-password');
  await expect(credentials.password).toContainText('Your new password is kept');
  await expect(frame.me).toContainText('Tom Byrne');
});

test('another e-mail address counts once its letter was read', async ({ page, account, credentials, signedInAs }) => {
  await signedInAs('tom');
  await credentials.open();

  await credentials.changeEmail('tom@reader.example');
  await expect(page).toHaveURL('/account?email=asked#own-email');
  await expect(credentials.email).toContainText('You sign in with tom@stile.example');
  await account.follow('tom@reader.example');
  await credentials.useTheAddress();

  await expect(page).toHaveURL('/account?email=changed#own-email');
  await expect(credentials.email).toContainText('You sign in with tom@reader.example');
});
