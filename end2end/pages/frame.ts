import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

export type Theme = 'System' | 'Light' | 'Dark';

/** What stands around every page. */
export class Frame extends Screen {
  readonly skipLink: Locator;
  readonly main: Locator;
  readonly sections: Locator;
  readonly newsroom: Locator;
  readonly signIn: Locator;
  /** Opens the panel: the person's name, or for a visitor the theme. */
  readonly me: Locator;
  readonly panel: Locator;
  readonly signOutButton: Locator;
  readonly useTheme: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const banner = page.getByRole('banner');
    this.skipLink = page.getByRole('link', { name: 'Skip to the content' });
    this.main = page.getByRole('main');
    this.sections = banner.getByRole('navigation', { name: 'Sections' });
    this.newsroom = banner.getByRole('navigation', { name: 'Newsroom' });
    this.signIn = banner.getByRole('link', { name: 'Sign in' });
    this.me = banner.getByRole('button', { name: /My session|^Theme$/ });
    this.panel = banner.getByRole('region');
    this.signOutButton = this.panel.getByRole('button', { name: 'Sign out' });
    this.useTheme = this.panel.getByRole('button', { name: 'Use this theme' });
  }

  theme(theme: Theme): Locator {
    return this.panel.getByRole('radio', { name: theme });
  }

  /** Chooses what the panel shows as a label around a hidden control. */
  async choose(theme: Theme): Promise<void> {
    await this.panel.getByText(theme, { exact: true }).click();
  }

  async signOut(): Promise<void> {
    await this.me.click();
    await this.leadOn(() => this.signOutButton.click());
  }
}
