import type { Locator, Page } from '@playwright/test';

import { codeOf } from '../totp';
import { Screen } from './screen';

/** Where somebody looks after what they have beside their password. */
export class FactorsPage extends Screen {
  readonly app: Locator;
  readonly mail: Locator;
  readonly recovery: Locator;
  readonly codes: Locator;
  readonly said: Locator;
  readonly qr: Locator;
  readonly key: Locator;
  readonly code: Locator;
  readonly sure: Locator;
  readonly endOthers: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    const region = (name: string) => main.getByRole('region', { name, exact: true });
    this.app = region('Authenticator app');
    this.mail = region('Codes by mail');
    this.recovery = region('Recovery codes');
    this.codes = region('Your recovery codes').getByRole('listitem');
    this.said = main.getByRole('status').first();
    this.qr = this.app.getByRole('img');
    this.key = this.app.locator('.key');
    this.code = main.getByLabel('Code', { exact: true });
    this.sure = main.getByLabel('I am sure');
    this.endOthers = main.getByLabel('Sign out everywhere else');
  }

  async open(): Promise<void> {
    await this.visit('/account/factors');
  }

  /** Begins to add an app. */
  async begin(): Promise<void> {
    await this.app.getByRole('link', { name: 'Add an app' }).click();
    await this.qr.waitFor();
  }

  /** What the app shows now, which has scanned the code. */
  async shown(): Promise<string> {
    return codeOf((await this.key.textContent()) ?? '');
  }

  /** Types that code, and sends it. */
  async confirm(code: string): Promise<void> {
    await this.code.fill(code);
    await this.leadOn(() => this.app.getByRole('button', { name: 'Add the app' }).click());
  }

  /** Adds an app. */
  async add(): Promise<void> {
    await this.begin();
    await this.confirm(await this.shown());
  }

  /** Sends the form whose button that is. */
  async press(name: string): Promise<void> {
    await this.leadOn(() => this.page.getByRole('main').getByRole('button', { name }).click());
  }

  /** The code in the newest letter. */
  async letter(email: string): Promise<string> {
    const away = await this.page.context().newPage();
    try {
      for (;;) {
        await away.goto('/dev/mailbox');
        const text = await away.locator('article').filter({ hasText: `To ${email},` }).allTextContents();
        const code = text.map((one) => /The code is (\d{4} \d{4})/.exec(one)?.[1]).find((one) => one !== undefined);
        if (code !== undefined) return code;
      }
    } finally {
      await away.close();
    }
  }
}
