import type { Locator, Page } from '@playwright/test';

import { Screen } from './screen';

/** The sheet for a new article, and for one that is kept. */
export class ArticleEditor extends Screen {
  readonly department: Locator;
  readonly headline: Locator;
  readonly standfirst: Locator;
  readonly text: Locator;
  readonly saved: Locator;
  readonly facts: Locator;
  readonly saveButton: Locator;
  readonly saveDraftButton: Locator;
  readonly saveMineButton: Locator;
  readonly takeTheirsLink: Locator;
  /** Leads to the choice between two texts. */
  readonly toChoice: Locator;
  readonly toArticle: Locator;
  readonly preview: Locator;
  readonly previewButton: Locator;

  constructor(page: Page, hasScript: boolean) {
    super(page, hasScript);
    const main = page.getByRole('main');
    this.department = main.getByLabel('Department');
    this.headline = main.getByRole('textbox', { name: 'Headline' });
    this.standfirst = main.getByRole('textbox', { name: 'Standfirst' });
    this.text = main.getByRole('textbox', { name: 'Text' });
    this.saved = main.locator('.editor-bar').getByRole('status');
    this.facts = main.getByRole('complementary', { name: 'About this article' });
    this.saveButton = main.getByRole('button', { name: 'Save', exact: true });
    this.saveDraftButton = main.getByRole('button', { name: 'Save draft' });
    this.saveMineButton = main.getByRole('button', { name: 'Save mine over theirs' });
    this.takeTheirsLink = main.getByRole('link', { name: 'Take theirs, and drop mine' });
    this.toChoice = main.getByRole('link', { name: 'Choose a text' });
    this.preview = main.getByRole('region', { name: 'Preview' });
    this.previewButton = main.getByRole('button', { name: 'Preview' });
    this.toArticle = main.getByRole('link', { name: 'Article', exact: true });
  }

  async openNew(department?: string): Promise<number> {
    return this.visit(department === undefined ? '/write' : `/write?department=${department}`);
  }

  async open(slug: string): Promise<number> {
    return this.visit(`/articles/${slug}/edit`);
  }

  async save(): Promise<void> {
    await this.send(this.saveButton);
  }

  async saveDraft(): Promise<void> {
    await this.send(this.saveDraftButton);
  }

  /** Without script; with script the preview is there. */
  async askForPreview(): Promise<void> {
    await this.leadOn(() => this.previewButton.click());
  }

  async saveMine(): Promise<void> {
    await this.send(this.saveMineButton);
  }

  async takeTheirs(): Promise<void> {
    await this.leadOn(() => this.takeTheirsLink.click());
  }

  /** One side of what differs, such as "Headline, theirs": the paragraph under that heading. */
  version(title: string): Locator {
    return this.alert.getByRole('heading', { name: title, exact: true }).locator('+ p');
  }
}
