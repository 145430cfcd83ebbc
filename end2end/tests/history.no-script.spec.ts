import { expect, test } from '../fixtures';

test('an earlier text is compared and brought back', async ({ page, signedInAs, colleague, history, editor }) => {
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'A wall', body: 'Nobody knows whose ink it is.' });
  await henrik.change(slug, { body: 'The harbour knows whose ink it is.' });
  await signedInAs('jonas');
  await history.open(slug);

  await expect(history.versions).toHaveCount(2);
  await expect(history.versions.first()).toContainText('Henrik Voss');
  await expect(history.removed).toHaveText('Nobody ');
  await expect(history.added).toHaveText('The harbour ');

  await history.leadOn(() => history.versions.nth(1).click());
  await history.bringBack();

  await expect(page).toHaveURL(`/articles/${slug}/history`);
  await expect(history.versions).toHaveCount(3);
  await editor.open(slug);
  await expect(editor.text).toHaveValue('Nobody knows whose ink it is.');
});
