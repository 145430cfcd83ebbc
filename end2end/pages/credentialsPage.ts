import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** One's own e-mail address and password, on the page of one's own account. */
export class CredentialsPage extends Screen {
  readonly password: Locator;
  readonly current: Locator;
  readonly chosen: Locator;
  readonly advice: Locator;
  readonly email: Locator;
  readonly address: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.password = main.getByRole('region', { name: 'Password' });
    this.current = this.password.getByLabel('Current password');
    this.chosen = this.password.getByLabel('New password');
    this.advice = this.password.locator('.strength').getByRole('status');
    this.email = main.getByRole('region', { name: 'E-mail address', exact: true });
    this.address = this.email.getByLabel('New e-mail address');
  }

  async open(): Promise<number> {
    return this.visit('/account');
  }

  /** Wants to have another password. */
  async changePassword(current: string, chosen: string): Promise<void> {
    await this.current.fill(current);
    await this.chosen.fill(chosen);
    await this.send(this.password.getByRole('button', { name: 'Change the password' }));
  }

  /** Wants to have another e-mail address. */
  async changeEmail(address: string): Promise<void> {
    await this.address.fill(address);
    await this.send(this.email.getByRole('button', { name: 'Send a letter there' }));
  }

  /** Sends the form to which the letter has led. */
  async useTheAddress(): Promise<void> {
    await this.send(this.page.getByRole('button', { name: 'Use this address' }));
  }
}
