import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The list of people. */
export class PeoplePage extends Screen {
  readonly words: Locator;
  readonly role: Locator;
  readonly department: Locator;
  /** The names, in the order of the list. */
  readonly names: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.words = main.getByRole('searchbox', { name: 'Name' });
    this.role = main.getByRole('combobox', { name: 'Role' });
    this.department = main.getByRole('combobox', { name: 'Department' });
    this.names = main.getByRole('rowheader').getByRole('link');
  }

  async open(query = ''): Promise<number> {
    return this.visit(`/people${query}`);
  }

  /** Asks for those who fit; the browser loads the answer. */
  async show(): Promise<void> {
    await this.leadOn(() => this.page.getByRole('button', { name: 'Show' }).click());
  }

  sortBy(column: 'Name' | 'Last published'): Locator {
    return this.page.getByRole('columnheader', { name: column }).getByRole('link');
  }
}
