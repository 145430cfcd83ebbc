import type { Page } from '@playwright/test';

import type { Handle } from '../colleague';
import { expect, test } from '../fixtures';
import { ArticlePage } from '../pages/articlePage';
import { hydrated } from '../pages/screen';
import { draft, inReview, inReviewByEditor, published, retracted } from '../seed';

/** The controls that somebody finds, or that there is nothing for them. */
type Found = string[] | 'nothing here' | 'taken back';

interface Row {
  draft: Found;
  inReview: Found;
  inReviewByEditor: Found;
  published: Found;
  retracted: Found;
}

const articles = { draft, inReview, inReviewByEditor, published, retracted };
const reads: Found = [];
const looksBack: Found = ['Versions'];

const newsroom: Record<Handle | 'a visitor', Row> = {
  ada: {
    draft: ['Edit', 'Versions', 'Settings', 'Submit', 'Delete'],
    inReview: ['Edit', 'Versions', 'Settings', 'Return', 'Publish'],
    inReviewByEditor: ['Edit', 'Versions', 'Settings', 'Return', 'Publish, disabled'],
    published: reads,
    retracted: looksBack,
  },
  henrik: {
    draft: ['Edit', 'Versions', 'Settings'],
    inReview: ['Edit', 'Versions', 'Settings', 'Return', 'Publish'],
    inReviewByEditor: ['Edit', 'Versions', 'Settings', 'Return', 'Publish'],
    published: reads,
    retracted: looksBack,
  },
  jonas: {
    draft: 'nothing here',
    inReview: 'nothing here',
    inReviewByEditor: 'nothing here',
    published: reads,
    retracted: 'taken back',
  },
  lena: {
    draft: 'nothing here',
    inReview: looksBack,
    inReviewByEditor: 'nothing here',
    published: looksBack,
    retracted: 'taken back',
  },
  mei: {
    draft: 'nothing here',
    inReview: 'nothing here',
    inReviewByEditor: 'nothing here',
    published: ['Edit', 'Versions', 'Settings', 'Retract'],
    retracted: 'taken back',
  },
  rosa: {
    draft: looksBack,
    inReview: looksBack,
    inReviewByEditor: looksBack,
    published: looksBack,
    retracted: looksBack,
  },
  priya: {
    draft: looksBack,
    inReview: looksBack,
    inReviewByEditor: looksBack,
    published: looksBack,
    retracted: looksBack,
  },
  tom: {
    draft: 'nothing here',
    inReview: 'nothing here',
    inReviewByEditor: 'nothing here',
    published: reads,
    retracted: 'taken back',
  },
  'a visitor': {
    draft: 'nothing here',
    inReview: 'nothing here',
    inReviewByEditor: 'nothing here',
    published: reads,
    retracted: 'taken back',
  },
};

/** The number of whoever is signed in. */
async function numberOf(page: Page): Promise<number> {
  const { user } = (await (await page.request.get('/api/me')).json()) as { user: { id: string } };
  return Number(user.id);
}

/** What that page shows for each of the articles. */
async function found(page: ArticlePage): Promise<Row> {
  const row: Partial<Row> = {};
  for (const [stage, slug] of Object.entries(articles) as [keyof Row, string][]) {
    const status = await page.open(slug);
    row[stage] = status === 404 ? 'nothing here' : status === 410 ? 'taken back' : await page.controls();
  }
  return row as Row;
}

for (const [person, expected] of Object.entries(newsroom) as [Handle | 'a visitor', Row][]) {
  test(`${person} finds exactly the controls that are theirs, before the script starts and after`, async ({
    faults,
    browser,
    context,
    baseURL,
    signedInAs,
    articlePage,
  }) => {
    if (Object.values(expected).includes('nothing here')) {
      faults.expectStatus(404);
    }
    if (expected.retracted === 'taken back') {
      faults.expectStatus(410);
    }
    if (person !== 'a visitor') {
      await signedInAs(person);
    }

    const withScript = await found(articlePage);
    const before = await browser.newContext({ baseURL, javaScriptEnabled: false, storageState: await context.storageState() });
    const withoutScript = await found(new ArticlePage(await before.newPage(), false));
    await before.close();

    expect(withScript).toEqual(expected);
    expect(withoutScript).toEqual(expected);
  });
}

test('permissions travel in the page: no second request, no flash', async ({ page, signedInAs, articlePage }) => {
  await signedInAs('henrik');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    const moved: string[] = [];
    const describe = (node: Node) => (node instanceof Element ? [node.outerHTML.slice(0, 120)] : []);
    const observer = new MutationObserver((mutations) => {
      for (const { addedNodes, removedNodes } of mutations) {
        moved.push(...[...addedNodes].flatMap(describe), ...[...removedNodes].flatMap(describe));
      }
    });
    addEventListener('DOMContentLoaded', () => observer.observe(document.body, { childList: true, subtree: true }));
    Object.assign(window, { moved });
  });

  await articlePage.open(inReview);
  await expect(articlePage.publishButton).toBeEnabled();
  await hydrated(page);

  // A page that is there listens for news, and has nothing else to ask.
  await expect.poll(() => asked.filter((path) => path.startsWith('/api/'))).toEqual(['/api/news']);
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
  await expect(page.locator('html')).not.toHaveAttribute('data-hydration', 'failed');
});

test('controls follow the article through its stages without a reload', async ({ signedInAs, colleague, articlePage }) => {
  const mei = await colleague('mei');
  const slug = await mei.write({ department: 'politics', title: 'The council counts its chairs' });
  await signedInAs('mei');
  await articlePage.open(slug);
  expect(await articlePage.controls()).toEqual(['Edit', 'Versions', 'Settings', 'Submit', 'Delete']);

  await articlePage.submit();

  await expect(articlePage.stage).toContainText('In review');
  expect(await articlePage.controls()).toEqual(['Edit', 'Versions', 'Settings', 'Return', 'Publish, disabled']);
});

test('what one may do changes with who one is', async ({ signedInAs, articlePage }) => {
  await signedInAs('ada');
  await articlePage.open(inReviewByEditor);
  await expect(articlePage.publishButton).toBeDisabled();

  await signedInAs('henrik');

  await expect(articlePage.publishButton).toBeEnabled();
});

test('the desk shows each person what they may read', async ({ signedInAs, desk }) => {
  await signedInAs('lena');
  await desk.open('in_review');
  await expect(desk.all.getByRole('heading', { name: 'What a seed bank does on Sundays' })).toBeVisible();
  await expect(desk.all.getByRole('heading', { name: 'A lake that is older than its valley' })).toHaveCount(0);

  await signedInAs('ada');

  await expect(desk.all.getByRole('heading', { name: 'A lake that is older than its valley' })).toBeVisible();
  await expect(desk.wayTo('What a seed bank does on Sundays')).toBeVisible();
  await expect(desk.wayTo('A lake that is older than its valley')).toHaveCount(0);
});

test('a role that is given shows in every tab, and so does its end', async ({
  page,
  context,
  signedInAs,
  colleague,
  articlePage,
}) => {
  const priya = await colleague('priya');
  await signedInAs('tom');
  const listening: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/news') {
      listening.push(request.url());
    }
  });
  await articlePage.open(published);
  const other = await context.newPage();
  await other.goto('/');
  await hydrated(other);
  await expect.poll(() => listening.length).toBe(1);
  const departments = (tab: Page) => tab.getByRole('banner').getByRole('link', { name: 'Departments' });

  const me = await numberOf(page);
  await priya.give(me, 'administrator');
  for (const tab of [page, other]) {
    await expect(departments(tab)).toBeVisible();
    await expect(tab.getByRole('banner')).toContainText('Administrator');
    await expect(tab.getByRole('alert')).toContainText('What you may do here has changed.');
  }
  await priya.take(me, 'administrator');

  for (const tab of [page, other]) {
    await expect(departments(tab)).toHaveCount(0);
    await expect(tab.getByRole('banner')).not.toContainText('Administrator');
  }
});

test('a role that is given before the script runs shows once it does', async ({ page, signedInAs, colleague }) => {
  const priya = await colleague('priya');
  await signedInAs('tom');
  await page.goto('/');
  const me = await numberOf(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/pkg/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  const listens = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/news');
  await page.goto(`/articles/${published}`, { waitUntil: 'commit' });
  await listens;

  await priya.give(me, 'administrator');
  await expect(page.locator('html')).toHaveAttribute('data-powers', 'other');
  release();

  await expect(page.getByRole('banner').getByRole('link', { name: 'Departments' })).toBeVisible();
});

test('a page that one may not read any more is gone at once, and what somebody is typing stays', async ({
  faults,
  page,
  context,
  signedInAs,
  colleague,
  articlePage,
}) => {
  faults.expect(/404/);
  const priya = await colleague('priya');
  await signedInAs('tom');
  const me = await numberOf(page);
  await priya.give(me, 'moderator');
  await articlePage.open(inReview);
  const writing = await context.newPage();
  await writing.goto(`/articles/${published}`);
  await hydrated(writing);
  await writing.getByRole('textbox', { name: 'Your comment' }).fill('Half a thought');

  await priya.take(me, 'moderator');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
  await expect(writing.getByRole('alert')).toContainText('What you typed is still here');
  await expect(writing.getByRole('textbox', { name: 'Your comment' })).toHaveValue('Half a thought');
});

test('when the tab that listens is closed another one does', async ({ page, context, signedInAs, colleague, articlePage }) => {
  const priya = await colleague('priya');
  await signedInAs('tom');
  const first = await context.newPage();
  await first.goto('/');
  await hydrated(first);
  await articlePage.open(published);

  const listens = page.waitForRequest('**/api/news');
  await first.close();
  await (await listens).response();
  await priya.give(await numberOf(page), 'administrator');

  await expect(page.getByRole('banner').getByRole('link', { name: 'Departments' })).toBeVisible();
});

test('what rules leave to the server the page asks for', async ({ page, signedInAs, articlePage }) => {
  await signedInAs('henrik');
  // The newsroom's rules ask only about what changes in these minutes: here one asks about every article,
  // and still does when the page reads its rules anew because the minutes are over.
  const rule = /\{(\\?")action\1:\[\1return\1,\1publish\1\],\1subject\1:\1Article\1,\1conditions\1:\{.*?\}\}/;
  const asks = '{"action":["return","publish"],"subject":"Article","ask":true}';
  await page.route(/\/(desk|api\/my-permissions)$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(rule, (_, quote: string) => asks.replaceAll('"', () => quote));
    await route.fulfill({ response, body });
  });
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/may') {
      asked.add(`${searchParams.get('action')} ${searchParams.get('id')}`);
    }
  });
  const open = async (slug: string) => {
    await page.goto('/desk');
    await hydrated(page);
    await page.locator(`main a[href="/articles/${slug}"]`).first().click();
    await expect(page).toHaveURL(`/articles/${slug}`);
  };

  await open(inReview);
  await expect(articlePage.publishButton).toBeEnabled();
  expect(asked.size).toBe(2);

  await open(draft);
  await expect(articlePage.heading).toBeVisible();
  await expect.poll(() => asked.size).toBe(4);
  await expect(articlePage.publishButton).toHaveCount(0);
});
