import { expect, test } from '../fixtures';

test('without script nothing asks for a passkey, and the page says why', async ({ signedInAs, passkeys, signInPage }) => {
  await signInPage.open();
  await expect(passkeys.alone).toBeHidden();
  await signedInAs('ada');

  await passkeys.open();

  await expect(passkeys.panel).toContainText('This browser cannot make passkeys, or runs no scripts');
  await expect(passkeys.panel.getByRole('button')).toHaveCount(0);
});
