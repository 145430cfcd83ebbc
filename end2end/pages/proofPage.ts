import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

import { Screen } from './screen';

/** Where somebody proves who they are: over a page, on a page of its own, and on the way in. */
export class ProofPage extends Screen {
  readonly dialog: Locator;
  readonly password: Locator;
  readonly code: Locator;
  readonly secondCode: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    this.dialog = page.getByRole('dialog', { name: 'Prove that it is you' });
    this.password = page.getByLabel('Your password');
    this.code = page.getByLabel('Code', { exact: true });
    this.secondCode = page.getByRole('main').getByLabel('Code', { exact: true });
  }

  /** Lets the last proof be an hour old, as one click does in development. */
  async growsStale(): Promise<void> {
    const origin = new URL(this.page.url()).origin;
    const answer = await this.page.request.post('/api/development/forget-proof', {
      form: {},
      headers: { origin, 'x-stile-user': '' },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  /** Goes on, over the page. */
  async goOn(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Go on' }).click();
  }

  /** Goes on, on the page of its own. */
  async goOnFromThere(): Promise<void> {
    await this.leadOn(() => this.page.getByRole('main').getByRole('button', { name: 'Go on' }).click());
  }

  /** Signs in with the second factor. */
  async finish(code: string): Promise<void> {
    await this.secondCode.fill(code);
    await this.leadOn(() => this.page.getByRole('button', { name: 'Sign in' }).click());
  }
}
