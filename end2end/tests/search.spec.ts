import { expect, test } from '../fixtures';

test('the masthead finds articles by their words', async ({ page, paper, search }) => {
  await paper.openFront();

  await search.box.fill('historians');
  await search.box.press('Enter');

  await expect(page).toHaveURL('/search?q=historians');
  await expect(search.count).toHaveText('1 article');
  await expect(search.marks().first()).toHaveText(/^historians/i);
  await expect(page).toHaveTitle('Search: historians · The Daily Stile');
});

test('a search is narrowed, and says what to try where nothing is found', async ({ page, search }) => {
  await search.open('?q=historians');

  await search.department.selectOption('Sport');
  await search.button.click();

  await expect(page).toHaveURL(/department=sport/);
  await expect(search.count).toHaveText('No article that you may read says “historians”.');
  await page.getByRole('link', { name: 'Look in all departments' }).click();
  await expect(search.count).toHaveText('1 article');
});

test('only who reads other stages is offered them', async ({ search, signedInAs }) => {
  await search.open('?q=the');
  await expect(search.words).toHaveValue('the');
  await expect(search.stage).toHaveCount(0);

  await signedInAs('rosa');
  await search.open('?q=frogs+funding');

  await search.stage.selectOption('Draft');
  await search.button.click();
  await expect(search.count).toHaveText('1 article');
  await expect(search.hits).toHaveCount(1);
});
