import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The page of a person, and what may be changed about them. */
export class PersonPage extends Screen {
  readonly administration: Locator;
  /** The roles that the person holds, each with a way to take it. */
  readonly roles: Locator;
  readonly anotherRole: Locator;
  readonly name: Locator;
  readonly published: Locator;
  /** What was done last with the roles. */
  readonly told: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    this.administration = page.getByRole('region', { name: 'Administration' });
    this.roles = this.administration.getByRole('listitem');
    this.anotherRole = this.administration.getByRole('combobox', { name: 'Another role' });
    this.name = this.administration.getByRole('textbox', { name: 'Name' });
    this.told = this.administration.getByRole('status');
    this.published = page.getByRole('region', { name: /^Published/ });
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/people/${slug}`);
  }

  async give(role: string): Promise<void> {
    await this.anotherRole.selectOption(role);
    await this.send(this.administration.getByRole('button', { name: 'Give this role' }));
  }

  async take(role: string): Promise<void> {
    await this.send(this.administration.getByRole('button', { name: `Remove role ${role}` }));
  }

  async rename(name: string): Promise<void> {
    await this.administration.getByText('Change the name').click();
    await this.name.fill(name);
    await this.send(this.administration.getByRole('button', { name: 'Save the name' }));
  }

  async suspend(): Promise<void> {
    await this.administration.getByText('Suspend the account').click();
    await this.send(this.administration.getByRole('button', { name: 'Suspend it' }));
  }

  async restore(): Promise<void> {
    await this.send(this.administration.getByRole('button', { name: 'Restore the account' }));
  }
}
