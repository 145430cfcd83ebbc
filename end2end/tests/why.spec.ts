import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { discussed, inReview, inReviewByEditor } from '../seed';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('an administrator asks why somebody may not do something', async ({ page, powers, signedInAs }) => {
  await signedInAs('priya');
  await powers.why();

  await powers.ask('rosa-delgado', 'PublishArticle', `/articles/${inReview}`);

  await expect(powers.answer).toHaveText(/^Rosa Delgado may not publish “.+”\.$/);
  await expect(powers.turns.last()).toHaveText('Yes, if they were an editor in Science too.');
  await powers.others.click();
  await expect(powers.policies.filter({ hasText: 'nobody publishes their own article' })).toBeVisible();
  await expect(powers.person).toHaveValue('rosa-delgado');
  expect(await violations(page)).toEqual([]);
});

test('what is not there is said beside its field, and what was typed stays', async ({ powers, signedInAs }) => {
  await signedInAs('priya');

  await powers.why('?person=nobody&permission=PublishArticle&thing=bees');

  await expect(powers.person).toHaveAccessibleDescription(/^There is no such person\./);
  await expect(powers.thing).toHaveValue('bees');
});

test('who is no administrator asks about themselves', async ({ frame, page, powers, signedInAs }) => {
  await signedInAs('tom');
  await frame.visit('/');
  await frame.me.click();
  await frame.panel.getByRole('link', { name: 'What may I do, and why?' }).click();

  await expect(powers.person).toHaveCount(0);
  await powers.permission.selectOption('CommentArticle');
  await powers.thing.fill(discussed);
  await powers.askButton.click();

  await expect(powers.answer).toHaveText(/^You may comment on /);
  expect(await violations(page)).toEqual([]);
});

test('the table of powers is narrowed by its address', async ({ page, powers, signedInAs }) => {
  await signedInAs('priya');
  await powers.open();
  expect(await violations(page)).toEqual([]);

  await powers.narrow('PublishArticle', 'editor');

  await expect(page).toHaveURL(/permission=PublishArticle&role=editor/);
  await expect(powers.columns).toHaveText(['State', 'Editors']);
  await expect(powers.cells).toHaveText(['others’ in department']);
});

test('the masthead leads an administrator to the table, and that to the question', async ({ frame, page, powers, signedInAs }) => {
  await signedInAs('priya');
  await frame.visit('/');

  await frame.newsroom.getByRole('link', { name: 'Powers' }).click();
  await expect(powers.columns).toHaveCount(8);
  await page.getByRole('link', { name: 'Ask about one person' }).click();

  await expect(powers.person).toHaveValue('');
  await expect(page).toHaveTitle('Who may, and why · The Daily Stile');
});

test('on a narrow screen the table of powers is cards', async ({ page, powers, signedInAs }) => {
  await signedInAs('priya');
  await page.setViewportSize({ width: 390, height: 900 });

  await powers.open('?permission=RetractArticle');

  await expect(page.getByText('department’s').first()).toBeVisible();
  await expect(page.getByText('–', { exact: true }).first()).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a control that refuses an administrator leads to why', async ({ page, powers, signedInAs }) => {
  await signedInAs('priya');
  await powers.visit('/people/priya-nair');

  await page.getByRole('link', { name: 'Why? Suspend, refused' }).click();
  await expect(powers.askButton).toBeVisible();

  await expect(powers.answer).toHaveText('You may not suspend Priya Nair.');
  await expect(powers.turns).toHaveCount(0);
});

test('the reason of everybody else leads nowhere', async ({ articlePage, page, signedInAs }) => {
  await signedInAs('ada');
  await articlePage.open(inReviewByEditor);

  await expect(page.getByText('Nobody publishes their own article.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Why/ })).toHaveCount(0);
});

test.describe('the fence', () => {
  test('says at each control what governs it, and what the server has decided', async ({ articlePage, page, signedInAs }) => {
    await signedInAs('ada');
    await articlePage.open(inReviewByEditor);
    const fence = page.getByRole('complementary', { name: 'The fence' });
    await expect(fence).toHaveCount(0);

    await page.keyboard.press('`');

    await expect(fence).toBeFocused();
    const publish = page.locator('[data-fence^="no PublishArticle"]').first();
    await expect(publish).toHaveAttribute('data-fence-says', 'No. Nobody publishes their own article.');
    await expect(publish).toHaveCSS('outline-style', 'dashed');
    await expect(fence).toContainText('Ada Okafor');
    await expect(fence.getByText(/Yes: ReadArticle/)).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  test('is closed by Escape, and by its key', async ({ articlePage, page, signedInAs }) => {
    await signedInAs('ada');
    await articlePage.open(inReviewByEditor);
    const fence = page.getByRole('complementary', { name: 'The fence' });

    await page.keyboard.press('`');
    await expect(fence).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(fence).toHaveCount(0);
    await page.keyboard.press('`');
    await page.keyboard.press('`');
    await expect(fence).toHaveCount(0);
  });

  test('is remembered in its tab, follows to another page, and leaves what is typed alone', async ({ page, frame, signedInAs }) => {
    await signedInAs('henrik');
    await frame.visit('/desk');
    const fence = page.getByRole('complementary', { name: 'The fence' });
    await frame.me.click();
    await frame.panel.getByRole('button', { name: 'Show or hide the fence' }).click();
    await expect(fence).toBeVisible();

    await frame.visit(`/articles/${inReview}`);
    await expect(fence).toContainText('ReturnArticle');
    await fence.getByRole('button', { name: 'Hide' }).click();
    await frame.reload();
    await page.getByRole('banner').getByRole('searchbox').fill('');
    await page.getByRole('banner').getByRole('searchbox').press('`');
    await expect(fence).toHaveCount(0);
  });

  test('on a narrow screen leaves the page its place', async ({ page, frame, signedInAs }) => {
    await signedInAs('henrik');
    await page.setViewportSize({ width: 390, height: 800 });
    await frame.visit(`/articles/${inReview}`);

    await page.keyboard.press('`');

    const fence = page.getByRole('complementary', { name: 'The fence' });
    await expect(fence).toContainText('Rules on this page');
    const box = await fence.boundingBox();
    expect(box?.height).toBeLessThan(400);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
