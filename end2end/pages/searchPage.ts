import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The search, and the line in the masthead that leads to it. */
export class SearchPage extends Screen {
  /** In the masthead of every page. */
  readonly box: Locator;
  readonly words: Locator;
  readonly department: Locator;
  readonly stage: Locator;
  readonly from: Locator;
  readonly button: Locator;
  readonly hits: Locator;
  readonly count: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.box = page.getByRole('banner').getByRole('searchbox', { name: 'Search' });
    this.words = main.getByRole('searchbox', { name: 'Words' });
    this.department = main.getByRole('combobox', { name: 'Department' });
    this.stage = main.getByRole('combobox', { name: 'Stage' });
    this.from = main.getByLabel('Published from');
    this.button = main.getByRole('button', { name: 'Search' });
    this.hits = main.getByRole('article');
    this.count = main.getByRole('heading', { level: 2 });
  }

  async open(query = ''): Promise<number> {
    return this.visit(`/search${query}`);
  }

  marks(): Locator {
    return this.hits.locator('mark');
  }
}
