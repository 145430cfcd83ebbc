import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Page } from '@playwright/test';

import type { Colleague } from '../colleague';
import { expect, sessionCookies, test as base } from '../fixtures';
import type { Newsroom } from '../newsroom.mjs';
import { published } from '../seed';

/** Pages of somebody else: on another site, and on another port of our own host. */
interface Elsewhere {
  evil: string;
  sibling: string;
  /** What the next page there says. */
  says: (html: string) => void;
}

const test = base.extend<{ elsewhere: Elsewhere }>({
  elsewhere: async ({}, use) => {
    let html = '';
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const says = (next: string) => (html = `<!doctype html><meta charset="utf-8"><title>elsewhere</title>${next}`);
    await use({ evil: `http://127.0.0.1:${port}/`, sibling: `http://localhost:${port}/`, says });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

const encodings = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** A form that sends itself. */
const form = (action: string, encoding: string, fields: Record<string, string>) => {
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`);
  return `<form method="post" enctype="${encoding}" action="${action}">${inputs.join('')}</form>
    <script>document.forms[0].submit()</script>`;
};

/** Opens a page there, and waits for what the server answers to what it sends. */
const answers = async (page: Page, address: string, path: string) => {
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === path);
  // It is interrupted by what the page sends.
  await page.goto(address, { waitUntil: 'commit' }).catch(() => undefined);
  const status = (await answer).status();
  await page.waitForURL((url) => url.pathname === path);
  return status;
};

/** How often the server has refused to sign somebody out: what a browser hides from a script. */
const refusals = ({ log }: Newsroom) => log().match(/path="\/api\/sign-out" status=403/g)?.length ?? 0;

/** The number of an article, and all that is said about it. */
const about = async (colleague: Colleague, slug: string) => {
  const { article } = (await colleague.ask('articles/load', { slug })) as { article: { id: number } };
  return { id: String(article.id), said: JSON.stringify(await colleague.ask('comments/load', { slug, page: 1 })) };
};

const attacks = (id: string): { path: string; fields: Record<string, string> }[] => [
  { path: '/api/sign-out', fields: { a: 'b' } },
  { path: '/api/comments/create', fields: { id, text: 'Forged' } },
  { path: '/api/account/choose-theme', fields: { theme: 'dark' } },
];

for (const [who, from] of [['another site', 'evil'], ['another port of our host', 'sibling']] as const) {
  test(`no form of ${who} does anything, however it is encoded`, async ({ context, elsewhere, newsroom, colleague, signedInAs, page, faults }) => {
    faults.expectStatus(403);
    const tom = await colleague('tom');
    await signedInAs('tom');
    const [before] = await sessionCookies(context);
    const { id, said } = await about(tom, published);

    for (const { path, fields } of attacks(id)) {
      for (const encoding of encodings) {
        elsewhere.says(form(`${newsroom.origin}${path}`, encoding, fields));
        expect(await answers(page, elsewhere[from], path), `${path} as ${encoding}`).toBe(403);
      }
    }

    const [after] = await sessionCookies(context);
    expect(after?.value).toBe(before?.value);
    expect((await about(tom, published)).said).toBe(said);
    await page.goto('/');
    await expect(page.getByRole('banner')).toContainText('Tom');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
  });

  test(`no form of ${who} signs anybody in`, async ({ context, elsewhere, newsroom, page, faults }) => {
    faults.expectStatus(403);
    const password = newsroom.passwords['tom@stile.example'] ?? '';

    for (const encoding of encodings) {
      const fields = { email: 'tom@stile.example', password };
      elsewhere.says(form(`${newsroom.origin}/api/sign-in`, encoding, fields));
      expect(await answers(page, elsewhere[from], '/api/sign-in'), encoding).toBe(403);
    }

    expect(await sessionCookies(context)).toEqual([]);
  });

  test(`no script of ${who} does anything`, async ({ context, elsewhere, newsroom, signedInAs, page, faults }) => {
    faults.expect(/./);
    await signedInAs('tom');
    const [before] = await sessionCookies(context);
    const target = JSON.stringify(`${newsroom.origin}/api/sign-out`);

    for (const script of [
      `fetch(${target}, { method: 'POST', mode: 'no-cors', credentials: 'include', body: 'a=b' })`,
      `fetch(${target}, { method: 'POST', mode: 'no-cors', credentials: 'include', keepalive: true, body: new URLSearchParams({ a: 'b' }) })`,
      `navigator.sendBeacon(${target}, new URLSearchParams({ a: 'b' }))`,
    ]) {
      const before = refusals(newsroom);
      elsewhere.says(`<script>${script}</script>`);
      await page.goto(elsewhere[from]);
      await expect.poll(() => refusals(newsroom), script).toBe(before + 1);
    }
    elsewhere.says(`<script>
      fetch(${target}, { method: 'POST', credentials: 'include', headers: { 'x-stile-user': '' }, body: new URLSearchParams({ a: 'b' }) })
        .catch(() => (document.title = 'stopped'));
    </script>`);
    await page.goto(elsewhere[from]);
    await expect(page).toHaveTitle('stopped');

    const [after] = await sessionCookies(context);
    expect(after?.value).toBe(before?.value);
    expect((await page.request.get('/api/me')).headers()['content-type']).toBe('application/json');
    await page.goto('/');
    await expect(page.getByRole('banner')).toContainText('Tom');
  });
}

test('no form in a sandboxed frame does anything', async ({ context, elsewhere, newsroom, signedInAs, page, faults }) => {
  faults.expect(/./);
  await signedInAs('tom');
  const [before] = await sessionCookies(context);
  const inside = form(`${newsroom.origin}/api/sign-out`, encodings[0] ?? '', { a: 'b' }).replaceAll('"', '&quot;');
  elsewhere.says(`<iframe sandbox="allow-forms allow-scripts" srcdoc="${inside}"></iframe>`);

  const refused = refusals(newsroom);
  await page.goto(elsewhere.sibling);
  await expect.poll(() => refusals(newsroom)).toBe(refused + 1);

  const [after] = await sessionCookies(context);
  expect(after?.value).toBe(before?.value);
});

test('what is only read changes nothing, whoever loads it', async ({ context, elsewhere, newsroom, signedInAs, page, faults }) => {
  faults.expect(/./);
  await signedInAs('tom');
  const [before] = await sessionCookies(context);
  const targets = ['sign-out', 'sign-in', 'account/choose-theme', 'comments/create'];
  const tags = targets.map((path) => `${newsroom.origin}/api/${path}?theme=dark&text=Forged`).map(
    (address) => `<img src="${address}"><script src="${address}"></script><link rel="stylesheet" href="${address}">
      <iframe src="${address}"></iframe><object data="${address}"></object><video src="${address}"></video>`,
  );
  elsewhere.says(tags.join(''));

  await page.goto(elsewhere.evil);
  await page.goto(`${newsroom.origin}/api/sign-out`);

  const [after] = await sessionCookies(context);
  expect(after?.value).toBe(before?.value);
  await page.goto('/');
  await expect(page.getByRole('banner')).toContainText('Tom');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
});

test('no form of a page without an address does anything', async ({ context, elsewhere, newsroom, signedInAs, page, faults }) => {
  faults.expect(/./);
  await signedInAs('tom');
  const [before] = await sessionCookies(context);
  const inside = form(`${newsroom.origin}/api/sign-out`, encodings[0] ?? '', { a: 'b' });
  elsewhere.says(`<iframe src="data:text/html,${encodeURIComponent(inside)}"></iframe>`);

  const refused = refusals(newsroom);
  await page.goto(elsewhere.evil);
  await expect.poll(() => refusals(newsroom)).toBe(refused + 1);

  const [after] = await sessionCookies(context);
  expect(after?.value).toBe(before?.value);
});

test('what another site opens in a window, or ahead of time, changes nothing and has no hold on us', async ({
  context,
  elsewhere,
  newsroom,
  signedInAs,
  page,
  faults,
}) => {
  faults.allow(/./);
  await signedInAs('tom');
  const [before] = await sessionCookies(context);
  const address = `${newsroom.origin}/api/sign-out?next=/`;
  const rules = { prerender: [{ urls: [address] }], prefetch: [{ urls: [`${address}&again`] }] };
  elsewhere.says(`<script type="speculationrules">${JSON.stringify(rules)}</script>
    <link rel="prefetch" href="${address}"><link rel="dns-prefetch" href="${newsroom.origin}">
    <button>Open</button><script>document.querySelector('button').onclick = () => (window.opened = window.open('${newsroom.origin}/desk'))</script>`);
  await page.goto(elsewhere.evil);

  const [opened] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Open' }).click()]);
  await expect(opened.getByRole('banner')).toContainText('Tom');

  expect(await opened.evaluate(() => window.opener)).toBeNull();
  await expect.poll(() => page.evaluate(() => (window as unknown as { opened: Window }).opened.closed)).toBe(true);
  const [after] = await sessionCookies(context);
  expect(after?.value).toBe(before?.value);
});

test('no page of ours is shown in a frame of another site', async ({ elsewhere, newsroom, page, faults }) => {
  faults.expect(/frame|refused|CSP|Content Security|violations/i);
  elsewhere.says(`<iframe src="${newsroom.origin}/"></iframe><iframe src="${newsroom.origin}/sign-in"></iframe>`);

  await page.goto(elsewhere.evil);

  for (const frame of page.frames().slice(1)) {
    await expect(frame.locator('body')).not.toContainText('The Daily Stile');
  }
});
