import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** All departments in order, and what may be changed about one. */
export class DepartmentsPage extends Screen {
  /** The names, in the order of the masthead. */
  readonly names: Locator;
  readonly name: Locator;
  readonly description: Locator;
  /** What was done last. */
  readonly told: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.names = main.getByRole('list', { name: 'Departments' }).getByRole('heading').getByRole('link');
    this.told = main.getByRole('status');
    this.name = main.getByRole('textbox', { name: 'Name' });
    this.description = main.getByRole('textbox', { name: 'Description' });
  }

  async open(): Promise<number> {
    return this.visit('/departments');
  }

  async openSettings(id: string): Promise<number> {
    return this.visit(`/departments/${id}/settings`);
  }

  async found(name: string, description: string): Promise<void> {
    await this.name.fill(name);
    await this.description.fill(description);
    await this.load('Add the department');
  }

  async move(name: string, way: 'up' | 'down'): Promise<void> {
    await this.press(`Move ${name} ${way}`);
  }

  mover(name: string, way: 'up' | 'down'): Locator {
    return this.page.getByRole('button', { name: `Move ${name} ${way}`, exact: true });
  }

  async save(): Promise<void> {
    await this.load('Save');
  }

  async remove(): Promise<void> {
    await this.page.getByText('Remove the department').click();
    await this.press('Remove it');
  }

  /** Sends a form that has the browser load a page, since the masthead changes with it. */
  private async load(button: string): Promise<void> {
    await this.leadOn(() => this.page.getByRole('button', { name: button, exact: true }).click());
  }

  private async press(button: string): Promise<void> {
    await this.send(this.page.getByRole('button', { name: button, exact: true }));
  }
}
