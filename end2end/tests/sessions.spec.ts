import { expect, sessionCookies, test } from '../fixtures';

test('one sees where one is signed in, and ends what one does not know', async ({ signedInAs, colleague, frame, sessions, page }) => {
  await signedInAs('ada');
  const elsewhere = await colleague('ada');
  await frame.visit('/');

  await frame.me.click();
  await frame.panel.getByRole('link', { name: 'My sessions' }).click();
  await expect(page).toHaveURL('/people/ada-okafor/sessions');
  await expect(sessions.heading).toHaveText('My sessions');
  await expect(sessions.open).toHaveCount(2);
  await expect(sessions.mine).toHaveCount(1);
  await expect(sessions.endOf(sessions.mine)).toHaveCount(0);
  await sessions.end(sessions.others);

  await expect(sessions.told).toContainText('is signed out');
  await expect(sessions.open).toHaveCount(1);
  await expect(sessions.endOthers).toHaveCount(0);
  expect(await elsewhere.open('/desk')).toBe(401);
});

test('an administrator ends every session of somebody', async ({ signedInAs, colleague, personPage, sessions, page }) => {
  const [laptop, phone] = [await colleague('jonas'), await colleague('jonas')];
  await signedInAs('priya');
  await personPage.open('jonas-lindqvist');

  await personPage.administration.getByRole('link', { name: 'Sessions' }).click();
  await expect(sessions.heading).toHaveText('Sessions of Jonas Lindqvist');
  await expect(sessions.open).toHaveCount(2);
  await sessions.endAllOthers();

  await expect(page.getByText('Signed in nowhere at the moment.')).toBeVisible();
  expect([await laptop.open('/desk'), await phone.open('/desk')]).toEqual([401, 401]);
});

test('the browser keeps a session only for who asks for it', async ({ context, newsroom, signInPage, page }) => {
  await signInPage.open();
  await signInPage.signIn('tom@stile.example', newsroom.passwords['tom@stile.example'] ?? '');
  const [usual] = await sessionCookies(context);

  await signInPage.open();
  await page.getByRole('checkbox', { name: 'Keep me signed in' }).check();
  await signInPage.signIn('tom@stile.example', newsroom.passwords['tom@stile.example'] ?? '');

  const [kept] = await sessionCookies(context);
  expect(usual?.expires).toBe(-1);
  expect(kept?.expires ?? 0).toBeGreaterThan(Date.now() / 1000 + 29 * 24 * 3600);
});
