import { expect, test } from '../fixtures';

test.use({ colorScheme: 'light' });

test('a theme is chosen with a button, and stays', async ({ page, frame }) => {
  await frame.visit('/departments/science');
  const root = page.locator('html');
  const before = await root.evaluate((element) => getComputedStyle(element).backgroundColor);

  await frame.me.click();
  await frame.choose('Dark');
  await frame.leadOn(() => frame.useTheme.click());

  await expect(page).toHaveURL('/departments/science');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(root).not.toHaveCSS('background-color', before);

  await frame.visit('/');

  await expect(root).toHaveAttribute('data-theme', 'dark');
  await frame.me.click();
  await expect(frame.theme('Dark')).toBeChecked();
});
