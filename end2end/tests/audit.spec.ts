import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../fixtures';
import { commented, inReview, inReviewByEditor } from '../seed';

test('an administrator finds who was refused what, and why', async ({ page, signedInAs, colleague, audit, frame }) => {
  const ada = await colleague('ada');
  await ada.publish(inReview);
  await ada.isRefusedToPublish(inReviewByEditor);
  await signedInAs('priya');
  await frame.visit('/');
  await frame.newsroom.getByRole('link', { name: 'Audit trail' }).click();
  await expect(audit.heading).toHaveText('Audit trail');
  await expect(async () => {
    await audit.open();
    await expect(audit.entries).toHaveCount(2, { timeout: 500 });
  }).toPass();

  await audit.person.fill('ada');
  await audit.outcome.selectOption('Refused');
  await audit.show();

  await expect(page).toHaveURL('/audit?person=ada&outcome=refused');
  await expect(audit.entries).toHaveCount(1);
  await expect(audit.entries).toContainText('Tried to publish an article');
  await expect(audit.entries).toContainText('nobody publishes their own article');
  await expect(audit.entries.getByRole('link', { name: 'Ada Okafor' })).toHaveAttribute('href', '/people/ada-okafor');
});

test('people find what they did behind their own name', async ({ page, signedInAs, colleague, audit, frame }) => {
  const tom = await colleague('tom');
  await tom.comment(commented, 'Moss, of all things.');
  await signedInAs('tom');
  await frame.visit('/');

  await page.locator('button.who').click();
  await page.getByRole('link', { name: 'What I did' }).click();

  await expect(audit.heading).toHaveText('Audit trail');
  await expect(audit.entries).toHaveCount(1);
  await expect(audit.entries).toContainText('Commented on an article');
  await expect(audit.person).toHaveCount(0);
  await expect(frame.newsroom.getByRole('link', { name: 'Audit trail' })).toHaveCount(0);
});

test('what cannot be asked for is said next to its field', async ({ signedInAs, audit }) => {
  await signedInAs('priya');

  await audit.open('?person=zebedee&from=2026-02-02&until=2026-02-01');

  await expect(audit.person).toHaveAccessibleDescription(/Nobody here has this name/);
  await expect(audit.until).toHaveAccessibleDescription('The last day is before the first one.');
});

test('the entries are downloaded as a file', async ({ page, signedInAs, colleague, audit }) => {
  await (await colleague('tom')).comment(commented, 'Moss, of all things.');
  await signedInAs('tom');
  await audit.open('?outcome=allowed');

  const downloaded = page.waitForEvent('download');
  await audit.download.click();

  expect((await downloaded).suggestedFilename()).toBe('audit-trail.csv');
  expect((await downloaded).url()).toContain('/audit.csv?outcome=allowed');
});

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const) {
  test(`entries can be read by everybody, ${width} wide and ${colorScheme}`, async ({ page, signedInAs, colleague, audit }) => {
    await (await colleague('ada')).publish(inReview);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await signedInAs('priya');
    await audit.open();
    await expect(audit.entries).toHaveCount(1);

    const { violations } = await new AxeBuilder({ page }).analyze();

    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
