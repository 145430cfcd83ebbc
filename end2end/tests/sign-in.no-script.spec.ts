import { expect, test } from '../fixtures';

test('an e-mail address and its password lead where one was', async ({ page, newsroom, paper, frame, signInPage }) => {
  await paper.openDepartment('science');

  await frame.signIn.click();
  await signInPage.signIn('ada@stile.example', newsroom.passwords['ada@stile.example'] ?? '');

  await expect(page).toHaveURL('/departments/science');
  await expect(frame.me).toContainText('Ada Okafor');
});

test('a wrong password keeps the address and empties the password', async ({ faults, newsroom, page, frame, signInPage }) => {
  faults.expectStatus(422);
  await signInPage.open('/desk');

  await signInPage.signIn('ada@stile.example', 'not hers');

  await expect(signInPage.alert).toContainText('This e-mail address and password do not belong together.');
  await expect(signInPage.email).toHaveValue('ada@stile.example');
  await expect(signInPage.password).toHaveValue('');

  await signInPage.signIn('ada@stile.example', newsroom.passwords['ada@stile.example'] ?? '');

  await expect(page).toHaveURL('/desk');
  await expect(frame.me).toContainText('Ada Okafor');
});

test('one click makes the browser that of a seeded person', async ({ page, frame, signInPage }) => {
  await signInPage.open('/desk');

  await signInPage.be('Jonas');

  await expect(page).toHaveURL('/desk');
  await expect(frame.me).toContainText('Jonas Lindqvist');
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
