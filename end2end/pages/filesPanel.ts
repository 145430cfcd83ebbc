import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** A file as somebody chooses it. */
export interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A red dot. */
export const picture: Chosen = {
  name: 'dot.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
    'base64',
  ),
};

export const table: Chosen = { name: 'levels.csv', mimeType: 'text/csv', buffer: Buffer.from('gauge,metres\r\n1,2.5\r\n') };

/** The files of an article, under its editor. */
export class FilesPanel extends Screen {
  readonly panel: Locator;
  readonly items: Locator;
  readonly description: Locator;
  readonly file: Locator;
  readonly error: Locator;
  readonly done: Locator;
  readonly progress: Locator;
  readonly stopButton: Locator;
  private readonly addButton: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    this.panel = page.getByRole('main').getByRole('region', { name: 'Files' });
    this.items = this.panel.getByRole('listitem');
    this.description = this.panel.locator('form[enctype] input[name=description]');
    this.file = this.panel.getByLabel('File', { exact: true });
    this.error = this.panel.locator('#file-error');
    this.done = this.panel.getByRole('status');
    this.progress = this.panel.getByRole('progressbar');
    this.stopButton = this.panel.getByRole('button', { name: 'Stop' });
    this.addButton = this.panel.getByRole('button', { name: 'Add the file' });
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/articles/${slug}/edit`);
  }

  async choose(description: string, file: Chosen): Promise<void> {
    await this.description.fill(description);
    await this.file.setInputFiles(file);
  }

  async add(description: string, file: Chosen): Promise<void> {
    await this.choose(description, file);
    await this.send(this.addButton);
  }

  item(name: string): Locator {
    return this.items.filter({ hasText: name });
  }

  async putIntoText(name: string): Promise<void> {
    await this.item(name).getByRole('button', { name: 'Put it into the text' }).click();
  }

  async describe(name: string, description: string): Promise<void> {
    const item = this.item(name);
    await item.locator('summary', { hasText: 'Describe' }).click();
    await item.getByLabel('Description').fill(description);
    await this.send(item.getByRole('button', { name: 'Save the description' }));
  }

  async remove(name: string): Promise<void> {
    const item = this.item(name);
    await item.locator('summary', { hasText: 'Remove' }).click();
    await this.send(item.getByRole('button', { name: 'Remove this file' }));
  }
}
