import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../fixtures';

test('the first key leads past the masthead', async ({ page, frame }) => {
  await frame.visit('/departments/science');

  await page.keyboard.press('Tab');
  await expect(frame.skipLink).toBeFocused();
  await expect(frame.skipLink).toBeInViewport();
  await page.keyboard.press('Enter');

  await expect(frame.main).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.main.getByRole('link').first()).toBeFocused();
});

test('somebody signs out by keyboard', async ({ page, signedInAs, frame }) => {
  await signedInAs('ada');
  await frame.visit('/');

  await frame.me.focus();
  await page.keyboard.press('Enter');
  await expect(frame.panel).toBeVisible();
  await expect(frame.panel.getByRole('heading', { name: 'Ada Okafor' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(frame.panel.getByRole('link', { name: 'Ada Okafor' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.panel.getByRole('link', { name: 'My account' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.panel.getByRole('link', { name: 'What I did' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.panel.getByRole('link', { name: 'What may I do, and why?' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.panel.getByRole('link', { name: 'My sessions' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.theme('System')).toBeFocused();
  await page.keyboard.press('Tab');
  // In development.
  await expect(frame.panel.getByRole('button', { name: 'Show or hide the fence' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame.signOutButton).toBeFocused();
  await frame.leadOn(() => page.keyboard.press('Enter'));

  await expect(frame.signIn).toBeVisible();
});

test('Escape closes the panel and gives the focus back', async ({ page, signedInAs, frame }) => {
  await signedInAs('ada');
  await frame.visit('/');
  await frame.me.focus();
  await page.keyboard.press('Enter');
  await expect(frame.panel).toBeVisible();

  await page.keyboard.press('Escape');

  await expect(frame.panel).toBeHidden();
  await expect(frame.me).toBeFocused();
});

test('an editor hands an article back by keyboard, and knows where they are', async ({
  page,
  signedInAs,
  colleague,
  articlePage,
}) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Keys on Cornmarket' });
  await jonas.submit(slug);
  await signedInAs('henrik');
  await articlePage.open(slug);

  await articlePage.edit.focus();
  // Past Versions and Settings.
  for (let stop = 0; stop < 3; stop += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(articlePage.noteField).toBeFocused();
  await page.keyboard.type('Which keys?');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await expect(articlePage.stage).toContainText('Draft');
  await expect(articlePage.heading).toBeFocused();
});

test('an author signs in, writes and submits by keyboard alone', async ({ page, newsroom, signInPage, desk, editor, articlePage }) => {
  await signInPage.open('/desk');
  await signInPage.email.focus();
  await page.keyboard.type('jonas@stile.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type(newsroom.passwords['jonas@stile.example'] ?? '');
  await desk.leadOn(() => page.keyboard.press('Enter'));
  await expect(desk.heading).toHaveText('Desk');

  await tabTo(page, desk.write);
  await page.keyboard.press('Enter');
  await tabTo(page, editor.headline);
  await page.keyboard.type('Typed from end to end');
  await tabTo(page, editor.saveDraftButton);
  await page.keyboard.press('Enter');
  await expect(editor.saved).toHaveText(/^Saved /);
  await tabTo(page, editor.toArticle);
  await page.keyboard.press('Enter');
  await expect(articlePage.heading).toHaveText('Typed from end to end');
  await tabTo(page, articlePage.submitButton);
  await page.keyboard.press('Enter');

  await expect(articlePage.stage).toContainText('In review');
});

/** Presses Tab until the control has the focus: it must be reached within one round. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}
