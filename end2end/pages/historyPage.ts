import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** What an article has said before. */
export class HistoryPage extends Screen {
  readonly versions: Locator;
  readonly comparison: Locator;
  readonly added: Locator;
  readonly removed: Locator;
  readonly bringBackButton: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.versions = main.getByRole('navigation', { name: 'Versions' }).getByRole('link');
    this.comparison = main.locator('.comparison');
    this.added = this.comparison.getByRole('insertion');
    this.removed = this.comparison.getByRole('deletion');
    this.bringBackButton = main.getByRole('button', { name: 'Bring this text back' });
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/articles/${slug}/history`);
  }

  async bringBack(): Promise<void> {
    await this.send(this.bringBackButton);
  }
}
