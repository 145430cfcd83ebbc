import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The doors into the newsroom. */
export class SignInPage extends Screen {
  readonly email: Locator;
  readonly password: Locator;
  readonly button: Locator;
  readonly people: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.email = main.getByLabel('E-mail address');
    this.password = main.getByLabel('Password');
    this.button = main.getByRole('button', { name: 'Sign in', exact: true });
    this.people = main.getByRole('region', { name: 'Or be one of these people' });
  }

  async open(next?: string): Promise<number> {
    return this.visit(next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.leadOn(() => this.button.click());
  }

  /** One click as one of the seeded people, in development. */
  async be(firstName: string): Promise<void> {
    await this.leadOn(() => this.people.getByRole('button', { name: `Continue as ${firstName}` }).click());
  }
}
