import { expect, test } from '../fixtures';

test('people see what happened to their account', async ({ page, signedInAs, ownAccount }) => {
  await signedInAs('ada');
  await ownAccount.open();
  await ownAccount.rename('Ada Eze');

  await ownAccount.leadTo('What happened');

  await expect(page).toHaveURL('/account/activity');
  await expect(ownAccount.heading).toHaveText('What happened to my account');
  await expect(ownAccount.events.nth(1)).toContainText('Changed name or picture');
  await expect(ownAccount.events.nth(1)).toContainText('Ada Eze, until now Ada Okafor');
  await expect(ownAccount.events.nth(2)).toContainText('Signed in');
});
