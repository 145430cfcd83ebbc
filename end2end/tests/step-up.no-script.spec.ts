import { expect, test } from '../fixtures';

test('without script the form waits on a page of its own, and goes on by itself', async ({ page, newsroom, faults, signInPage, personPage, proof }) => {
  faults.expectStatus(403);
  faults.expectStatus(422);
  const password = newsroom.passwords['mei@stile.example'] ?? '';
  await signInPage.open();
  await signInPage.signIn('mei@stile.example', password);
  await personPage.open('tom-byrne');
  await proof.growsStale();

  await personPage.give('author@politics');
  await expect(proof.heading).toHaveText('Prove that it is you');
  await expect(page.getByRole('main')).toContainText('What you were doing waits');
  await proof.password.fill('not mine');
  await proof.goOnFromThere();
  await expect(proof.password).toHaveAccessibleDescription('This is not your password. Check it, then try again.');
  await proof.password.fill(password);
  await proof.goOnFromThere();

  await expect(page).toHaveURL('/people/tom-byrne');
  await expect(personPage.roles).toContainText(['Author, Politics', 'Reader']);
});

test('without script an authenticator app is asked for on a page of its own', async ({ page, newsroom, signedInAs, leavesAndIs, factors, signInPage, frame, proof }) => {
  await signedInAs('mei');
  await factors.open();
  await factors.add();
  const codes = await factors.codes.allTextContents();
  await leavesAndIs('tom');
  await signInPage.open('/desk');
  await signInPage.signIn('mei@stile.example', newsroom.passwords['mei@stile.example'] ?? '');

  await expect(page).toHaveURL('/sign-in/second-factor?next=/desk');
  await proof.finish(codes[0] ?? '');

  await expect(page).toHaveURL('/desk');
  await expect(frame.me).toContainText('Mei Tanaka');
});
