import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** What waits, and everything that the reader may see. */
export class DeskPage extends Screen {
  readonly waiting: Locator;
  readonly all: Locator;
  readonly stages: Locator;
  readonly write: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.waiting = main.getByRole('region', { name: /^Waits for you/ });
    this.all = main.getByRole('region', { name: 'All articles' });
    this.stages = main.getByRole('navigation', { name: 'Stage' });
    this.write = main.getByRole('link', { name: 'Write an article' });
  }

  async open(stage?: string): Promise<number> {
    return this.visit(stage === undefined ? '/desk' : `/desk?stage=${stage}`);
  }

  /** Leads to something that waits: to review it, or to finish it. */
  wayTo(title: string): Locator {
    const item = this.waiting.getByRole('listitem').filter({ hasText: title });
    return item.getByRole('link', { name: /^(Review|Finish)/ });
  }
}
