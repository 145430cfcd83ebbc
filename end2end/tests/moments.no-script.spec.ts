import { expect, test } from '../fixtures';
import { published } from '../seed';

test.use({ timezoneId: 'Asia/Kolkata' });

test('without script a time of day says that it is UTC', async ({ page, articlePage }) => {
  await articlePage.open(published);

  const moment = page.getByRole('article').locator('time').first();
  const at = new Date((await moment.getAttribute('datetime')) ?? '');
  await expect(moment).toHaveText(new RegExp(`^\\d+ \\w+ ${at.getUTCFullYear()}, ${at.toISOString().slice(11, 16)} UTC$`));
  await expect(page.getByText('Days and times are UTC.')).toBeVisible();
  await expect(page.getByText('Days and times are those of your clock.')).toBeHidden();
});

test('the day is written alike with script and without', async ({ paper }) => {
  await paper.visit('/');

  await expect(paper.heading.locator('time')).toHaveText(/^\w+day, \d+ \w+ \d{4}$/);
});
