import { expect, test } from '../fixtures';

test('a preview is asked for, and nothing that was typed is lost', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'On paper', body: 'At first.' });
  await signedInAs('jonas');
  await editor.open(slug);
  await expect(editor.preview).toContainText('At first.');

  await editor.headline.fill('On paper, typed');
  await editor.text.fill('A *typed* text.');
  await editor.askForPreview();

  await expect(editor.preview.getByRole('emphasis')).toHaveText('typed');
  await expect(editor.preview.getByRole('heading', { name: 'On paper, typed' })).toBeVisible();
  await expect(editor.text).toHaveValue('A *typed* text.');

  await editor.save();
  await expect(page).toHaveURL(`/articles/${slug}/edit`);
  await expect(editor.text).toHaveValue('A *typed* text.');
  await expect(editor.saved).toHaveText(/^Saved /);
});
