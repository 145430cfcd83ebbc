import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import type { Handle } from '../colleague';
import { expect, test } from '../fixtures';
import { discussed, draft, emptyDepartment, inReview, inReviewByEditor, published, retracted, returned } from '../seed';

const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Dark differs from light in its colours only. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

interface Place {
  name: string;
  as?: Handle;
  path: string;
  status?: 401 | 403 | 404 | 410;
}

const places: Place[] = [
  { name: 'the front page', path: '/' },
  { name: 'the front page of somebody signed in', as: 'ada', path: '/' },
  { name: 'the second page of the front page', path: '/?page=2' },
  { name: 'a department', path: '/departments/science' },
  { name: 'a department of its author', as: 'lena', path: '/departments/science' },
  { name: 'a department without an article', path: `/departments/${emptyDepartment}` },
  { name: 'a department without an article, for its author', as: 'jonas', path: `/departments/${emptyDepartment}` },
  { name: 'a published article', path: `/articles/${published}` },
  { name: 'a published article with a table', path: '/articles/what-the-audit-office-asked-and-what-it-was-told' },
  { name: 'an article with comments', path: `/articles/${discussed}` },
  { name: 'an article with comments, for a moderator', as: 'rosa', path: `/articles/${discussed}` },
  { name: 'an article with comments, for who wrote one', as: 'tom', path: `/articles/${discussed}` },
  { name: 'a published article, for its manager', as: 'mei', path: `/articles/${published}` },
  { name: 'a draft, for its author', as: 'ada', path: `/articles/${draft}` },
  { name: 'a returned draft, for its author', as: 'jonas', path: `/articles/${returned}` },
  { name: 'an article in review, for its editor', as: 'henrik', path: `/articles/${inReview}` },
  { name: 'an article in review, for its author', as: 'lena', path: `/articles/${inReview}` },
  { name: 'an article in review, for an editor who wrote it', as: 'ada', path: `/articles/${inReviewByEditor}` },
  { name: 'a retracted article, for its editor', as: 'henrik', path: `/articles/${retracted}` },
  { name: 'the editor', as: 'henrik', path: `/articles/${inReview}/edit` },
  { name: 'what an article has said', as: 'henrik', path: `/articles/${inReview}/history` },
  { name: 'what is decided besides the text', as: 'ada', path: `/articles/${inReview}/settings` },
  { name: 'the departments', as: 'priya', path: '/departments' },
  { name: 'what is said of a department', as: 'priya', path: '/departments/science/settings' },
  { name: 'a new article', as: 'jonas', path: '/write' },
  { name: 'the desk of an editor', as: 'henrik', path: '/desk' },
  { name: 'the desk of an author', as: 'jonas', path: '/desk' },
  { name: 'an empty desk', as: 'tom', path: '/desk?stage=draft' },
  { name: 'the people, for a visitor', path: '/people' },
  { name: 'the people, for an administrator', as: 'priya', path: '/people?role=editor&order=-name' },
  { name: 'people whom nobody fits', as: 'ada', path: '/people?words=nobody' },
  { name: 'a person, for a visitor', path: '/people/lena-fuchs' },
  { name: 'a person, for an administrator', as: 'priya', path: '/people/lena-fuchs' },
  { name: 'an administrator, for themselves', as: 'priya', path: '/people/priya-nair' },
  { name: 'where one is signed in', as: 'priya', path: '/people/priya-nair/sessions' },
  { name: 'where somebody else is not signed in', as: 'priya', path: '/people/lena-fuchs/sessions' },
  { name: 'what happened to an account', as: 'ada', path: '/account/activity' },
  { name: 'the end of an account', as: 'ada', path: '/account/delete' },
  { name: 'the end of an account that cannot go', as: 'priya', path: '/account/delete' },
  { name: 'no second factor', as: 'tom', path: '/account/factors' },
  { name: 'an authenticator app that is being added', as: 'tom', path: '/account/factors?add=totp' },
  { name: 'codes by mail that are being turned on', as: 'tom', path: '/account/factors?add=mail' },
  { name: 'an audit trail without entries', as: 'tom', path: '/audit' },
  { name: 'an audit trail that cannot be asked for', as: 'priya', path: '/audit?person=zebedee&from=yesterday' },
  { name: 'my account', as: 'ada', path: '/account?email=asked' },
  { name: 'another e-mail address without its letter', path: '/account/email/finish' },
  { name: 'where an account begins', path: '/sign-up?letter=sent' },
  { name: 'an account without its letter', path: '/sign-up/finish' },
  { name: 'a forgotten password', path: '/recovery' },
  { name: 'a new password without its letter', path: '/recovery/finish' },
  { name: 'the search', path: '/search' },
  { name: 'what a search found', as: 'rosa', path: '/search?q=harbour' },
  { name: 'a search that found nothing', path: '/search?q=zyzzyva&department=sport' },
  { name: 'a search that cannot be', path: '/search?from=yesterday' },
  { name: 'the powers of every role', as: 'priya', path: '/powers' },
  { name: 'why somebody may not', as: 'priya', path: `/why?person=tom-byrne&permission=PublishArticle&thing=${inReview}` },
  { name: 'a question about oneself that names nothing', as: 'tom', path: '/why?permission=ReadArticle&thing=bees' },
  { name: 'the sign-in page', path: '/sign-in' },
  { name: 'the sign-in page of somebody signed in', as: 'ada', path: '/sign-in' },
  { name: 'a page that asks who one is', path: '/desk', status: 401 },
  { name: 'a refusal', as: 'tom', path: '/write', status: 403 },
  { name: 'what was taken back', path: `/articles/${retracted}`, status: 410 },
  { name: 'an unknown page', path: '/no/such/page', status: 404 },
];

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const;

/** What is wrong with the page in any of its looks, in words that say where. */
async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The legacy mode leaves other origins' frames out, of which there are none, and is twice as fast.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await (colorScheme === 'light' ? axe.withTags(allRules) : axe.withRules(rulesOfColour)).analyze();
    found.push(
      ...violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => {
          const where = `${width} ${colorScheme}: ${id} at ${target.join(' ')}`;
          return `${where}: ${failureSummary ?? help}`;
        }),
      ),
    );
    if (await isTooWide(page)) {
      found.push(`${width} ${colorScheme}: the page scrolls sideways`);
    }
  }
  return found;
}

async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

for (const { name, as, path, status } of places) {
  test(`${name} has no barriers`, async ({ faults, page, signedInAs, frame }) => {
    if (status !== undefined) {
      faults.expectStatus(status);
    }
    if (as !== undefined) {
      await signedInAs(as);
    }

    expect(await frame.visit(path)).toBe(status ?? 200);

    expect(await barriers(page)).toEqual([]);
  });
}

test('the panel of somebody signed in has no barriers', async ({ page, signedInAs, frame }) => {
  await signedInAs('ada');
  // There it covers nothing: a link that is half under it would count as a small one.
  await frame.visit('/search');

  await frame.me.click();
  await expect(frame.panel).toBeVisible();

  expect(await barriers(page)).toEqual([]);
});

test('the panel of a visitor has no barriers', async ({ page, frame }) => {
  await frame.visit('/');

  await frame.me.click();
  await expect(frame.panel).toBeVisible();

  expect(await barriers(page)).toEqual([]);
});

test('a failed sign-in has no barriers', async ({ faults, page, signInPage }) => {
  faults.expectStatus(422);
  await signInPage.open();

  await signInPage.signIn('ada@stile.example', 'not hers');
  await expect(signInPage.alert).toBeVisible();

  expect(await barriers(page)).toEqual([]);
});

test('a new article with an error has no barriers', async ({ faults, page, signedInAs, editor }) => {
  faults.expectStatus(422);
  await signedInAs('jonas');
  await editor.openNew();

  await editor.saveDraft();
  await expect(editor.alert).toBeVisible();

  expect(await barriers(page)).toEqual([]);
});

test('two versions side by side have no barriers', async ({ faults, page, signedInAs, colleague, editor }) => {
  faults.expectStatus(409);
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'Two versions', body: 'At first.' });
  await signedInAs('jonas');
  await editor.open(slug);
  await editor.text.fill('Mine.');
  await henrik.change(slug, { body: 'Theirs.' });

  await editor.save();
  await expect(editor.alert).toBeVisible();

  expect(await barriers(page)).toEqual([]);
});

for (const step of ['Return', 'Delete', 'Retract'] as const) {
  const [person, slug] = {
    Return: ['henrik', inReview],
    Delete: ['ada', draft],
    Retract: ['mei', published],
  }[step] as [Handle, string];

  test(`${step}, when it asks, has no barriers`, async ({ page, signedInAs, articlePage }) => {
    await signedInAs(person);
    await articlePage.open(slug);

    await articlePage.ask(step);

    expect(await barriers(page)).toEqual([]);
  });
}

test('a note that is missing has no barriers', async ({ faults, page, signedInAs, articlePage }) => {
  faults.expectStatus(422);
  await signedInAs('henrik');
  await articlePage.open(inReview);

  await articlePage.handBack('');
  await expect(articlePage.noteField).toHaveAttribute('aria-invalid', 'true');

  expect(await barriers(page)).toEqual([]);
});
