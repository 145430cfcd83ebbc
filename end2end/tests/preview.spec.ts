import { expect, test } from '../fixtures';

test('the preview follows what is typed', async ({ signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Fog signals', body: 'The *first* text.' });
  await signedInAs('jonas');
  await editor.open(slug);
  await expect(editor.preview.getByRole('emphasis')).toHaveText('first');

  await editor.headline.fill('Fog signals again');
  await editor.text.fill('## In the harbour\n\nThe **second** text.');

  await expect(editor.preview.getByRole('heading', { name: 'In the harbour' })).toBeVisible();
  await expect(editor.preview.getByRole('strong')).toHaveText('second');
  await expect(editor.preview.getByRole('heading', { name: 'Fog signals again' })).toBeVisible();
});

test('a new article has a preview too', async ({ signedInAs, editor }) => {
  await signedInAs('jonas');
  await editor.openNew();

  await editor.text.fill('A *new* text.');

  await expect(editor.preview.getByRole('emphasis')).toHaveText('new');
});

test('an older answer never replaces a newer one', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'A slow line' });
  await signedInAs('jonas');
  await editor.open(slug);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  await page.route('**/api/articles/preview', async (route) => {
    asked += 1;
    if (asked === 1) {
      await held;
    }
    await route.continue();
  });

  const first = page.waitForRequest('**/api/articles/preview');
  await editor.text.fill('The *older* text.');
  await first;
  await editor.text.fill('The *newer* text.');
  release();

  await expect(editor.preview.getByRole('emphasis')).toHaveText('newer');
  expect(asked).toBe(2);
});

test('the old preview stays when there cannot be a new one, and says so', async ({
  faults,
  signedInAs,
  colleague,
  editor,
}) => {
  faults.expectStatus(422);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Too long', body: 'The *kept* text.' });
  await signedInAs('jonas');
  await editor.open(slug);

  await editor.text.fill('x'.repeat(60_001));

  await expect(editor.preview).toContainText('The preview is not up to date. At most 60000 characters');
  await expect(editor.preview.getByRole('emphasis')).toHaveText('kept');
});

test('an address that looks like a handler is shown like any other', async ({ signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'Once' });
  await signedInAs('jonas');
  await editor.open(slug);

  await editor.text.fill('[a link](https://news.example/a?b=c/onload=d) and <img src=x onerror=alert(1)>');

  await expect(editor.preview.getByRole('link')).toHaveAttribute('href', 'https://news.example/a?b=c/onload=d');
  await expect(editor.preview).toContainText('<img src=x onerror=alert(1)>');
});

test('on a narrow screen the preview takes the place of the sheet, and gives it back', async ({
  page,
  signedInAs,
  colleague,
  editor,
}) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'A narrow screen', body: 'At *length*.' });
  await signedInAs('jonas');
  await page.setViewportSize({ width: 390, height: 800 });
  await editor.open(slug);
  await expect(editor.preview).toBeHidden();

  await editor.previewButton.click();
  await expect(editor.preview.getByRole('emphasis')).toBeVisible();
  await expect(editor.text).toBeHidden();
  await expect(editor.previewButton).toHaveAttribute('aria-pressed', 'true');

  await editor.previewButton.click();
  await expect(editor.text).toBeVisible();
  await expect(editor.preview).toBeHidden();
});
