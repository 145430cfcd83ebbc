import { expect, test } from '../fixtures';
import { inReviewByEditor, retractedInBar } from '../seed';

test('an editor publishes what an author submitted', async ({ signedInAs, colleague, articlePage, desk, paper }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'The ferry learns to whistle' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await desk.open();

  await desk.wayTo('The ferry learns to whistle').click();
  await articlePage.publish();

  await expect(articlePage.stage).toHaveText('Published');
  await expect(articlePage.publishButton).toHaveCount(0);
  await paper.openFront();
  await expect(paper.lead.getByRole('heading')).toHaveText('The ferry learns to whistle');
});

test('everybody reads what was published', async ({ faults, signedInAs, colleague, articlePage }) => {
  faults.expectStatus(404);
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'The gulls form a union' });
  await jonas.submit(slug);
  await signedInAs('tom');
  expect(await articlePage.open(slug)).toBe(404);

  await henrik.publish(slug);

  expect(await articlePage.open(slug)).toBe(200);
  await expect(articlePage.heading).toHaveText('The gulls form a union');
});

test('nobody publishes their own article, and the button says so', async ({ signedInAs, articlePage }) => {
  await signedInAs('ada');

  await articlePage.open(inReviewByEditor);

  await expect(articlePage.publishButton).toBeDisabled();
  await expect(articlePage.publishRefused).toHaveAccessibleDescription('Nobody publishes their own article.');
  await expect(articlePage.publishRefused.getByText('Nobody publishes their own article.')).toBeVisible();
});

test('the server says so too, whatever the page shows', async ({ page, signedInAs, articlePage, newsroom }) => {
  await signedInAs('ada');
  await articlePage.open(inReviewByEditor);
  const loaded = await page.request.get(`/api/articles/load?slug=${inReviewByEditor}`);
  const { article } = (await loaded.json()) as { article: { id: number } };

  const answer = await page.request.post('/api/articles/publish', {
    form: { id: article.id },
    headers: { origin: newsroom.origin, 'x-stile-user': '' },
  });

  expect(answer.status()).toBe(403);
  expect(await answer.json()).toEqual({ error: 'refused', reason: 'nobody publishes their own article' });
});

test('an editor hands an article back with a note, which its author finds', async ({
  signedInAs,
  leavesAndIs,
  colleague,
  articlePage,
  desk,
}) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Who waters the trees' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);

  await articlePage.handBack('Please ask the trees.');

  await expect(articlePage.stage).toContainText('Draft');
  await expect(articlePage.note).toHaveText('Please ask the trees.');
  await leavesAndIs('jonas');
  await desk.open();
  await expect(desk.wayTo('Who waters the trees')).toHaveText(/^Finish/);
  await expect(desk.waiting.getByText('Please ask the trees.')).toBeVisible();
});

test('an article is not handed back without a note', async ({ faults, signedInAs, colleague, articlePage }) => {
  faults.expectStatus(422);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Who waters the parks' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);

  await articlePage.handBack('   ');

  await expect(articlePage.noteField).toHaveAccessibleDescription(/^Say in a sentence why/);
  await expect(articlePage.stage).toContainText('In review');
});

test('a manager takes a published article back with a note', async ({ faults, signedInAs, leavesAndIs, articlePage, paper }) => {
  faults.expectStatus(410);
  await signedInAs('mei');
  await articlePage.open(retractedInBar);

  await articlePage.retract('Two of the gaps were ours.');

  await expect(articlePage.stage).toContainText('Retracted');
  await expect(articlePage.note).toHaveText('Two of the gaps were ours.');
  await paper.openDepartment('politics');
  await expect(paper.headlines().filter({ hasText: 'Mayor publishes her calendar' })).toHaveCount(0);
  await leavesAndIs('tom');
  expect(await articlePage.open(retractedInBar)).toBe(410);
  await expect(articlePage.heading).toHaveText('This was taken back');
});

test('a draft is deleted once that is confirmed', async ({ faults, page, signedInAs, colleague, articlePage, desk }) => {
  faults.expectStatus(404);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'sport', title: 'A match that never was' });
  await signedInAs('jonas');
  await articlePage.open(slug);

  await articlePage.ask('Delete');
  await expect(page.getByText('The draft goes for good. Nobody can bring it back.')).toBeVisible();
  await expect(articlePage.heading).toHaveText('A match that never was');
  await articlePage.confirmDeletion().click();

  await expect(page).toHaveURL('/desk');
  await expect(desk.heading).toHaveText('Desk');
  await expect(desk.all.getByText('A match that never was')).toHaveCount(0);
  expect(faults.seen('/api/articles/load'), 'nobody asks for what is gone').toBe(0);
  expect(await articlePage.open(slug)).toBe(404);
});

test('a step that asks something closes with Escape, or by a click beside it', async ({
  page,
  signedInAs,
  colleague,
  articlePage,
}) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'sport', title: 'A match to think about' });
  await signedInAs('jonas');
  await articlePage.open(slug);

  await articlePage.ask('Delete');
  await expect(articlePage.confirmDeletion()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(articlePage.confirmDeletion()).toBeHidden();
  await expect(articlePage.bar.locator('summary', { hasText: 'Delete' })).toBeFocused();

  await articlePage.ask('Delete');
  await articlePage.heading.click();
  await expect(articlePage.confirmDeletion()).toBeHidden();
});

test('who comes too late learns where the article is now', async ({ faults, signedInAs, colleague, articlePage }) => {
  faults.expectStatus(409);
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'Two editors, one article' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);
  await henrik.handBack(slug, 'Not yet.');

  await articlePage.publish();

  await expect(articlePage.alert).toContainText('This has moved on meanwhile: it is draft now.');
});

test('a button that was pressed twice acts once', async ({ page, signedInAs, colleague, articlePage }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'A quick finger' });
  await signedInAs('jonas');
  await articlePage.open(slug);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') {
      sent.push(new URL(request.url()).pathname);
    }
  });

  await articlePage.submitButton.dblclick();

  await expect(articlePage.stage).toContainText('In review');
  expect(sent).toEqual(['/api/articles/submit']);
});
