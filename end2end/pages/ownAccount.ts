import type { Locator, Page } from '@playwright/test';

import type { Chosen } from './filesPanel';
import { Screen } from './screen';

/** What one shows of oneself, takes home, and has deleted. */
export class OwnAccount extends Screen {
  readonly profile: Locator;
  readonly data: Locator;
  readonly leaving: Locator;
  readonly fullName: Locator;
  readonly file: Locator;
  readonly error: Locator;
  readonly events: Locator;
  readonly address: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.profile = main.getByRole('region', { name: 'Name and picture' });
    this.data = main.getByRole('region', { name: 'My data' });
    this.leaving = main.getByRole('region', { name: 'Delete my account' });
    this.fullName = this.profile.getByLabel('Name', { exact: true });
    this.file = this.profile.getByLabel('Picture', { exact: true });
    this.error = this.profile.locator('#file-error');
    this.events = main.getByRole('table').getByRole('row');
    this.address = main.getByLabel('Your e-mail address');
  }

  async open(): Promise<number> {
    return this.visit('/account');
  }

  /** Follows a link of the head of the page. */
  async leadTo(name: string): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name, exact: true }).click();
  }

  async rename(name: string): Promise<void> {
    await this.fullName.fill(name);
    await this.leadOn(() => this.profile.getByRole('button', { name: 'Save the name' }).click());
  }

  async choose(picture: Chosen): Promise<void> {
    await this.file.setInputFiles(picture);
  }

  /** Sends a picture that is taken. */
  async show(picture: Chosen): Promise<void> {
    await this.choose(picture);
    await this.leadOn(() => this.sendPicture());
  }

  async sendPicture(): Promise<void> {
    await this.profile.getByRole('button', { name: 'Use this picture' }).click();
  }

  async hide(): Promise<void> {
    await this.leadOn(() => this.profile.getByRole('button', { name: 'Remove the picture' }).click());
  }

  /** Wants to have the account deleted. */
  async leave(address: string): Promise<void> {
    await this.visit('/account/delete');
    await this.address.fill(address);
    await this.leadOn(() => this.page.getByRole('button', { name: 'Delete my account' }).click());
  }

  async stay(): Promise<void> {
    await this.leadOn(() => this.page.getByRole('button', { name: 'Keep my account' }).click());
  }
}
