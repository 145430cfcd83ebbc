import { expect, test } from '../fixtures';
import { retractedFromOldPage } from '../seed';

test('who saves a draft that was deleted meanwhile learns so, and keeps the text', async ({
  faults,
  signedInAs,
  colleague,
  editor,
}) => {
  faults.expectStatus(404);
  const ada = await colleague('ada');
  const slug = await ada.write({ department: 'science', title: 'Gone before it was saved' });
  await signedInAs('ada');
  await editor.open(slug);
  await editor.text.fill('An hour of work.');
  await ada.delete(slug);

  await editor.save();

  await expect(editor.alert).toContainText('It may have been deleted');
  await expect(editor.alert.getByRole('link', { name: 'Look at it as it is now' })).toBeVisible();
  await expect(editor.text).toHaveValue('An hour of work.');
});

test('who acts on an article that was retracted meanwhile learns so, and is led to it', async ({
  faults,
  signedInAs,
  colleague,
  articlePage,
}) => {
  faults.expectStatus(409);
  const mei = await colleague('mei');
  await signedInAs('mei');
  await articlePage.open(retractedFromOldPage);
  await mei.retract(retractedFromOldPage, 'The office was not told yet.');

  await articlePage.retract('It was not asked.');

  await expect(articlePage.alert).toContainText('it is retracted now');
  await articlePage.leadOn(() => articlePage.alert.getByRole('link', { name: 'Look at it as it is now' }).click());
  await expect(articlePage.stage).toContainText('The office was not told yet.');
});

test('what was deleted while it stood on the desk is told on the desk', async ({ faults, signedInAs, colleague, desk }) => {
  faults.expectStatus(409);
  const ada = await colleague('ada');
  const slug = await ada.write({ department: 'culture', title: 'Here a moment ago' });
  await signedInAs('ada');
  await desk.open('draft');
  await ada.delete(slug);

  await desk.select('Here a moment ago');
  await desk.submit();

  await expect(desk.outcomes).toContainText('It may have been deleted');
  await expect(desk.all.getByRole('heading', { name: 'Here a moment ago' })).toHaveCount(0);
});
