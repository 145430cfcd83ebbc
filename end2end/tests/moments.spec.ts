import { expect, test } from '../fixtures';
import { published } from '../seed';

test.use({ timezoneId: 'Asia/Kolkata' });

test('moments are told by the reader’s clock', async ({ page, signedInAs, articlePage, desk }) => {
  await signedInAs('ada');
  await articlePage.open(published);
  const moment = page.getByRole('article').locator('time').first();
  const at = (await moment.getAttribute('datetime')) ?? '';

  await expect(moment).toHaveText(inKolkata(at));
  await expect(page.getByText('Days and times are those of your clock.')).toBeVisible();

  await desk.open();
  for (const each of await page.getByRole('main').locator('time').all()) {
    await expect(each).toHaveText(inKolkata((await each.getAttribute('datetime')) ?? ''));
  }
});

test('a moment that a page writes anew is told by the same clock', async ({ page, signedInAs, desk }) => {
  await signedInAs('rosa');
  await desk.open('draft');

  await desk.stages.getByRole('link', { name: /^Published/ }).click();

  await expect(desk.stage('Published').getByRole('listitem').nth(6)).toBeVisible();
  await expect(desk.all.getByText('UTC')).toHaveCount(0);
  const moment = desk.all.locator('time').first();
  await expect(moment).toHaveText(inKolkata((await moment.getAttribute('datetime')) ?? ''));
  await expect(page).toHaveURL('/desk?stage=published');
});

test('the day is written alike with script and without', async ({ paper }) => {
  await paper.visit('/');

  await expect(paper.heading.locator('time')).toHaveText(/^\w+day, \d+ \w+ \d{4}$/);
});

/** `22 November 2026, 16:08`: five and a half hours ahead of UTC. */
function inKolkata(at: string): string {
  const [date, time] = new Date(Date.parse(at) + 5.5 * 3_600_000).toISOString().split('T');
  const [year, month, day] = (date ?? '').split('-').map(Number);
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  return `${day} ${months[(month ?? 1) - 1]} ${year}, ${time?.slice(0, 5)}`;
}
