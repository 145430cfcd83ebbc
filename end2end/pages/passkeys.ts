import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** Where passkeys are kept and used. */
export class Passkeys extends Screen {
  readonly panel: Locator;
  readonly list: Locator;
  readonly alone: Locator;
  readonly use: Locator;
  readonly dialog: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.panel = main.getByRole('region', { name: 'Passkeys', exact: true });
    this.list = this.panel.getByRole('listitem');
    this.alone = main.getByRole('button', { name: 'Sign in with a passkey' });
    this.use = main.getByRole('button', { name: 'Use a passkey' });
    this.dialog = page.getByRole('dialog', { name: 'Prove that it is you' });
  }

  async open(): Promise<void> {
    await this.visit('/account/factors');
  }

  /** Has the device make one. */
  async add(): Promise<void> {
    await this.press('Add a passkey');
    await this.press('Make the passkey');
  }

  /** Presses a button of the panel that leads on. */
  async press(name: string): Promise<void> {
    await this.leadOn(() => this.panel.getByRole('button', { name }).click());
  }

  /** Opens the forms that change one. */
  async change(number: number): Promise<void> {
    await this.list.nth(number).getByRole('link', { name: 'Rename or remove' }).click();
    await this.panel.getByRole('button', { name: 'Rename it' }).waitFor();
  }
}
