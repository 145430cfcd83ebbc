import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The audit trail. */
export class AuditPage extends Screen {
  readonly person: Locator;
  readonly act: Locator;
  readonly outcome: Locator;
  readonly until: Locator;
  /** The entries, the newest first. */
  readonly entries: Locator;
  readonly download: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.person = main.getByRole('textbox', { name: 'Person' });
    this.act = main.getByRole('combobox', { name: 'What' });
    this.outcome = main.getByRole('combobox', { name: 'Outcome' });
    this.until = main.getByLabel('Until day (UTC)');
    this.entries = main.locator('tbody tr');
    this.download = main.getByRole('link', { name: 'Download these as CSV' });
  }

  async open(query = ''): Promise<number> {
    return this.visit(`/audit${query}`);
  }

  /** Asks for those that fit; the browser loads the answer. */
  async show(): Promise<void> {
    await this.leadOn(() => this.page.getByRole('button', { name: 'Show', exact: true }).click());
  }
}
