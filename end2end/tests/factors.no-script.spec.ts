import { expect, test } from '../fixtures';

test('an app is added, and removed again', async ({ faults, signedInAs, factors }) => {
  faults.expectStatus(422);
  await signedInAs('ada');
  await factors.open();
  await factors.begin();
  const key = await factors.key.textContent();
  await factors.endOthers.uncheck();
  await factors.confirm('000000');
  await expect(factors.code).toHaveAccessibleDescription(/This code does not count/);
  await expect(factors.key).toHaveText(key ?? '');
  await expect(factors.endOthers).not.toBeChecked();

  await factors.confirm(await factors.shown());
  await expect(factors.codes).toHaveCount(10);
  await factors.press('Make new codes');
  await expect(factors.codes).toHaveCount(10);
  await factors.open();
  await expect(factors.codes).toHaveCount(0);
  await factors.app.getByRole('link', { name: 'Remove' }).click();
  await factors.sure.check();
  await factors.press('Remove the app');

  await expect(factors.said).toContainText('It is removed');
});
