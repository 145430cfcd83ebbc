import { expect, test } from '../fixtures';

test('an editor sets embargo and byline', async ({ page, signedInAs, colleague, settings, articlePage }) => {
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'On paper only' });
  await signedInAs('ada');
  await settings.open(slug);

  await settings.embargo.fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 16));
  await settings.press('Save the embargo');
  await expect(page.getByText('Readers do not see it before')).toBeVisible();
  await settings.byline.fill('The data desk');
  await settings.press('Save the byline');
  await articlePage.open(slug);

  await expect(page.getByText('By The data desk')).toBeVisible();
});

test('an address that cannot be comes back next to its field', async ({ faults, signedInAs, colleague, settings }) => {
  faults.expectStatus(422);
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'An address' });
  await signedInAs('lena');
  await settings.open(slug);

  await settings.address.fill('Tram 9: harbour');
  await settings.press('Save the address');

  await expect(settings.address).toHaveValue('Tram 9: harbour');
  await expect(settings.address).toHaveAccessibleDescription(/Try tram-9-harbour\./);
});
