import { expect, test } from '../fixtures';

test('people are found by a form that has an address', async ({ page, signedInAs, people }) => {
  await signedInAs('ada');
  await people.open();

  await people.role.selectOption('editor');
  await people.words.fill('voss');
  await people.show();

  await expect(page).toHaveURL(/\/people\?words=voss&role=editor/);
  await expect(people.names).toHaveText(['Henrik Voss']);
  await expect(people.role).toHaveValue('editor');
});

test('an administrator gives and takes a role, and mends a name', async ({ signedInAs, personPage }) => {
  await signedInAs('priya');
  await personPage.open('jonas-lindqvist');

  await personPage.give('author@culture');
  await expect(personPage.roles).toHaveCount(4);
  await personPage.take('Author, Culture');
  await expect(personPage.roles).toHaveCount(3);
  await personPage.rename('Jonas Lindqvist the Younger');

  await expect(personPage.heading).toHaveText('Jonas Lindqvist the Younger');
  await personPage.rename('Jonas Lindqvist');
});

test('a name that cannot be kept is answered next to its field', async ({ faults, signedInAs, personPage }) => {
  faults.expectStatus(422);
  await signedInAs('priya');
  await personPage.open('jonas-lindqvist');

  await personPage.rename('  ');

  await expect(personPage.name).toHaveAccessibleDescription(/Write the name that others will see/);
});
