import { expect, test } from '../fixtures';

test('an administrator founds, moves and removes a department', async ({ page, signedInAs, departments }) => {
  await signedInAs('priya');
  await departments.open();
  await departments.found('Travel', 'Where to go.');
  await expect(page).toHaveURL('/departments/travel');

  await departments.open();
  await departments.move('Travel', 'up');
  await expect(departments.names.nth(-2)).toHaveText('Travel');

  await departments.openSettings('travel');
  await departments.remove();
  await expect(departments.names.filter({ hasText: 'Travel' })).toHaveCount(0);
});

test('a name that is taken comes back with what was typed', async ({ faults, signedInAs, departments }) => {
  faults.expectStatus(422);
  await signedInAs('priya');
  await departments.open();

  await departments.found('science', 'Once more.');

  await expect(departments.name).toHaveAccessibleDescription(/Another department has this name/);
  await expect(departments.name).toBeFocused();
  await expect(departments.description).toHaveValue('Once more.');
});
