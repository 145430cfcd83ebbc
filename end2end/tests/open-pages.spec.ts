import type { Page } from '@playwright/test';

import { expect, sessionCookies, test } from '../fixtures';
import { hydrated } from '../pages/screen';
import { discussed, published } from '../seed';

const place = `/articles/${discussed}`;
const theSame = (page: Page) => page.evaluate(() => 'isTheSame' in window);
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isTheSame: true }));

/** The number of whoever is signed in. */
const numberOf = async (page: Page) => {
  const { user } = (await (await page.request.get('/api/me')).json()) as { user: { id: string } };
  return Number(user.id);
};

/** Everything that the browser keeps of drafts, as somebody would read it who has the browser. */
const keptDrafts = (page: Page) =>
  page.evaluate(async () => {
    const done = <T,>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === 'stile')) {
      return { count: 0, keys: 0, exported: [], texts: '' };
    }
    const database = await done(indexedDB.open('stile', 1));
    const from = database.transaction(['keys', 'drafts']);
    const drafts = (await done(from.objectStore('drafts').getAll())) as { sealed: ArrayBuffer }[];
    const keys = (await done(from.objectStore('keys').getAll())) as CryptoKey[];
    database.close();
    const exported = await Promise.all(
      keys.map((key) => crypto.subtle.exportKey('raw', key).then(() => 'exported', (cause: Error) => cause.name)),
    );
    const texts = drafts.map(({ sealed }) => new TextDecoder().decode(sealed));
    return { count: drafts.length, keys: keys.length, exported, texts: texts.join() };
  });

test('signing out in one tab signs every tab out at once', async ({ faults, page, context, signedInAs, desk, frame }) => {
  faults.expectStatus(401);
  await signedInAs('ada');
  await desk.open();
  const [second, third] = [await context.newPage(), await context.newPage()];
  await second.goto('/desk');
  await third.goto(place);
  for (const tab of [second, third]) {
    await hydrated(tab);
  }

  await frame.signOut();

  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this page');
  await expect(third.locator('#told')).toContainText('You have signed out in another tab.');
  for (const tab of [page, second, third]) {
    await expect(tab.getByRole('banner')).not.toContainText('Ada');
  }
  expect(await sessionCookies(context)).toEqual([]);
});

test('a session that is ended elsewhere shows nothing more, and its page says why', async ({ faults, signedInAs, colleague, desk, page, frame }) => {
  faults.expectStatus(401);
  await signedInAs('lena');
  await desk.open();
  const priya = await colleague('priya');

  await priya.endSessionsOf('lena-fuchs');

  await expect(desk.heading).toHaveText('Sign in to see this page');
  await expect(page.getByRole('main')).toContainText('An administrator has ended this session.');
  await expect(frame.me).not.toContainText('Lena');
});

test('who comes back later is told why their session has ended', async ({ context, signedInAs, colleague, frame, signInPage }) => {
  await signedInAs('lena');
  const kept = await sessionCookies(context);
  const elsewhere = await colleague('lena');
  await elsewhere.endSessionsOf('lena-fuchs');
  expect(kept).toHaveLength(1);

  await frame.visit('/');
  await frame.signIn.click();

  await expect(signInPage.heading).toHaveText('Sign in');
  await expect(signInPage.page.getByRole('main')).toContainText('You have ended this session from another device.');
});

test('what was typed is back after signing in again', async ({ signedInAs, colleague, discussion, page, frame, signInPage }) => {
  await signedInAs('tom');
  await discussion.open(discussed);
  await discussion.field.fill('Who reads the gauges at night?');
  const elsewhere = await colleague('tom');

  await elsewhere.endSessionsOf('tom-byrne');
  await expect(discussion.edge).toContainText('You have ended this session from another device.');
  await expect(discussion.edge).toContainText('What you had typed is kept');
  await expect(discussion.field).toHaveCount(0);
  await frame.signIn.click();
  await signInPage.be('Tom');

  await expect(page).toHaveURL(place);
  await expect(discussion.field).toHaveValue('Who reads the gauges at night?');
  await expect(discussion.edge).toContainText('What you had typed is back');
  await discussion.say('Who reads the gauges at night?');
  await expect(discussion.saying('Who reads the gauges at night?')).toBeVisible();
  await discussion.reload();
  await expect(discussion.field).toHaveValue('');
});

test('what was sent is no draft, however long it took to keep it', async ({ page, signedInAs, discussion, frame }) => {
  await page.addInitScript(() => {
    const { encrypt } = SubtleCrypto.prototype;
    const { put } = IDBObjectStore.prototype;
    SubtleCrypto.prototype.encrypt = async function (...all) {
      await new Promise((resolve) => setTimeout(resolve, 800));
      return encrypt.apply(this, all);
    };
    IDBObjectStore.prototype.put = function (...all) {
      document.documentElement.dataset.kept = this.name;
      return put.apply(this, all);
    };
  });
  await signedInAs('tom');
  await discussion.open(published);

  await discussion.say('Said once');

  await expect(page.locator('html')).toHaveAttribute('data-kept', 'drafts');
  await expect.poll(async () => (await keptDrafts(page)).count).toBe(0);
  await expect(discussion.field).toHaveValue('');
  await expect(frame.edge).toBeEmpty();
});

test('drafts are encrypted with a key that cannot be exported, and gone after signing out', async ({ page, signedInAs, discussion, frame }) => {
  await signedInAs('tom');
  await discussion.open(discussed);
  await discussion.field.fill('A thought that nobody else shall read.');

  await expect.poll(async () => (await keptDrafts(page)).count).toBe(1);
  const { exported, texts } = await keptDrafts(page);
  expect(exported).toEqual(['InvalidAccessError']);
  expect(texts).not.toContain('thought');

  page.once('dialog', (dialog) => void dialog.accept());
  await frame.signOut();
  await expect(frame.signIn).toBeVisible();
  expect(await keptDrafts(page)).toEqual({ count: 0, keys: 0, exported: [], texts: '' });
});

test('who signs out with unsaved text may think again', async ({ page, signedInAs, discussion, frame }) => {
  await signedInAs('tom');
  await discussion.open(discussed);
  await discussion.field.fill('Half a thought');
  await frame.me.click();

  const asked = page.waitForEvent('dialog');
  const click = frame.signOutButton.click();
  const dialog = await asked;
  expect(dialog.message()).toContain('Text that you have not saved is deleted');
  await dialog.dismiss();
  await click;

  await expect(discussion.field).toHaveValue('Half a thought');
  await expect(frame.me).toContainText('Tom');
});

test('nobody finds what somebody else has typed', async ({ page, signedInAs, discussion }) => {
  await signedInAs('tom');
  await discussion.open(discussed);
  await discussion.field.fill('Mine alone');
  await expect.poll(async () => (await keptDrafts(page)).count).toBe(1);
  page.on('dialog', (dialog) => void dialog.accept());

  await signedInAs('rosa');

  await expect(page.getByRole('banner')).toContainText('Rosa');
  await expect.poll(async () => (await keptDrafts(page)).count).toBe(0);
  await expect(discussion.field).toHaveValue('');
});

test('signing out without a network clears every tab, and the server hears of it when there is one', async ({
  page,
  context,
  newsroom,
  playwright,
  signedInAs,
  desk,
  frame,
}) => {
  await signedInAs('ada');
  const thief = await playwright.request.newContext({ baseURL: newsroom.origin, storageState: await context.storageState() });
  await desk.open();
  const other = await context.newPage();
  await other.goto(place);
  await hydrated(other);
  await context.setOffline(true);

  await frame.me.click();
  await frame.signOutButton.click();

  for (const tab of [page, other]) {
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Signed out');
    await expect(tab.locator('body')).not.toContainText('Ada');
  }
  expect((await thief.get('/desk')).status()).toBe(200);
  await context.setOffline(false);
  await expect(frame.signIn).toBeVisible();
  expect((await thief.get('/desk')).status()).toBe(401);
  await thief.dispose();
  // Nothing is left but that somebody was signed in here.
  const left = async () => (await context.cookies()).map(({ name }) => name);
  await expect.poll(left).toEqual(['__Host-Http-stile-device']);
});

test('two minutes before its end the page warns, and one stays signed in', async ({ page, signedInAs, frame }) => {
  await page.clock.install();
  await signedInAs('ada');
  await frame.visit('/');
  let endsIn = 119_000;
  const name = await page.locator('html').getAttribute('data-session');
  await page.route('/api/session', (route) =>
    route.fulfill({ json: { session: { name, endsIn, lastsFor: 36_000_000 } } }),
  );

  await page.clock.fastForward('28:30');
  await expect(frame.edge).toContainText('You will be signed out soon');
  endsIn = 1_800_000;
  const used = page.waitForRequest('/api/me');
  await frame.edge.getByRole('button', { name: 'Stay signed in' }).click();

  await used;
  await expect(frame.edge).toBeEmpty();
  await expect(frame.me).toContainText('Ada');
});

test('a page that the browser has kept is loaded anew', async ({ page, signedInAs, frame }) => {
  await signedInAs('ada');
  await frame.visit('/');
  await mark(page);

  await frame.leadOn(() => page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))));

  expect(await theSame(page)).toBe(false);
});

test('what is changed elsewhere is told where it is read, and to nobody who may not read it', async ({
  page,
  signedInAs,
  colleague,
  articlePage,
}) => {
  const mei = await colleague('mei');
  await signedInAs('tom');
  await articlePage.open(published);
  await mark(page);

  await mei.change(published, { standfirst: 'There is more to say.' });

  await expect(articlePage.edge).toContainText('This article has changed meanwhile.');
  expect(await theSame(page)).toBe(true);
  await articlePage.leadOn(() => articlePage.edge.getByRole('button', { name: 'Show it as it is now' }).click());
  await expect(page.getByText('There is more to say.')).toBeVisible();
});

test('a page whose answer never arrived takes no session along', async ({ page, context, newsroom, playwright, signedInAs, colleague, desk }) => {
  await signedInAs('tom');
  await desk.open();
  const [before] = await sessionCookies(context);
  const [priya, me] = [await colleague('priya'), await numberOf(page)];
  // A page that is open asks for itself once it hears of that.
  await page.goto('about:blank');
  await priya.give(me, 'author@city');

  // The answer to this one carries a new id, which the browser does not get to see.
  const lost = await playwright.request.newContext({ baseURL: newsroom.origin, storageState: await context.storageState() });
  expect((await lost.get('/search')).status()).toBe(200);
  await lost.dispose();
  await desk.open();

  await expect(desk.heading).toHaveText('Desk');
  await expect(page.getByRole('banner')).toContainText('Tom');
  const [after] = await sessionCookies(context);
  expect(after?.value).not.toBe(before?.value);
});

test('what was typed in two fields is back in both, also where one of them has changed meanwhile', async ({ faults, page, signedInAs, colleague, editor }) => {
  faults.expectStatus(401);
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'Two fields', standfirst: 'Before', body: 'Before' });
  await lena.submit(slug);
  await signedInAs('henrik');
  await editor.open(slug);
  await page.getByLabel('Standfirst').fill('My standfirst');
  await editor.text.fill('My text');
  await expect.poll(async () => (await keptDrafts(page)).count).toBe(2);
  const elsewhere = await colleague('henrik');
  const ada = await colleague('ada');
  await ada.change(slug, { standfirst: 'Hers', body: 'Before' });

  await elsewhere.endSessionsOf('henrik-voss');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this page');
  await signedInAs('henrik');
  await editor.open(slug);

  await expect(editor.text).toHaveValue('My text');
  await expect(page.getByLabel('Standfirst')).toHaveValue('Hers');
  await editor.edge.getByRole('button', { name: 'Put back what I typed' }).click();
  await expect(page.getByLabel('Standfirst')).toHaveValue('My standfirst');
  await expect(editor.edge).toBeEmpty();
});

test('a draft goes along when one goes to another page and comes back', async ({ page, signedInAs, discussion, frame }) => {
  await signedInAs('tom');
  await discussion.open(discussed);
  page.on('dialog', (dialog) => void dialog.accept());
  await discussion.field.fill('Left within a moment');

  await frame.sections.getByRole('link', { name: 'Science' }).click();
  await expect(page).toHaveURL('/departments/science');
  await page.goBack();

  await expect(discussion.field).toHaveValue('Left within a moment');
});

test('two tabs that begin an article each have a draft of their own', async ({ page, context, signedInAs, frame }) => {
  await signedInAs('jonas');
  const other = await context.newPage();
  for (const [tab, title] of [[page, 'First'], [other, 'Second']] as const) {
    await tab.goto('/write');
    await hydrated(tab);
    await expect(tab.getByLabel('Headline')).toHaveValue('');
    await tab.getByLabel('Headline').fill(title);
    await expect.poll(async () => (await keptDrafts(tab)).count).toBe(title === 'First' ? 1 : 2);
  }
  await expect(frame.me).toContainText('Jonas');
});
