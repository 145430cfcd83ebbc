import { expect, test } from '../fixtures';

test('the masthead finds articles by their words', async ({ page, paper, search }) => {
  await paper.openFront();

  await search.box.fill('historians');
  await search.box.press('Enter');

  await expect(page).toHaveURL('/search?q=historians');
  await expect(search.hits).toHaveCount(1);
});

test('a day that is none is said beside its field', async ({ search }) => {
  await search.open('?from=yesterday&q=the');

  await expect(search.from).toHaveAccessibleDescription('Type a day as year, month and day: 2026-11-22.');
  await expect(search.hits).toHaveCount(0);
});
