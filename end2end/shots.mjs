// Writes pictures of the pages, wide and narrow, light and dark: `npm run shots -- FOLDER`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { openNewsroom } from './newsroom.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ name: string, as?: string, path: string, then?: (page: Page) => Promise<void> }} Shot */

const folder = process.argv[2] ?? '/tmp/shots';

const inReview = '/articles/what-a-seed-bank-does-on-sundays';
const discussed = '/articles/sixty-gauges-watch-the-river';
const toEdit = '/articles/the-city-owns-812-benches-and-cannot-find-ninety';
const ownInReview = '/articles/a-lake-that-is-older-than-its-valley';

/** @type {Shot[]} */
const shots = [
  { name: 'front', path: '/' },
  { name: 'front-signed-in', as: 'ada', path: '/' },
  { name: 'front-page-2', path: '/?page=2' },
  { name: 'department', path: '/departments/science' },
  { name: 'department-empty', path: '/departments/business' },
  { name: 'department-empty-author', as: 'jonas', path: '/departments/business' },
  { name: 'article-published', path: '/articles/what-the-audit-office-asked-and-what-it-was-told' },
  { name: 'comments', path: discussed },
  { name: 'comments-author', as: 'tom', path: discussed },
  { name: 'comments-moderator', as: 'rosa', path: discussed, then: openStep('Hide') },
  { name: 'article-in-review', as: 'henrik', path: inReview },
  { name: 'article-in-review-own', as: 'ada', path: ownInReview },
  { name: 'article-return-open', as: 'henrik', path: inReview, then: openStep('Return') },
  { name: 'article-returned', as: 'jonas', path: '/articles/who-owns-the-clock-on-cornmarket' },
  { name: 'article-delete-open', as: 'jonas', path: '/articles/who-owns-the-clock-on-cornmarket', then: openStep('Delete') },
  { name: 'article-published-manager', as: 'mei', path: '/articles/why-the-harbour-vote-moved-to-a-tuesday' },
  { name: 'article-retracted', as: 'henrik', path: '/articles/a-quicker-test-for-lead-in-pipes' },
  { name: 'article-taken-back', path: '/articles/a-quicker-test-for-lead-in-pipes' },
  { name: 'article-history', as: 'henrik', path: `${inReview}/history` },
  { name: 'article-settings', as: 'ada', path: `${inReview}/settings` },
  { name: 'write', as: 'jonas', path: '/write' },
  { name: 'write-error', as: 'jonas', path: '/write', then: sendEmptyDraft },
  { name: 'editor', as: 'henrik', path: `${inReview}/edit` },
  { name: 'editor-stale', as: 'henrik', path: `${toEdit}/edit`, then: saveTooLate },
  { name: 'desk', as: 'henrik', path: '/desk' },
  { name: 'desk-author', as: 'jonas', path: '/desk' },
  { name: 'desk-reader', as: 'tom', path: '/desk?stage=draft' },
  { name: 'search', path: '/search?q=river' },
  { name: 'search-nothing', path: '/search?q=zyzzyva&department=sport' },
  { name: 'people', as: 'ada', path: '/people' },
  { name: 'person', path: '/people/lena-fuchs' },
  { name: 'person-administrator', as: 'priya', path: '/people/lena-fuchs' },
  { name: 'account', as: 'ada', path: '/account' },
  { name: 'account-email-asked', as: 'ada', path: '/account?email=asked' },
  { name: 'account-email-over', as: 'ada', path: '/account/email/finish' },
  { name: 'account-activity', as: 'ada', path: '/account/activity' },
  { name: 'account-delete', as: 'ada', path: '/account/delete' },
  { name: 'account-delete-refused', as: 'priya', path: '/account/delete' },
  { name: 'sessions', as: 'ada', path: '/people/ada-okafor/sessions' },
  { name: 'sessions-administrator', as: 'priya', path: '/people/ada-okafor/sessions' },
  { name: 'session-warning', as: 'ada', path: '/desk', then: letTheTimeRunOut },
  { name: 'session-ended', as: 'lena', path: '/desk', then: endItElsewhere },
  { name: 'audit', as: 'priya', path: '/audit', then: actAndReload },
  { name: 'audit-wrong', as: 'priya', path: '/audit?person=zebedee&from=2026-02-02&until=2026-02-01' },
  { name: 'audit-own', as: 'tom', path: '/audit', then: actAndReload },
  { name: 'audit-nothing', as: 'tom', path: '/audit?until=2020-01-01' },
  { name: 'departments', as: 'priya', path: '/departments' },
  { name: 'department-settings', as: 'priya', path: '/departments/science/settings' },
  { name: 'why', as: 'priya', path: `/why?person=tom-byrne&permission=PublishArticle&thing=${inReview.slice('/articles/'.length)}` },
  { name: 'why-self', as: 'tom', path: '/why' },
  { name: 'why-wrong', as: 'priya', path: '/why?person=nobody&permission=PublishArticle&thing=bees' },
  { name: 'powers', as: 'priya', path: '/powers' },
  { name: 'fence', as: 'henrik', path: inReview, then: openFence },
  { name: 'who', as: 'ada', path: '/', then: openWho },
  { name: 'theme-visitor', path: '/', then: openWho },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in-wrong', path: '/sign-in', then: mistype },
  { name: 'sign-in-asked', path: '/desk' },
  { name: 'not-found', path: '/articles/there-is-no-such-article' },
  { name: 'refusal', as: 'tom', path: '/write' },
];

/** @param {string} step */
function openStep(step) {
  return async (/** @type {Page} */ page) => {
    await page.locator('summary', { hasText: step }).first().click();
  };
}

/** @param {Page} page */
async function sendEmptyDraft(page) {
  await page.getByLabel('Headline').fill('');
  await page.getByLabel('Standfirst').fill('What was typed stays.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Write a headline.').waitFor();
}

/** @param {Page} page */
async function saveTooLate(page) {
  const slug = toEdit.slice('/articles/'.length);
  const { origin } = new URL(page.url());
  const loaded = await page.request.get(`/api/articles/load-to-edit?slug=${slug}`);
  const { article } = await loaded.json();
  const { id, version, text } = article;
  const theirs = { ...text, body: text.body.replace(/^.*$/m, 'Meanwhile somebody wrote a new beginning.') };
  await page.request.post('/api/articles/update', { form: { id, version, ...theirs }, headers: { origin, 'x-stile-user': '' } });
  await page.getByLabel('Standfirst').fill('My own standfirst, typed at the same time.');
  await page.getByLabel('Text').fill(text.body.replace(/^.*$/m, 'And I wrote another one.'));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('saved this in another window').waitFor();
}

/**
 * Some of it is done, and some refused.
 *
 * @param {Page} page
 */
async function actAndReload(page) {
  const { origin } = new URL(page.url());
  const headers = { origin, 'x-stile-user': '' };
  const { article } = await (await page.request.get(`/api/articles/load?slug=${discussed.slice(10)}`)).json();
  await page.request.post('/api/comments/create', { form: { id: article.id, text: 'Who read the gauges?' }, headers });
  await page.request.post('/api/articles/retract', { form: { id: article.id, note: 'No.' }, headers });
  await page.request.post('/api/people/give-role', { form: { id: 4, role: 'moderator' }, headers });
  await page.request.post('/api/people/take-role', { form: { id: 4, role: 'moderator' }, headers });
  await page.request.post('/api/people/rename', { form: { id: 4, name: 'Lena Fuchs' }, headers });
  await page.reload();
  await page.locator('html[data-hydrated="1"]').waitFor({ state: 'attached' });
}

/** @param {Page} page */
async function letTheTimeRunOut(page) {
  const name = await page.locator('html').getAttribute('data-session');
  await page.route('/api/session', (route) => route.fulfill({ json: { session: { name, endsIn: 118_000, lastsFor: 36_000_000 } } }));
  await page.evaluate((session) => new BroadcastChannel('stile').postMessage({ session, act: 'look' }), name);
  await page.getByText('You will be signed out soon').waitFor();
}

/** @param {Page} page */
async function endItElsewhere(page) {
  const { origin } = new URL(page.url());
  const id = await page.locator('html').getAttribute('data-user');
  const elsewhere = await page.context().browser()?.newContext({ baseURL: origin });
  await elsewhere?.request.post('/api/development/be-person', { form: { handle: 'priya' }, headers: { origin, 'x-stile-user': '' } });
  await elsewhere?.request.post('/api/people/end-sessions', { form: { id: id ?? '' }, headers: { origin, 'x-stile-user': '' } });
  await elsewhere?.close();
  await page.getByText('An administrator has ended this session').waitFor();
}

/** @param {Page} page */
async function openWho(page) {
  await page.locator('button.who').click();
}

/** @param {Page} page */
async function openFence(page) {
  await page.keyboard.press('`');
  await page.locator('[data-fence-says]').first().waitFor();
}

/** @param {Page} page */
async function mistype(page) {
  await page.getByLabel('E-mail address').fill('ada@stile.example');
  await page.getByLabel('Password').fill('not hers');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('main').getByRole('alert').waitFor();
}

const newsroom = await openNewsroom();
const browser = await chromium.launch(launchOptions);

/**
 * A browser of that person, who stays signed in: their later pages find the script in its cache.
 *
 * @param {string | undefined} person
 * @param {import('@playwright/test').BrowserContextOptions} look
 */
async function browserOf(person, look) {
  const context = await browser.newContext({ baseURL: newsroom.origin, reducedMotion: 'reduce', ...look });
  context.setDefaultTimeout(15_000);
  if (person !== undefined) {
    await context.request.post('/api/development/be-person', {
      form: { handle: person },
      headers: { origin: newsroom.origin, 'x-stile-user': '' },
    });
  }
  return context;
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {Shot} shot
 * @param {string} file
 */
async function take(context, shot, file) {
  const page = await context.newPage();
  try {
    await page.goto(shot.path);
    await page.locator('html[data-hydrated="1"]').waitFor({ state: 'attached' });
    await shot.then?.(page);
    await page.screenshot({ path: join(folder, file), fullPage: true });
  } catch (cause) {
    process.exitCode = 1;
    console.error(`${file}: ${cause instanceof Error ? cause.message : cause}`);
  } finally {
    await page.close();
  }
}

try {
  await mkdir(folder, { recursive: true });
  const people = [...new Set(shots.map((shot) => shot.as))];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const width of [1280, 390]) {
      for (const person of people) {
        const context = await browserOf(person, { viewport: { width, height: 900 }, colorScheme });
        for (const shot of shots.filter(({ as }) => as === person)) {
          await take(context, shot, `${shot.name}-${width}-${colorScheme}.png`);
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await newsroom.close();
}
console.log(`pictures are in ${folder}`);
