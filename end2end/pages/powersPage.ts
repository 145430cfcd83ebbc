import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** Who may do what: the question about one person, and the table of roles. */
export class PowersPage extends Screen {
  readonly person: Locator;
  readonly permission: Locator;
  readonly thing: Locator;
  readonly askButton: Locator;
  readonly answer: Locator;
  readonly turns: Locator;
  readonly policies: Locator;
  readonly others: Locator;
  readonly role: Locator;
  readonly power: Locator;
  readonly showButton: Locator;
  readonly columns: Locator;
  readonly cells: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.person = main.getByRole('combobox', { name: 'Person' });
    this.permission = main.getByRole('combobox', { name: 'May they' });
    this.thing = main.getByRole('textbox', { name: 'To what' });
    this.askButton = main.getByRole('button', { name: 'Ask' });
    this.answer = main.getByRole('region').getByRole('heading', { level: 2 });
    this.turns = main.getByRole('region').getByRole('listitem');
    this.policies = main.locator('.policy pre');
    this.others = main.getByText('Other policies about this');
    this.role = main.getByRole('combobox', { name: 'Role' });
    this.power = main.getByRole('combobox', { name: 'Power' });
    this.showButton = main.getByRole('button', { name: 'Show', exact: true });
    this.columns = main.getByRole('columnheader');
    this.cells = main.getByRole('cell');
  }

  async why(question = ''): Promise<number> {
    return this.visit(`/why${question}`);
  }

  async open(filter = ''): Promise<number> {
    return this.visit(`/powers${filter}`);
  }

  async ask(person: string, permission: string, thing: string): Promise<void> {
    await this.person.fill(person);
    await this.permission.selectOption(permission);
    await this.thing.fill(thing);
    await this.send(this.askButton);
  }

  async narrow(permission: string, role: string): Promise<void> {
    await this.power.selectOption(permission);
    await this.role.selectOption(role);
    await this.send(this.showButton);
  }
}
