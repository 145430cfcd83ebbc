import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../fixtures';

test('who is asked for a proof gives it over the page, and what they did goes on', async ({ page, newsroom, faults, signInPage, personPage, proof }) => {
  faults.expectStatus(403);
  faults.expectStatus(422);
  const password = newsroom.passwords['mei@stile.example'] ?? '';
  await signInPage.open();
  await signInPage.signIn('mei@stile.example', password);
  await personPage.open('tom-byrne');
  await proof.growsStale();

  await personPage.give('author@politics');
  await expect(proof.dialog).toContainText('Who gives or takes a role has proved lately who they are.');
  await expect(proof.password).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await proof.password.fill('not mine');
  await proof.goOn();
  await expect(proof.password).toHaveAccessibleDescription('This is not your password. Check it, then try again.');
  await proof.password.fill(password);
  await proof.goOn();

  await expect(proof.dialog).toBeHidden();
  await expect(personPage.roles).toContainText(['Author, Politics', 'Reader']);
  await expect(page).toHaveURL('/people/tom-byrne');
});

test('who does not want to prove it is told why nothing was done, and the way on', async ({ page, faults, signedInAs, personPage, proof }) => {
  faults.expectStatus(403);
  await signedInAs('mei');
  await personPage.open('tom-byrne');
  await proof.growsStale();

  await personPage.give('author@politics');
  await expect(proof.dialog).toBeVisible();
  await page.keyboard.press('Escape');

  await expect(proof.dialog).toBeHidden();
  await expect(personPage.alert).toContainText('This needs a fresh proof that it is you.');
  await expect(personPage.alert.getByRole('link', { name: 'Prove that it is you' })).toBeVisible();
  await expect(personPage.roles).toHaveCount(1);
});

test('in development one click proves it', async ({ faults, page, signedInAs, personPage, proof }) => {
  faults.expectStatus(403);
  await signedInAs('mei');
  await personPage.open('tom-byrne');
  await proof.growsStale();

  await personPage.give('author@politics');
  await proof.dialog.getByRole('button', { name: /Development only/ }).click();

  await expect(personPage.roles).toContainText(['Author, Politics', 'Reader']);
  await expect(page).toHaveURL('/people/tom-byrne');
});

test('who has an authenticator app is asked for its code, on the way in and again', async ({ page, newsroom, faults, signedInAs, leavesAndIs, factors, signInPage, frame, personPage, proof }) => {
  faults.expectStatus(422);
  await signedInAs('mei');
  await factors.open();
  await factors.begin();
  const key = (await factors.key.textContent()) ?? '';
  await factors.confirm(await factors.shown());
  const codes = await factors.codes.allTextContents();
  await leavesAndIs('tom');
  await signInPage.open('/people/tom-byrne');
  await signInPage.signIn('mei@stile.example', newsroom.passwords['mei@stile.example'] ?? '');

  await expect(page).toHaveURL('/sign-in/second-factor?next=/people/tom-byrne');
  await expect(frame.me).toContainText('Tom Byrne');
  await proof.finish('000000');
  await expect(proof.secondCode).toHaveAccessibleDescription(/This code does not count/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await proof.finish(codes[0] ?? '');
  await expect(page).toHaveURL('/people/tom-byrne');
  await expect(frame.me).toContainText('Mei Tanaka');

  faults.expectStatus(403);
  await proof.growsStale();
  await personPage.give('author@politics');
  await proof.code.fill(codes[1] ?? '');
  await proof.goOn();
  await expect(personPage.roles).toContainText(['Author, Politics', 'Reader']);
  expect(key).not.toBe('');
});
