import type { BrowserContext, Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { discussed, published } from '../seed';

/** Words that occur nowhere by chance. */
const typed = {
  password: 'canary-wrong-password',
  standfirst: 'canary-standfirst',
  draft: 'canary-draft',
  comment: 'canary-comment',
  unsent: 'canary-unsent',
  hold: 'canary-hold',
};

/** Where every request of every page goes, and where it says that it comes from. */
async function addresses(context: BrowserContext): Promise<string[]> {
  const seen: string[] = [];
  await context.route('**/*', async (route, request) => {
    seen.push(request.url(), request.headers()['referer'] ?? '');
    await route.fallback();
  });
  return seen;
}

/** Everything that scripts can read of what the browser keeps, as text. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const done = <T,>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const text = (value: unknown): string =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder().decode(value)
        : value !== null && typeof value === 'object'
          ? Object.entries(value).map(([name, part]) => `${name}=${text(part)}`).join()
          : String(value);
    const texts = [document.cookie, text({ ...localStorage }), text({ ...sessionStorage }), text(history.state), (await caches.keys()).join()];
    for (const { name = '', version } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name, version));
      for (const store of database.objectStoreNames) {
        texts.push(text(await done(database.transaction(store).objectStore(store).getAll())));
      }
      database.close();
    }
    return texts.join('\n');
  });

test('what is secret stands in no address, no referrer and nowhere that scripts can read', async ({
  faults, page, context, newsroom, signInPage, editor, discussion, settings, search, frame,
}) => {
  faults.expectStatus(422);
  const asked = await addresses(context);
  const everKept: string[] = [];
  const remember = async () => everKept.push(await kept(page));

  await signInPage.open('/desk');
  await signInPage.signIn('mei@stile.example', typed.password);
  await expect(signInPage.alert).toBeVisible();
  await remember();
  await signInPage.signIn('mei@stile.example', String(newsroom.passwords['mei@stile.example']));
  await expect(page).toHaveURL('/desk');
  await remember();

  await editor.openNew();
  await editor.headline.fill('Bees');
  await editor.standfirst.fill(typed.standfirst);
  await editor.text.fill(typed.draft);
  await expect(editor.preview).toContainText(typed.draft);
  await remember();
  await editor.saveDraft();
  await expect(page).toHaveURL(/\/edit$/);
  await remember();

  await settings.open(published);
  await settings.reason.fill(typed.hold);
  await remember();
  await settings.press('Put it under legal hold');
  await discussion.open(discussed);
  await discussion.say(typed.comment);
  await expect(discussion.saying(typed.comment)).toBeVisible();
  await discussion.field.fill(typed.unsent);
  await expect.poll(async () => (await kept(page)).includes('sealed=')).toBe(true);
  await remember();
  await search.open('?q=harbour');
  await remember();

  const cookies = (await context.cookies()).map(({ value }) => value).filter((value) => value.length > 20);
  const secrets = [...Object.values(typed), ...Object.values(newsroom.passwords), ...cookies];
  page.once('dialog', (dialog) => void dialog.accept());
  await frame.signOut();
  await expect(frame.signIn).toBeVisible();
  await remember();

  expect(cookies.length).toBeGreaterThan(1);
  expect(asked.filter((address) => address.includes('/api/')).length).toBeGreaterThan(5);
  for (const secret of secrets) {
    expect(asked.filter((address) => decodeURIComponent(address).includes(secret)), secret).toEqual([]);
    expect(everKept.filter((text) => text.includes(secret)), secret).toEqual([]);
  }
});
