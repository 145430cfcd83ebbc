import { expect, test } from '../fixtures';
import { draft, emptyDepartment, published } from '../seed';

interface Edition {
  stories: { article: { text: { title: string } } }[];
}

test('the newest article leads the front page, and every other stands on it once', async ({ page, paper }) => {
  await paper.openFront();

  const answer = await page.request.get('/api/articles/edition?page=1');
  const { stories } = (await answer.json()) as Edition;
  const titles = stories.map(({ article }) => article.text.title);
  await expect(paper.lead).toHaveCount(1);
  await expect(paper.lead.getByRole('heading')).toHaveText(titles[0] ?? '');
  const headlines = await paper.headlines().allTextContents();
  expect(headlines.slice(0, 5)).toEqual(titles.slice(0, 5));
  expect(headlines.toSorted()).toEqual(titles.toSorted());
});

test('a headline leads to the article without loading another page', async ({ page, paper, articlePage }) => {
  await paper.openFront();
  const title = await paper.lead.getByRole('heading').innerText();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  await paper.lead.getByRole('heading').getByRole('link').click();

  await expect(articlePage.heading).toHaveText(title);
  await expect(articlePage.heading).toBeFocused();
  await expect(page).toHaveTitle(`${title} · The Daily Stile`);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('the second page of the front page shows the older articles', async ({ page, paper }) => {
  await paper.openFront();
  const newest = await paper.headlines().allInnerTexts();

  await paper.pager.getByRole('link', { name: 'Next page' }).click();

  await expect(page).toHaveURL('/?page=2');
  await expect(paper.heading).toHaveText(/^Until /);
  await expect(paper.pager.getByRole('link', { name: 'Page 2' })).toHaveAttribute('aria-current', 'page');
  const older = await paper.headlines().allInnerTexts();
  expect(older.length).toBeGreaterThan(0);
  expect(older.filter((title) => newest.includes(title))).toEqual([]);
});

test('a page beyond the last is the last', async ({ paper }) => {
  const status = await paper.visit('/?page=99');

  expect(status).toBe(200);
  await expect(paper.pager.getByRole('link', { name: 'Page 2' })).toHaveAttribute('aria-current', 'page');
});

test('a department shows its own articles only', async ({ page, paper, frame }) => {
  await paper.openFront();

  await frame.sections.getByRole('link', { name: 'Science' }).click();

  await expect(paper.heading).toHaveText('Science');
  await expect(page).toHaveURL('/departments/science');
  const answer = await page.request.get('/api/articles/edition?department=science&page=1');
  const { stories } = (await answer.json()) as Edition;
  await expect(paper.headlines()).toHaveText(stories.map(({ article }) => article.text.title));
});

test('a department without an article says what would stand there', async ({ paper }) => {
  const status = await paper.openDepartment(emptyDepartment);

  expect(status).toBe(200);
  await expect(paper.heading).toHaveText('Business');
  await expect(paper.stories).toHaveCount(0);
  await expect(paper.page.getByText('Nobody has published in Business yet.')).toBeVisible();
  await expect(paper.write).toHaveCount(0);
});

test('a department without an article invites those who may write for it', async ({ signedInAs, paper, editor }) => {
  await signedInAs('jonas');
  await paper.openDepartment(emptyDepartment);

  await paper.write.click();

  await expect(editor.department).toHaveValue(emptyDepartment);
});

test('an unknown address answers 404 and says what to do', async ({ faults, frame }) => {
  faults.expectStatus(404);

  const status = await frame.visit('/no/such/page');

  expect(status).toBe(404);
  await expect(frame.heading).toHaveText('There is nothing here');
  await expect(frame.main.getByRole('link', { name: 'Front page' })).toBeVisible();
});

test('an unknown department answers 404', async ({ faults, paper }) => {
  faults.expectStatus(404);

  expect(await paper.openDepartment('weather')).toBe(404);
  await expect(paper.heading).toHaveText('There is nothing here');
});

test('an article that one may not read looks like one that does not exist', async ({ faults, frame, articlePage }) => {
  faults.expectStatus(404);

  expect(await articlePage.open('there-is-no-such-article')).toBe(404);
  const missing = await frame.main.ariaSnapshot();
  expect(await articlePage.open(draft)).toBe(404);
  const unreadable = await frame.main.ariaSnapshot();

  expect(unreadable).toBe(missing);
});

test('the editor of an article that one may not read looks like one that does not exist', async ({
  faults,
  signedInAs,
  frame,
  editor,
}) => {
  faults.expectStatus(404);
  await signedInAs('jonas');

  expect(await editor.open('there-is-no-such-article')).toBe(404);
  const missing = await frame.main.ariaSnapshot();
  expect(await editor.open(draft)).toBe(404);

  expect(await frame.main.ariaSnapshot()).toBe(missing);
});

test('a reader finds nothing to do with an article', async ({ signedInAs, articlePage }) => {
  await signedInAs('tom');

  await articlePage.open(published);

  await expect(articlePage.stage).toHaveText('Published');
  await expect(articlePage.bar).toHaveCount(0);
});

test('one’s own name leads to one’s own page', async ({ page, signedInAs, frame }) => {
  await signedInAs('ada');
  await frame.visit('/');

  await frame.me.click();
  await frame.panel.getByRole('link', { name: 'Ada Okafor' }).click();

  await expect(page).toHaveURL('/people/ada-okafor');
});

test('when code has broken off, links and forms are the browser’s again', async ({ page, frame }) => {
  await frame.visit('/');
  await page.evaluate(() => document.documentElement.setAttribute('data-hydration', 'failed'));
  const isNew = () => page.evaluate(() => !document.documentElement.hasAttribute('data-hydration'));

  await page.getByRole('navigation').getByRole('link', { name: 'Science' }).first().click();
  await expect(page).toHaveURL('/departments/science');
  expect(await isNew()).toBe(true);

  await page.evaluate(() => document.documentElement.setAttribute('data-hydration', 'failed'));
  await page.getByRole('searchbox').first().fill('harbour');
  await page.getByRole('searchbox').first().press('Enter');
  await expect(page).toHaveURL(/\/search\?q=harbour/);
  expect(await isNew()).toBe(true);
});
