import { expect, test } from '../fixtures';

test('a byline leads to its author and what they have published', async ({ page, paper, personPage }) => {
  await paper.visit('/articles/moss-remembers-the-drought-that-the-records-forgot');

  await page.getByRole('main').getByRole('link', { name: 'Lena Fuchs' }).click();

  await expect(page).toHaveURL('/people/lena-fuchs');
  await expect(personPage.heading).toHaveText('Lena Fuchs');
  await expect(personPage.published.getByRole('article').first()).toBeVisible();
  await expect(personPage.administration).toHaveCount(0);
});

test('the list of people is sorted by its address', async ({ page, signedInAs, people, frame }) => {
  await signedInAs('ada');
  await frame.visit('/');
  await frame.newsroom.getByRole('link', { name: 'People' }).click();
  await expect(people.names).toHaveCount(8);

  await people.sortBy('Name').click();

  await expect(page).toHaveURL('/people?order=-name');
  await expect(people.names.first()).toHaveText('Tom Byrne');
});

test('a manager makes somebody an author, and unmakes them, in place', async ({ signedInAs, personPage }) => {
  await signedInAs('mei');
  await personPage.open('tom-byrne');

  await personPage.give('author@politics');
  await expect(personPage.roles).toHaveCount(2);
  await expect(personPage.roles.nth(0)).toContainText('Author, Politics');
  await personPage.take('Author, Politics');

  await expect(personPage.roles).toHaveCount(1);
  await expect(personPage.told).toHaveText('Tom Byrne is no longer an author in Politics.');
});

test('after a role was given no other one is chosen', async ({ signedInAs, personPage }) => {
  await signedInAs('priya');
  await personPage.open('tom-byrne');

  await personPage.give('author@city');

  await expect(personPage.told).toHaveText('Tom Byrne is now an author in City.');
  await expect(personPage.anotherRole.getByRole('option', { name: 'Author, City' })).toHaveCount(0);
  await expect(personPage.anotherRole).toHaveValue('');
  await expect(personPage.administration.getByRole('list', { name: 'Roles' })).toBeFocused();
});

test('the list of people has an address that says only what is asked', async ({ page, signedInAs, people }) => {
  await signedInAs('ada');
  await people.open();

  await people.role.selectOption('author');
  await people.show();

  await expect(page).toHaveURL('/people?role=author');
});

test('a role that is not chosen is asked for next to its field', async ({ faults, signedInAs, personPage }) => {
  faults.expectStatus(422);
  await signedInAs('mei');
  await personPage.open('tom-byrne');

  await personPage.give('');

  await expect(personPage.anotherRole).toHaveAccessibleDescription('Choose a role first.');
});

test('an administrator sees why they may neither go nor suspend themselves', async ({ signedInAs, personPage }) => {
  await signedInAs('priya');

  await personPage.open('priya-nair');

  await expect(personPage.administration).toContainText('The last administrator cannot go.');
  await expect(personPage.administration).toContainText('Nobody suspends themselves.');
});

test('who is suspended is nobody at once, until they are restored', async ({ signedInAs, colleague, personPage, page }) => {
  const rosa = await colleague('rosa');
  await signedInAs('priya');
  await personPage.open('rosa-delgado');

  await personPage.suspend();
  await expect(page.getByRole('main').getByText('Suspended since')).toBeVisible();
  await expect(rosa.open('/desk')).resolves.toBe(401);
  await personPage.restore();

  await expect(page.getByText('Suspended since')).toHaveCount(0);
  await expect(rosa.open('/desk')).resolves.toBe(401);
});
