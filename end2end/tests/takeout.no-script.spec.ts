import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures';

test('without script people take home what is theirs', async ({ page, signedInAs, ownAccount }) => {
  await signedInAs('lena');
  await ownAccount.open();

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    ownAccount.data.getByRole('link', { name: 'Download my data' }).click(),
  ]);

  expect(saved.suggestedFilename()).toBe('my-data.json');
  const data: unknown = JSON.parse(await readFile(await saved.path(), 'utf8'));
  expect(data).toMatchObject({ profile: { name: 'Lena Fuchs', email: 'lena@stile.example' } });
});
