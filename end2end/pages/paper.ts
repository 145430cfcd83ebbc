import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The front page, and the pages of departments. */
export class Paper extends Screen {
  /** The story that leads, which is the only one with a heading of its level. */
  readonly lead: Locator;
  readonly stories: Locator;
  readonly pager: Locator;
  readonly write: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.stories = main.getByRole('article');
    this.lead = this.stories.filter({ has: page.getByRole('heading', { level: 2 }) });
    this.pager = main.getByRole('navigation', { name: 'Pages' });
    this.write = main.getByRole('link', { name: /^Write/ });
  }

  async openFront(): Promise<number> {
    return this.visit('/');
  }

  async openDepartment(id: string): Promise<number> {
    return this.visit(`/departments/${id}`);
  }

  headlines(): Locator {
    return this.stories.getByRole('heading').getByRole('link');
  }
}
