import { expect, test } from '../fixtures';

test('an author sees what an editor changed, and brings the earlier text back', async ({
  page,
  signedInAs,
  colleague,
  history,
  articlePage,
}) => {
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'A wall', body: 'Nobody knows whose ink it is.' });
  await henrik.change(slug, { body: 'The harbour knows whose ink it is.' });
  await signedInAs('jonas');
  await history.open(slug);

  await expect(history.versions).toHaveCount(2);
  await expect(history.versions.first()).toContainText('Henrik Voss');
  await expect(history.removed).toHaveText('Nobody ');
  await expect(history.added).toHaveText('The harbour ');

  await history.versions.nth(1).click();
  await expect(history.comparison).toContainText('The first text');
  await page.getByRole('link', { name: 'Compare with the text that stands' }).click();
  await expect(history.comparison).toContainText('until now');
  await expect(history.added).toHaveText('The harbour ');
  await history.bringBack();

  await expect(history.versions).toHaveCount(3);
  await expect(page).toHaveURL(`/articles/${slug}/history`);
  await articlePage.open(slug);
  await expect(page.getByText('Nobody knows whose ink it is.')).toBeVisible();
});

test('who reads the stages but may not edit brings nothing back', async ({ signedInAs, colleague, history }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Another wall', body: 'One.' });
  await jonas.change(slug, { body: 'Two.' });
  await signedInAs('rosa');
  await history.open(slug);

  await history.versions.nth(1).click();

  await expect(history.comparison).toContainText('The first text');
  await expect(history.bringBackButton).toHaveCount(0);
});
