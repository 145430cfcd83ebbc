import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** Where somebody is signed in. */
export class SessionsPage extends Screen {
  readonly open: Locator;
  /** The one of this browser, and the others. */
  readonly mine: Locator;
  readonly others: Locator;
  readonly told: Locator;
  readonly endOthers: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.open = main.getByRole('list').getByRole('listitem');
    const mark = page.getByText('This session', { exact: true });
    this.mine = this.open.filter({ has: mark });
    this.others = this.open.filter({ hasNot: mark });
    this.told = main.getByRole('status');
    this.endOthers = main.getByRole('button', { name: /End all/ });
  }

  async of(slug: string): Promise<number> {
    return this.visit(`/people/${slug}/sessions`);
  }

  endOf(session: Locator): Locator {
    return session.getByRole('button', { name: /Sign out there/ });
  }

  async end(session: Locator): Promise<void> {
    await this.send(this.endOf(session));
  }

  async endAllOthers(): Promise<void> {
    await this.send(this.endOthers);
  }
}
