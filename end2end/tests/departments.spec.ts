import { expect, test } from '../fixtures';

test('an administrator founds a department, and it stands last in the masthead', async ({
  page,
  signedInAs,
  departments,
  frame,
}) => {
  await signedInAs('priya');
  await frame.visit('/');
  await frame.newsroom.getByRole('link', { name: 'Departments' }).click();

  await departments.found('Travel & Food', 'Where to go, and what to eat there.');

  await expect(page).toHaveURL('/departments/travel-food');
  await expect(departments.heading).toHaveText('Travel & Food');
  await expect(page.getByRole('main').getByText('Where to go, and what to eat there.')).toBeVisible();
  await expect(frame.sections.getByRole('link').last()).toHaveText('Travel & Food');
});

test('a department is moved, and the masthead follows', async ({ signedInAs, departments, frame }) => {
  await signedInAs('priya');
  await departments.open();
  const [first = '', second = '', ...others] = await departments.names.allTextContents();

  await departments.move(second, 'up');

  await expect(departments.names).toHaveText([second, first, ...others]);
  await expect(frame.sections.getByRole('link')).toHaveText(['Front page', second, first, ...others]);
  await expect(departments.told).toHaveText(`${second} stands before ${first}.`);
  // It cannot go further up.
  await expect(departments.mover(second, 'down')).toBeFocused();
  await departments.move(second, 'down');
  await expect(departments.told).toHaveText(`${second} stands after ${first}.`);
  await expect(departments.mover(second, 'down')).toBeFocused();
});

test('a manager changes what is said of their department, and of no other', async ({
  faults,
  page,
  signedInAs,
  departments,
  paper,
}) => {
  faults.expectStatus(403);
  await signedInAs('mei');
  await paper.openDepartment('politics');
  await page.getByRole('link', { name: 'Settings' }).click();

  await departments.description.fill('What the council decides, and what it costs.');
  await departments.save();

  await expect(page).toHaveURL('/departments/politics');
  await expect(page.getByRole('main').getByText('What the council decides, and what it costs.')).toBeVisible();
  await expect(departments.openSettings('science')).resolves.toBe(403);
});

test('a name that is taken is answered next to its field, and what was typed stays', async ({
  faults,
  signedInAs,
  departments,
}) => {
  faults.expectStatus(422);
  await signedInAs('priya');
  await departments.open();

  await departments.found('science', 'Once more.');

  await expect(departments.name).toHaveAccessibleDescription(/Another department has this name/);
  await expect(departments.name).toBeFocused();
  await expect(departments.description).toHaveValue('Once more.');
});

test('a department that something belongs to stays, and says why', async ({ signedInAs, departments, page }) => {
  await signedInAs('priya');

  await departments.openSettings('science');

  await expect(page.getByRole('main')).toContainText('A department with articles stays');
});

test('a department of which nothing is left is removed', async ({ page, signedInAs, departments, frame }) => {
  await signedInAs('priya');
  await departments.open();
  await departments.found('Travel', '');
  await page.getByRole('link', { name: 'Settings' }).click();

  await departments.remove();

  await expect(page).toHaveURL('/departments');
  await expect(departments.told).toHaveText('Travel is removed.');
  await expect(departments.names.filter({ hasText: 'Travel' })).toHaveCount(0);
  await expect(frame.sections.getByRole('link', { name: 'Travel' })).toHaveCount(0);
});

test('the page of a department names who works there', async ({ page, paper }) => {
  await paper.openDepartment('science');

  const staff = page.getByRole('region', { name: 'Who works here' });
  await staff.getByRole('link', { name: 'Lena Fuchs' }).click();

  await expect(page).toHaveURL('/people/lena-fuchs');
});
