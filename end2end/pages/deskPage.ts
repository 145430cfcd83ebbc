import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** What waits, and everything that the reader may see. */
export class DeskPage extends Screen {
  readonly waiting: Locator;
  readonly all: Locator;
  readonly stages: Locator;
  readonly write: Locator;
  /** What became of what was selected. */
  readonly outcomes: Locator;
  /** What became of all of it at once. */
  readonly told: Locator;
  readonly publishSelected: Locator;
  readonly submitSelected: Locator;
  readonly keysButton: Locator;
  readonly keys: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.waiting = main.getByRole('region', { name: /^Waits for you/ });
    this.all = main.getByRole('region', { name: 'All articles' });
    this.stages = main.getByRole('navigation', { name: 'Stage' });
    this.write = main.getByRole('link', { name: 'Write an article' });
    this.outcomes = main.getByRole('alert').getByRole('listitem');
    this.told = main.getByRole('status').filter({ hasText: /^(Published|Submitted) \d/ });
    this.publishSelected = main.getByRole('button', { name: 'Publish selected' });
    this.submitSelected = main.getByRole('button', { name: 'Submit selected' });
    this.keysButton = main.getByRole('button', { name: 'Keys' });
    this.keys = main.getByRole('region', { name: 'Keys on the desk' });
  }

  async open(stage?: string): Promise<number> {
    return this.visit(stage === undefined ? '/desk' : `/desk?stage=${stage}`);
  }

  /** Leads to something that waits: to review it, or to finish it. */
  wayTo(title: string): Locator {
    const item = this.waiting.getByRole('listitem').filter({ hasText: title });
    return item.getByRole('link', { name: /^(Review|Finish)/ });
  }

  /** Selects an article, or takes it out again. */
  choice(title: string): Locator {
    return this.page.getByRole('checkbox', { name: `Select “${title}”` });
  }

  async select(...titles: string[]): Promise<void> {
    for (const title of titles) {
      await this.choice(title).check();
    }
  }

  async publish(): Promise<void> {
    await this.send(this.publishSelected);
  }

  async submit(): Promise<void> {
    await this.send(this.submitSelected);
  }

  /** The columns of the board, by their headings. */
  stage(name: string): Locator {
    return this.all.getByRole('region', { name: new RegExp(`^${name}`) });
  }

  headline(title: string): Locator {
    return this.page.getByRole('main').getByRole('heading', { name: title }).getByRole('link');
  }
}
