import { expect, test } from '../fixtures';

test('who wants to go can think it over, and stay', async ({ page, faults, signedInAs, ownAccount, colleague }) => {
  faults.expectStatus(422);
  await signedInAs('tom');
  const elsewhere = await colleague('tom');

  await ownAccount.leave('ada@stile.example');
  await expect(page.getByText('This is not the e-mail address of your account: type that.')).toBeVisible();
  await ownAccount.leave('tom@stile.example');
  await expect(page).toHaveURL('/account?deletion=asked#leaving');
  await expect(ownAccount.leaving).toContainText('Your account will be deleted on');
  expect(await elsewhere.name()).toBeNull();
  await ownAccount.stay();

  await expect(page).toHaveURL('/account?deletion=stopped#leaving');
  await expect(ownAccount.leaving.getByRole('status')).toContainText('Your account stays.');
  await expect(ownAccount.leaving.getByRole('link', { name: 'What happens then' })).toBeVisible();
});

test('the last administrator reads why they cannot go', async ({ page, signedInAs, ownAccount }) => {
  await signedInAs('priya');

  await ownAccount.visit('/account/delete');

  await expect(page.getByRole('main')).toContainText('You cannot delete your account now: the last administrator cannot go.');
  await expect(ownAccount.address).toHaveCount(0);
});
