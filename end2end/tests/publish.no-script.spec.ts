import { expect, test } from '../fixtures';
import { inReviewByEditor } from '../seed';

test('an editor publishes what an author submitted', async ({ page, signedInAs, colleague, articlePage, paper }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Paper boats race to the weir' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);

  await articlePage.publish();

  await expect(page).toHaveURL(`/articles/${slug}`);
  await expect(articlePage.stage).toHaveText('Published');
  await paper.openFront();
  await expect(paper.lead.getByRole('heading')).toHaveText('Paper boats race to the weir');
});

test('nobody publishes their own article, and the button says so', async ({ signedInAs, articlePage }) => {
  await signedInAs('ada');

  await articlePage.open(inReviewByEditor);

  await expect(articlePage.publishButton).toBeDisabled();
  await expect(articlePage.publishRefused).toHaveAccessibleDescription('Nobody publishes their own article.');
});

test('an article is handed back with a note, and not without', async ({ faults, signedInAs, colleague, articlePage }) => {
  faults.expectStatus(422);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Paper planes over Cornmarket' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);

  await articlePage.handBack('');
  await expect(articlePage.noteField).toBeVisible();
  await expect(articlePage.noteField).toHaveAccessibleDescription(/^Say in a sentence why/);
  await articlePage.answer('Which planes?');

  await expect(articlePage.stage).toContainText('Draft');
  await expect(articlePage.note).toHaveText('Which planes?');
});

test('a draft is deleted once that is confirmed', async ({ page, signedInAs, colleague, articlePage, desk }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'sport', title: 'A race that never was' });
  await signedInAs('jonas');
  await articlePage.open(slug);

  await articlePage.delete();

  await expect(page).toHaveURL('/desk');
  await expect(desk.all.getByText('A race that never was')).toHaveCount(0);
});

test('who comes too late learns where the article is now', async ({ faults, signedInAs, colleague, articlePage }) => {
  faults.expectStatus(409);
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'Two editors, one sheet of paper' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);
  await henrik.handBack(slug, 'Not yet.');

  await articlePage.publish();

  await expect(articlePage.alert).toContainText('This has moved on meanwhile: it is draft now.');
});
