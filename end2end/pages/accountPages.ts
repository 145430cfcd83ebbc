import { expect, type Locator, type Page } from '@playwright/test';

import { Screen } from './screen';

/** Where an account begins, and where one gets back into it: by a letter. */
export class AccountPages extends Screen {
  readonly email: Locator;
  readonly fullName: Locator;
  readonly password: Locator;
  readonly meter: Locator;
  readonly advice: Locator;
  readonly said: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.email = main.getByLabel('E-mail address', { exact: true });
    this.fullName = main.getByLabel('Name', { exact: true });
    this.password = main.getByLabel('Password', { exact: true });
    this.meter = main.getByRole('meter', { name: 'Strength of the password' });
    this.advice = main.locator('.strength').getByRole('status');
    this.said = main.locator('.notice').getByRole('paragraph').first();
  }

  /** Asks for a letter on that page. */
  async ask(address: '/sign-up' | '/recovery', email: string): Promise<void> {
    await this.visit(address);
    await this.email.fill(email);
    await this.page.getByRole('button', { name: 'Send me the letter' }).click();
    await expect(this.page).toHaveURL(`${address}?letter=sent`);
  }

  /** Follows the link in the newest letter to that address. */
  async follow(email: string): Promise<void> {
    const letter = this.page.getByRole('article').filter({ hasText: `To ${email},` }).first();
    await expect(async () => {
      await this.page.goto('/dev/mailbox');
      await expect(letter).toBeVisible({ timeout: 100 });
    }).toPass();
    await this.leadOn(() => letter.getByRole('link').click());
  }

  /** Has that password from now on, by a letter. */
  async chooses(email: string, password: string): Promise<void> {
    await this.ask('/recovery', email);
    await this.follow(email);
    await this.password.fill(password);
    await this.finish('Keep this password');
  }

  /** Sends the form that the link has led to. */
  async finish(button: 'Make my account' | 'Keep this password'): Promise<void> {
    await this.leadOn(() => this.page.getByRole('button', { name: button }).click());
  }
}
