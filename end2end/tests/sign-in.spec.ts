import { expect, sessionCookies, test } from '../fixtures';
import { inReview } from '../seed';

const oneText = 'This e-mail address and password do not belong together. Check both, then try again.';

test('an e-mail address and its password lead into the newsroom', async ({ page, newsroom, frame, signInPage }) => {
  await signInPage.open();

  await signInPage.signIn('ada@stile.example', newsroom.passwords['ada@stile.example'] ?? '');

  await expect(page).toHaveURL('/');
  await expect(frame.me).toContainText('Ada Okafor');
  await expect(frame.signIn).toHaveCount(0);
});

test('a wrong password keeps the address and empties the password', async ({ faults, page, frame, signInPage }) => {
  faults.expectStatus(422);
  await signInPage.open();

  await signInPage.signIn('ada@stile.example', 'not hers');

  await expect(signInPage.alert).toHaveText(oneText);
  await expect(signInPage.email).toHaveValue('ada@stile.example');
  await expect(signInPage.password).toHaveValue('');
  await expect(signInPage.password).toBeFocused();
  await expect(page).toHaveURL('/sign-in');
  await expect(frame.signIn).toBeVisible();
});

test('an unknown person gets the answer of a wrong password', async ({ faults, signInPage }) => {
  faults.expectStatus(422);
  await signInPage.open();

  await signInPage.signIn('nobody@stile.example', 'anything');

  await expect(signInPage.alert).toHaveText(oneText);
  await expect(signInPage.email).toHaveValue('nobody@stile.example');
  await expect(signInPage.password).toHaveValue('');
});

test('who mistyped the password signs in at the second attempt, and arrives', async ({
  faults,
  page,
  newsroom,
  signInPage,
}) => {
  faults.expectStatus(422);
  await signInPage.open('/desk');
  await signInPage.signIn('ada@stile.example', 'not hers');

  await signInPage.signIn('ada@stile.example', newsroom.passwords['ada@stile.example'] ?? '');

  await expect(page).toHaveURL('/desk');
});

test('signing in leads back to where one was', async ({ page, newsroom, paper, frame, signInPage }) => {
  await paper.visit('/departments/science?page=1');

  await frame.signIn.click();
  await expect(signInPage.heading).toHaveText('Sign in');
  await signInPage.signIn('henrik@stile.example', newsroom.passwords['henrik@stile.example'] ?? '');

  await expect(page).toHaveURL('/departments/science?page=1');
  await expect(frame.me).toContainText('Henrik Voss');
});

test('a page that asks who one is leads back to itself', async ({ faults, page, desk, signInPage }) => {
  faults.expectStatus(401);
  expect(await desk.open()).toBe(401);
  await expect(desk.heading).toHaveText('Sign in to see this page');

  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await signInPage.be('Jonas');

  await expect(page).toHaveURL('/desk');
  await expect(desk.heading).toHaveText('Desk');
});

for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/api/me']) {
  test(`the address ${elsewhere} after sign-in becomes the front page`, async ({ page, newsroom, signInPage }) => {
    await signInPage.open(elsewhere);

    await signInPage.signIn('tom@stile.example', newsroom.passwords['tom@stile.example'] ?? '');

    await expect(page).toHaveURL(`${newsroom.origin}/`);
  });
}

test('one click makes the browser that of a seeded person', async ({ page, frame, articlePage, signInPage }) => {
  await signInPage.open(`/articles/${inReview}`);
  await expect(signInPage.people.getByRole('listitem')).toHaveCount(8);

  await signInPage.be('Henrik');

  await expect(page).toHaveURL(`/articles/${inReview}`);
  await expect(frame.me).toContainText('Henrik Voss');
  await expect(articlePage.publishButton).toBeEnabled();
});

test('one click by another person ends the session before it', async ({ context, frame, signedInAs, signInPage }) => {
  await signedInAs('ada');
  const [before] = await sessionCookies(context);
  await signInPage.open();
  await expect(signInPage.page.getByText('You are signed in as Ada Okafor')).toBeVisible();

  await signInPage.be('Tom');

  await expect(frame.me).toContainText('Tom Byrne');
  const [after] = await sessionCookies(context);
  expect(after?.value).not.toBe(before?.value);
});

test('the session is where no script can read it', async ({ page, context, signedInAs, paper }) => {
  await signedInAs('ada');
  await paper.openFront();

  const [session] = await sessionCookies(context);
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  expect(session?.name).toMatch(/^__Host-/);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test('signing out ends the session on the server', async ({ context, newsroom, playwright, signedInAs, frame, desk }) => {
  await signedInAs('ada');
  const kept = await context.storageState();
  await desk.open();

  await frame.signOut();

  await expect(frame.signIn).toBeVisible();
  const thief = await playwright.request.newContext({ baseURL: newsroom.origin, storageState: kept });
  const answer = await thief.get('/desk');
  await thief.dispose();
  expect(kept.cookies.map(({ name }) => name)).toContain('__Host-Http-stile');
  expect(answer.status()).toBe(401);
});

test('Back shows nothing of the newsroom to who has signed out', async ({ faults, page, signedInAs, frame, desk }) => {
  faults.expectStatus(401);
  await signedInAs('ada');
  await desk.open();
  await frame.signOut();
  await expect(page).toHaveURL('/');

  await page.goBack();

  await expect(page).toHaveURL('/desk');
  await expect(desk.heading).toHaveText('Sign in to see this page');
  await expect(frame.me).not.toContainText('Ada');
});

test('what is missing is named next to its field', async ({ faults, page, signInPage }) => {
  faults.expectStatus(422);
  await signInPage.visit('/sign-in');

  await signInPage.leadOn(() => page.getByRole('button', { name: 'Sign in', exact: true }).click());

  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription('Write your e-mail address.');
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Write your password.');
});
