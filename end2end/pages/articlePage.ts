import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** One article, and what may be done with it. */
export class ArticlePage extends Screen {
  /** What the reader may do; absent for those who may do nothing. */
  readonly bar: Locator;
  readonly stage: Locator;
  readonly edit: Locator;
  readonly submitButton: Locator;
  readonly publishButton: Locator;
  /** Why publishing is refused, with the button that is. */
  readonly publishRefused: Locator;
  readonly note: Locator;
  readonly noteField: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    this.bar = page.getByRole('region', { name: 'What you may do with this article' });
    this.stage = page.getByRole('main').getByRole('article').getByRole('status');
    this.edit = this.bar.getByRole('link', { name: 'Edit' });
    this.submitButton = this.bar.getByRole('button', { name: 'Submit' });
    this.publishButton = this.bar.getByRole('button', { name: 'Publish' });
    this.publishRefused = this.bar.getByRole('group', { name: 'Publish, refused' });
    this.note = this.stage.getByRole('blockquote');
    this.noteField = this.bar.getByRole('textbox');
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/articles/${slug}`);
  }

  async submit(): Promise<void> {
    await this.send(this.submitButton);
  }

  async publish(): Promise<void> {
    await this.send(this.publishButton);
  }

  async handBack(note: string): Promise<void> {
    await this.ask('Return');
    await this.answer(note);
  }

  /** Says what the author should change, where that is asked. */
  async answer(note: string): Promise<void> {
    await this.noteField.fill(note);
    await this.send(this.bar.getByRole('button', { name: 'Return to its author' }));
  }

  async retract(note: string): Promise<void> {
    await this.ask('Retract');
    await this.noteField.fill(note);
    await this.send(this.bar.getByRole('button', { name: 'Take it from its readers' }));
  }

  /** Opens a step that asks something first. */
  async ask(step: 'Return' | 'Retract' | 'Delete'): Promise<void> {
    await this.bar.getByText(step, { exact: true }).click();
  }

  confirmDeletion(): Locator {
    return this.bar.getByRole('button', { name: 'Delete this draft' });
  }

  async delete(): Promise<void> {
    await this.ask('Delete');
    await this.send(this.confirmDeletion());
  }

  /** The names of all that can be used in the bar, in order, and of what cannot. */
  async controls(): Promise<string[]> {
    return this.bar.locator('a, button, summary').evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .map((control) => `${control.textContent.trim()}${control.matches(':disabled') ? ', disabled' : ''}`),
    );
  }
}
