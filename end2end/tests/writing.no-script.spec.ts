import { expect, test } from '../fixtures';

test('an author writes, saves and submits an article', async ({ page, signedInAs, articlePage, editor }) => {
  await signedInAs('jonas');
  await editor.openNew('city');

  await editor.headline.fill('Ink on the harbour wall');
  await editor.text.fill('\nFirst line.\n\n**Second** line.');
  await editor.saveDraft();

  await expect(page).toHaveURL('/articles/ink-on-the-harbour-wall/edit');
  await editor.standfirst.fill('Nobody knows whose.');
  await editor.save();
  await expect(editor.standfirst).toHaveValue('Nobody knows whose.');
  await expect(editor.saved).toHaveText(/^Saved /);

  await editor.toArticle.click();
  await articlePage.submit();

  await expect(page).toHaveURL('/articles/ink-on-the-harbour-wall');
  await expect(articlePage.stage).toContainText('In review');
  await expect(articlePage.bar.getByRole('button')).toHaveCount(0);
});

test('a missing headline answers 422, named next to its field, and what was typed stays', async ({
  faults,
  page,
  signedInAs,
  editor,
}) => {
  faults.expectStatus(422);
  await signedInAs('jonas');
  await editor.openNew('city');

  await editor.department.selectOption('sport');
  await editor.standfirst.fill('A standfirst without a head.');
  await editor.text.fill('\nText </textarea><script>alert(1)</script> & more');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await editor.saveDraft();

  expect((await answered).status()).toBe(422);
  await expect(editor.headline).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.headline).toHaveAccessibleDescription('Write a headline.');
  await expect(editor.department).toHaveValue('sport');
  await expect(editor.standfirst).toHaveValue('A standfirst without a head.');
  await expect(editor.text).toHaveValue('\nText </textarea><script>alert(1)</script> & more');

  await editor.headline.fill('A head without a script');
  await editor.saveDraft();

  await expect(page).toHaveURL('/articles/a-head-without-a-script/edit');
  await expect(editor.text).toHaveValue('Text </textarea><script>alert(1)</script> & more');
});

test.describe('when somebody else saved meanwhile', () => {
  test('both versions are shown, and mine stands if I say so', async ({ faults, page, signedInAs, colleague, editor }) => {
    faults.expectStatus(409);
    const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
    const slug = await jonas.write({ department: 'city', title: 'Mine on paper', body: 'One.\n\nTwo.' });
    await signedInAs('jonas');
    await editor.open(slug);
    await editor.text.fill('One.\n\nTwo, mine.');
    await henrik.change(slug, { body: 'One.\n\nTwo, theirs.' });

    await editor.save();
    await expect(editor.alert).toContainText('Somebody else saved this while you were writing');
    await expect(editor.version('Text, yours')).toHaveText('Two, mine.');
    await expect(editor.version('Text, theirs')).toHaveText('Two, theirs.');
    await expect(editor.preview).not.toContainText('Two, theirs.');
    await expect(editor.text).toHaveValue('One.\n\nTwo, mine.');
    await editor.saveMine();

    await expect(page).toHaveURL(`/articles/${slug}/edit`);
    await expect(editor.alert).toHaveCount(0);
    await expect(editor.text).toHaveValue('One.\n\nTwo, mine.');
  });

  test('theirs stands if I say so', async ({ faults, page, signedInAs, colleague, editor }) => {
    faults.expectStatus(409);
    const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
    const slug = await jonas.write({ department: 'city', title: 'Theirs on paper', body: 'At first.' });
    await signedInAs('jonas');
    await editor.open(slug);
    await editor.text.fill('Mine.');
    await henrik.change(slug, { body: 'Theirs.' });
    await editor.save();

    await editor.takeTheirs();

    await expect(page).toHaveURL(`/articles/${slug}/edit`);
    await expect(editor.text).toHaveValue('Theirs.');
  });
});
