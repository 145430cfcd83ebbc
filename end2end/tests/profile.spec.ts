import { expect, test } from '../fixtures';
import { picture } from '../pages/filesPanel';

test('a new name stands in the masthead at once', async ({ page, signedInAs, ownAccount, frame }) => {
  await signedInAs('ada');
  await ownAccount.open();

  await ownAccount.rename('Ada Eze');

  await expect(page).toHaveURL('/account?profile=saved#profile');
  await expect(ownAccount.profile).toContainText('What you show of yourself is saved.');
  await expect(frame.me).toContainText('Ada Eze');
});

test('a picture takes the place of the initials, until it is removed', async ({ page, signedInAs, ownAccount, frame }) => {
  await signedInAs('ada');
  await ownAccount.open();
  await expect(frame.me).toContainText('AO');

  await ownAccount.show(picture);
  const shown = frame.me.locator('img');
  await expect(shown).toHaveJSProperty('complete', true);
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(5);
  await expect(frame.me).not.toContainText('AO');
  await ownAccount.visit('/people/ada-okafor');
  await expect(page.getByRole('main').locator('img.picture')).toBeVisible();
  await ownAccount.open();
  await ownAccount.hide();

  await expect(frame.me.locator('img')).toHaveCount(0);
  await expect(frame.me).toContainText('AO');
});

test('what is no picture is refused where it was chosen', async ({ faults, signedInAs, ownAccount, frame }) => {
  faults.expectStatus(422);
  await signedInAs('ada');
  await ownAccount.open();

  await ownAccount.choose({ ...picture, name: 'dot.jpg' });
  await ownAccount.sendPicture();

  await expect(ownAccount.error).toContainText('This file is not what its name says.');
  await expect(frame.me.locator('img')).toHaveCount(0);
});
