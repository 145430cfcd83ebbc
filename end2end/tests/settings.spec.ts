import { expect, test } from '../fixtures';
import { published } from '../seed';

/** A moment so many days from now, as `datetime-local` writes it. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
}

test('an editor publishes under embargo, and lifts it', async ({
  faults,
  page,
  signedInAs,
  leavesAndIs,
  colleague,
  settings,
  articlePage,
}) => {
  faults.expectStatus(404);
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'Under embargo', body: 'Not yet.' });
  await lena.submit(slug);
  await signedInAs('ada');
  await settings.open(slug);

  await settings.embargo.fill(inDays(1));
  await settings.press('Save the embargo');
  await expect(page.getByText('Readers do not see it before')).toBeVisible();
  await articlePage.open(slug);
  await articlePage.publish();
  await expect(articlePage.stage).toContainText('Published');

  await leavesAndIs('tom');
  expect(await articlePage.open(slug)).toBe(404);
  await leavesAndIs('ada');
  await settings.open(slug);
  await settings.embargo.fill('');
  await settings.press('Save the embargo');
  await expect(page.getByText('Readers do not see it before')).toHaveCount(0);

  await leavesAndIs('tom');
  expect(await articlePage.open(slug)).toBe(200);
});

test('a moment that has passed is refused next to its field', async ({ faults, signedInAs, colleague, settings }) => {
  faults.expectStatus(422);
  const mei = await colleague('mei');
  const slug = await mei.write({ department: 'politics', title: 'Yesterday' });
  await signedInAs('mei');
  await settings.open(slug);

  await settings.embargo.fill(inDays(-1));
  await settings.press('Save the embargo');

  await expect(settings.embargo).toHaveAccessibleDescription(/Choose a time in the future/);
  await expect(settings.embargo).toBeFocused();
});

test('under legal hold nobody publishes, and says why', async ({ page, signedInAs, colleague, settings, articlePage }) => {
  const mei = await colleague('mei');
  const slug = await mei.write({ department: 'politics', title: 'On hold' });
  await signedInAs('mei');
  await settings.open(slug);

  await settings.reason.fill('A suit is pending.');
  await settings.press('Put it under legal hold');

  await expect(page.getByText('A suit is pending.')).toBeVisible();
  await articlePage.open(slug);
  await expect(page.getByText('A suit is pending.')).toBeVisible();
  await expect(page.getByText('Nobody deletes an article under legal hold.')).toHaveCount(0);
  await settings.open(slug);
  await settings.press('Lift the legal hold');
  await expect(settings.reason).toBeVisible();
});

test('a manager gives an article another address, and the old one leads on', async ({
  page,
  signedInAs,
  colleague,
  settings,
}) => {
  const mei = await colleague('mei');
  const slug = await mei.write({ department: 'politics', title: 'A working address' });
  await signedInAs('mei');
  await settings.open(slug);

  await settings.address.fill('a-better-address');
  await settings.press('Save the address');

  await expect(page).toHaveURL('/articles/a-better-address/settings');
  await page.goto(`/articles/${slug}`);
  await expect(page).toHaveURL('/articles/a-better-address');
});

test('an editor sets the byline', async ({ page, signedInAs, colleague, settings, articlePage }) => {
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'Two names' });
  await signedInAs('ada');
  await settings.open(slug);

  await settings.byline.fill('Lena Fuchs and the data desk');
  await settings.press('Save the byline');
  await expect(settings.told).toHaveText('Saved.');
  await articlePage.open(slug);

  await expect(page.getByText('By Lena Fuchs and the data desk')).toBeVisible();
});

test('what is saved is told beside it, and the focus stays there', async ({ page, signedInAs, colleague, settings }) => {
  const mei = await colleague('mei');
  const slug = await mei.write({ department: 'politics', title: 'Told beside it' });
  await signedInAs('mei');
  await settings.open(slug);

  await settings.embargo.fill(inDays(2));
  await settings.press('Save the embargo');
  await expect(settings.told).toHaveText('Saved.');
  await expect(settings.embargo).toBeFocused();
  await expect(page.getByText('by your clock')).toBeVisible();
  await settings.address.fill('told-next-to-it');
  await settings.press('Save the address');

  await expect(page).toHaveURL('/articles/told-next-to-it/settings');
  await expect(settings.address).toHaveValue('told-next-to-it');
  await expect(settings.told).toHaveText('Saved.');
  await expect(settings.address).toBeFocused();
});

test('an address that is taken is said to be', async ({ page, signedInAs, colleague, settings }) => {
  const mei = await colleague('mei');
  const slug = await mei.write({ department: 'politics', title: 'Second come' });
  await signedInAs('mei');
  await settings.open(slug);

  await settings.address.fill(published);
  await settings.press('Save the address');

  await expect(page.getByText(`The address /articles/${published} is taken`)).toBeVisible();
  await expect(page.getByRole('link', { name: `/articles/${published}-2` })).toBeVisible();
});
