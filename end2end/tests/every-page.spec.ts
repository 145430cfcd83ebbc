import type { Page } from '@playwright/test';

import type { Handle } from '../colleague';
import { expect, test } from '../fixtures';
import { draft, inReview, published, retracted } from '../seed';

/** Every address of a page: a new page is one line here. */
const addresses = [
  '/',
  '/?page=2',
  '/departments/science',
  `/articles/${published}`,
  '/articles/what-the-audit-office-asked-and-what-it-was-told',
  `/articles/${inReview}`,
  `/articles/${retracted}`,
  `/articles/${inReview}/edit`,
  `/articles/${draft}/edit`,
  `/articles/${draft}/history`,
  `/articles/${draft}/settings`,
  '/account/factors',
  '/account/factors?add=totp',
  '/account',
  '/account/activity',
  '/account/delete',
  '/audit',
  '/people',
  '/people/lena-fuchs',
  '/people/ada-okafor/sessions',
  '/search',
  '/search?q=river',
  '/write',
  '/desk',
  '/desk?stage=published',
  '/sign-in',
  '/account/email/finish',
  '/sign-up',
  '/sign-up/finish',
  '/recovery?letter=sent',
  '/recovery/finish',
  '/why',
  '/powers',
  '/no/such/page',
];

/** From the narrowest that one need not scroll (WCAG 1.4.10) to a wide desk. */
const widths = [320, 390, 768, 1280, 1920];

const visits: { person?: Handle; address: string }[] = [
  ...addresses.flatMap((address) => [{ address }, { person: 'ada' as const, address }]),
  { person: 'priya', address: '/audit' },
  { person: 'priya', address: '/departments' },
  { person: 'priya', address: '/departments/science/settings' },
  { person: 'priya', address: '/people/lena-fuchs' },
  { person: 'priya', address: '/people/ada-okafor/sessions' },
  { person: 'priya', address: '/powers' },
  { person: 'priya', address: `/why?person=ada-okafor&permission=PublishArticle&thing=${inReview}` },
];

async function tooWide(page: Page): Promise<number[]> {
  const found: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
      found.push(width);
    }
  }
  return found;
}

for (const { person, address } of visits) {
  test(`${address} fits every screen, and has a name, for ${person ?? 'a visitor'}`, async ({ faults, page, signedInAs, frame }) => {
    // What one may not see is a page too.
    faults.allow(/status of (401|403|404|410)/);
    if (person !== undefined) {
      await signedInAs(person);
    }
    await frame.visit(address);

    expect(await tooWide(page)).toEqual([]);
    await expect(page).toHaveTitle(/^.+ · The Daily Stile$/);
    await expect(frame.heading).toHaveCount(1);
  });
}

test('where the wasm does not come, the page says so and goes on without it', async ({ faults, page, frame, signInPage }) => {
  faults.expect(/ERR_FAILED|Failed to fetch|NetworkError/);
  await page.route(/\.wasm/, (route) => route.abort());

  await page.goto('/');
  await expect(page.getByText('This page works without its script, which did not start.')).toBeVisible();
  await frame.sections.getByRole('link', { name: 'Science' }).click();
  await expect(page).toHaveURL('/departments/science');
  await page.goto('/sign-in');
  await signInPage.people.getByRole('button', { name: 'Continue as Ada' }).click();
  await expect(frame.me).toContainText('Ada Okafor');
});

test('an article is printed as an article', async ({ page, articlePage, signedInAs }) => {
  await signedInAs('mei');
  await articlePage.open(published);
  await page.emulateMedia({ media: 'print' });

  for (const control of [articlePage.bar, page.getByRole('contentinfo'), page.getByRole('navigation').first(), page.getByRole('heading', { name: /comment/i })]) {
    await expect(control).toBeHidden();
  }
  await expect(articlePage.heading).toBeVisible();
  const { background, colour, font } = await page.getByRole('article').locator('.prose').evaluate((text) => {
    const style = getComputedStyle(text);
    return { background: getComputedStyle(document.documentElement).backgroundColor, colour: style.color, font: style.fontFamily };
  });
  expect([background, colour]).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  expect(font).toContain('serif');
});

test('in forced colours everything that can be used keeps an edge', async ({ page, signedInAs, desk }) => {
  await signedInAs('ada');
  await page.emulateMedia({ forcedColors: 'active' });
  await desk.open();

  const edges = await page.getByRole('main').locator('.button:not(.quiet), .badge').evaluateAll((controls) =>
    controls.filter((control) => control.checkVisibility()).map((control) => getComputedStyle(control).borderTopColor),
  );
  expect(edges.length).toBeGreaterThan(3);
  expect(edges.filter((edge) => edge === 'rgba(0, 0, 0, 0)' || edge === 'transparent')).toEqual([]);
});

test('where motion is unwanted, nothing moves', async ({ page, desk, signedInAs }) => {
  await signedInAs('ada');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await desk.open();

  await desk.write.hover();
  const lasting = await page.evaluate(() => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0).length);
  expect(lasting).toBe(0);
});
