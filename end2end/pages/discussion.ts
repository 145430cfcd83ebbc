import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** What people say about an article, under it. */
export class Discussion extends Screen {
  readonly region: Locator;
  readonly count: Locator;
  readonly field: Locator;
  readonly comments: Locator;
  /** What was done last. */
  readonly told: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    this.region = page.getByRole('region', { name: /comment/i });
    this.count = this.region.getByRole('heading', { level: 2 });
    this.field = this.region.getByRole('textbox', { name: 'Your comment' }).first();
    this.told = this.region.getByRole('status');
    this.comments = this.region.getByRole('article');
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/articles/${slug}`);
  }

  /** The comment that says this. */
  saying(text: string): Locator {
    return this.comments.filter({ hasText: text });
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.send(this.region.getByRole('button', { name: 'Comment', exact: true }));
  }

  async reply(to: Locator, text: string): Promise<void> {
    await this.unfold(to, 'Reply');
    await to.getByRole('textbox', { name: 'Your reply' }).fill(text);
    await this.send(to.getByRole('button', { name: 'Send the reply' }));
  }

  async change(comment: Locator, text: string): Promise<void> {
    await this.unfold(comment, 'Edit');
    await comment.getByRole('textbox', { name: 'Your comment' }).fill(text);
    await this.send(comment.getByRole('button', { name: 'Save the comment' }));
  }

  async hide(comment: Locator, reason: string): Promise<void> {
    await this.unfold(comment, 'Hide');
    await this.giveReason(comment, reason);
  }

  /** Says why a comment is hidden, where that is asked. */
  async giveReason(comment: Locator, reason: string): Promise<void> {
    await comment.getByRole('textbox', { name: 'Why is it hidden?' }).fill(reason);
    await this.send(comment.getByRole('button', { name: 'Hide it from its readers' }));
  }

  async showAgain(comment: Locator): Promise<void> {
    await this.send(comment.getByRole('button', { name: 'Show again' }));
  }

  async delete(comment: Locator): Promise<void> {
    await this.unfold(comment, 'Delete');
    await this.send(comment.getByRole('button', { name: 'Delete this comment' }));
  }

  /** What may be done with a comment, in the order in which it stands there. */
  async acts(comment: Locator): Promise<string[]> {
    return comment.locator('summary, .actions > form button, fieldset button').evaluateAll((controls) =>
      controls.map((control) => `${control.textContent.trim()}${control.matches(':disabled') ? ', disabled' : ''}`),
    );
  }

  async unfold(comment: Locator, act: string): Promise<void> {
    await comment.locator('summary').getByText(act, { exact: true }).click();
  }
}
