import { expect, test } from '../fixtures';
import { returned } from '../seed';

test('an author writes, saves and submits an article', async ({ page, signedInAs, articlePage, desk, editor }) => {
  await signedInAs('jonas');
  await desk.open();
  await desk.write.click();
  await expect(editor.heading).toHaveText('New article');

  await editor.department.selectOption({ label: 'City' });
  await editor.headline.fill('Bees return to the tram depot');
  await editor.standfirst.fill('They came by the 9.');
  await editor.text.fill('Forty thousand of them.\n\n## By tram\n\nNobody *asked* for a ticket.');
  await editor.saveDraft();

  await expect(page).toHaveURL('/articles/bees-return-to-the-tram-depot/edit');
  await expect(editor.saved).toHaveText(/^Saved /);
  await expect(editor.headline).toHaveValue('Bees return to the tram depot');

  await editor.standfirst.fill('They came by the 9, and stayed.');
  await expect(editor.saved).toHaveText('Not saved yet');
  await editor.save();
  await expect(editor.saved).toHaveText(/^Saved /);

  await editor.toArticle.click();
  await expect(articlePage.heading).toHaveText('Bees return to the tram depot');
  await expect(page.getByText('They came by the 9, and stayed.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'By tram' })).toBeVisible();
  await articlePage.submit();

  await expect(articlePage.stage).toContainText('In review');
  await expect(articlePage.bar.getByRole('button')).toHaveCount(0);
});

test('an author writes only for departments that they work in', async ({ signedInAs, editor }) => {
  await signedInAs('jonas');

  await editor.openNew();

  await expect(editor.department.getByRole('option')).toHaveText(['City', 'Sport', 'Business']);
});

test('the department that was open is the one that is written for', async ({ signedInAs, paper, editor }) => {
  await signedInAs('jonas');
  await paper.openDepartment('sport');

  await paper.write.click();

  await expect(editor.department).toHaveValue('sport');
});

test('who may write nowhere is told so', async ({ faults, signedInAs, editor }) => {
  faults.expectStatus(403);
  await signedInAs('tom');

  expect(await editor.openNew()).toBe(403);
  await expect(editor.heading).toHaveText('You may not open this page');
});

test('who may read an article but not edit it is refused', async ({ faults, signedInAs, editor }) => {
  faults.expectStatus(403);
  await signedInAs('rosa');

  expect(await editor.open('what-a-seed-bank-does-on-sundays')).toBe(403);
  await expect(editor.heading).toHaveText('You may not open this page');
});

test('a missing headline is named next to its field, and what was typed stays', async ({
  faults,
  page,
  signedInAs,
  editor,
}) => {
  faults.expectStatus(422);
  await signedInAs('jonas');
  await editor.openNew();

  await editor.department.selectOption('sport');
  await editor.standfirst.fill('A standfirst without a head.');
  await editor.text.fill('Text </textarea><script>alert(1)</script>');
  await editor.saveDraft();

  await expect(editor.headline).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.headline).toBeFocused();
  await expect(editor.headline).toHaveAccessibleDescription('Write a headline.');
  await expect(editor.department).toHaveValue('sport');
  await expect(editor.standfirst).toHaveValue('A standfirst without a head.');
  await expect(editor.text).toHaveValue('Text </textarea><script>alert(1)</script>');
  await expect(editor.saved).toHaveText('Not saved.');
  await expect(page).toHaveURL('/write');

  await editor.headline.fill('A head for a standfirst');
  await editor.saveDraft();

  await expect(page).toHaveURL('/articles/a-head-for-a-standfirst/edit');
  await expect(editor.text).toHaveValue('Text </textarea><script>alert(1)</script>');
});

test('a headline that is too long says by how much', async ({ faults, signedInAs, editor }) => {
  faults.expectStatus(422);
  await signedInAs('jonas');
  await editor.openNew();

  await editor.headline.fill('é'.repeat(123));
  await expect(editor.facts).toContainText('123 of 120 characters');
  await editor.saveDraft();

  await expect(editor.headline).toHaveAccessibleDescription('At most 120 characters: shorten it by 3.');
});

test('a headline that is taken gets an address of its own', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const first = await jonas.write({ department: 'city', title: 'Fog on Salt Quay' });
  await signedInAs('jonas');
  await editor.openNew('city');

  await editor.headline.fill('Fog on Salt Quay');
  await editor.saveDraft();

  await expect(page).not.toHaveURL('/write?department=city');
  const second = /articles\/(.+)\/edit/.exec(page.url())?.[1];
  expect(second).toMatch(/^fog-on-salt-quay-\d+$/);
  expect(second).not.toBe(first);
});

test('an address stays when the headline changes', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'A working headline' });
  await signedInAs('jonas');
  await editor.open(slug);

  await editor.headline.fill('A better headline');
  await editor.save();

  await expect(editor.saved).toHaveText(/^Saved /);
  await expect(editor.heading).toHaveText('Edit: A better headline');
  await expect(page).toHaveURL(`/articles/${slug}/edit`);
});

test('markup in an article stays harmless', async ({ page, signedInAs, colleague, articlePage }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({
    department: 'city',
    title: '<img src=x onerror=alert(1)>',
    standfirst: '<script>alert(1)</script>',
    body: '<script>alert(1)</script>\n\nAn <img src=x onerror=alert(1)>, [a link](javascript:alert(1)) and **stress**.',
  });
  await signedInAs('jonas');

  await articlePage.open(slug);

  await expect(articlePage.heading).toHaveText('<img src=x onerror=alert(1)>');
  await expect(page.getByRole('article').getByText('stress')).toBeVisible();
  await expect(page.getByRole('article').locator('script, [onerror], [href^="javascript:"]')).toHaveCount(0);
});

// What editors have seen is saved by hand only.
test.describe('when somebody else saved meanwhile', () => {
  test('both versions are shown, and nothing is lost', async ({ faults, signedInAs, colleague, editor }) => {
    faults.expectStatus(409);
    const [lena, henrik] = [await colleague('lena'), await colleague('henrik')];
    const slug = await lena.write({ department: 'science', title: 'Two at one desk', body: 'One.\n\nTwo.\n\nThree.' });
    await lena.submit(slug);
    await signedInAs('ada');
    await editor.open(slug);
    await editor.headline.fill('Two at one desk, mine');
    await editor.text.fill('One.\n\nTwo, mine.\n\nThree.');

    await henrik.change(slug, { body: 'One.\n\nTwo, theirs.\n\nThree.' });
    await editor.save();

    await expect(editor.alert).toContainText('Somebody else saved this while you were writing');
    await expect(editor.version('Headline, yours')).toHaveText('Two at one desk, mine');
    await expect(editor.version('Headline, theirs')).toHaveText('Two at one desk');
    await expect(editor.version('Text, yours')).toHaveText('Two, mine.');
    await expect(editor.version('Text, theirs')).toHaveText('Two, theirs.');
    await expect(editor.text).toHaveValue('One.\n\nTwo, mine.\n\nThree.');
    await expect(editor.saved).toHaveText('Not saved: somebody else changed this.');
    await expect(editor.saveButton).toHaveCount(0);
  });

  test('mine stands if I say so', async ({ faults, signedInAs, colleague, editor }) => {
    faults.expectStatus(409);
    const [lena, henrik] = [await colleague('lena'), await colleague('henrik')];
    const slug = await lena.write({ department: 'science', title: 'Mine stands', body: 'At first.' });
    await lena.submit(slug);
    await signedInAs('ada');
    await editor.open(slug);
    await editor.text.fill('Mine.');
    await henrik.change(slug, { body: 'Theirs.' });
    await editor.save();

    await editor.saveMine();

    await expect(editor.saved).toHaveText(/^Saved /);
    await expect(editor.alert).toHaveCount(0);
    await editor.reload();
    await expect(editor.text).toHaveValue('Mine.');
  });

  test('theirs stands if I say so', async ({ faults, page, signedInAs, colleague, editor }) => {
    faults.expectStatus(409);
    const [lena, henrik] = [await colleague('lena'), await colleague('henrik')];
    const slug = await lena.write({ department: 'science', title: 'Theirs stands', body: 'At first.' });
    await lena.submit(slug);
    await signedInAs('ada');
    await editor.open(slug);
    await editor.text.fill('Mine.');
    await henrik.change(slug, { body: 'Theirs.' });
    await editor.save();

    await editor.takeTheirs();

    await expect(page).toHaveURL(`/articles/${slug}/edit`);
    await expect(editor.text).toHaveValue('Theirs.');
    await expect(editor.saved).toHaveText(/^Saved /);
    await expect(editor.alert).toHaveCount(0);
  });

  test('whoever saves a third time in between is not overwritten either', async ({
    faults,
    signedInAs,
    colleague,
    editor,
  }) => {
    faults.expectStatus(409);
    const [lena, henrik] = [await colleague('lena'), await colleague('henrik')];
    const slug = await lena.write({ department: 'science', title: 'Three at one desk', body: 'At first.' });
    await lena.submit(slug);
    await signedInAs('ada');
    await editor.open(slug);
    await editor.text.fill('Mine.');
    await henrik.change(slug, { body: 'Theirs.' });
    await editor.save();
    await expect(editor.version('Text, theirs')).toHaveText('Theirs.');

    await henrik.change(slug, { body: 'Theirs, again.' });
    await editor.saveMine();

    await expect(editor.version('Text, theirs')).toHaveText('Theirs, again.');
    await expect(editor.text).toHaveValue('Mine.');
  });
});

test('a session that ended while somebody was writing loses nothing', async ({
  faults,
  context,
  signedInAs,
  colleague,
  editor,
}) => {
  faults.expectStatus(401);
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'city', title: 'A long lunch' });
  await signedInAs('jonas');
  await editor.open(slug);
  await editor.text.fill('Written over lunch.');

  await context.clearCookies();
  await editor.save();

  await expect(editor.alert).toContainText('Sign in first, then try again.');
  await expect(editor.text).toHaveValue('Written over lunch.');

  await signedInAs('jonas');
  await editor.save();

  await expect(editor.saved).toHaveText(/^Saved /);
});

test('leaving with unsaved text asks first, and staying keeps it', async ({ page, signedInAs, colleague, editor }) => {
  const jonas = await colleague('jonas');
  const slug = await jonas.write({ department: 'sport', title: 'A goal in the fog' });
  await signedInAs('jonas');
  await editor.open(slug);
  await editor.standfirst.fill('Nobody saw it.');

  const asked = page.waitForEvent('dialog');
  const click = editor.toArticle.click({ noWaitAfter: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await click;

  await expect(page).toHaveURL(`/articles/${slug}/edit`);
  await expect(editor.standfirst).toHaveValue('Nobody saw it.');
  await editor.save();
  await expect(editor.saved).toHaveText(/^Saved /);
  await editor.toArticle.click();
  await expect(page).toHaveURL(`/articles/${slug}`);
});

test('whoever begins an article writes, and goes on writing once it is saved', async ({ page, signedInAs, editor }) => {
  await signedInAs('lena');
  await editor.openNew('science');
  await expect(editor.headline).toBeFocused();

  await page.keyboard.type('Written without a mouse');
  await editor.text.press('x');
  await editor.saveDraft();
  await expect(page).toHaveURL('/articles/written-without-a-mouse/edit');
  await expect(editor.text).toBeFocused();
  await page.keyboard.type('yz');
  await page.keyboard.press('Control+s');

  await expect(editor.saved).toHaveText(/^Saved /);
  await expect(editor.text).toBeFocused();
  await editor.reload();
  await expect(editor.text).toHaveValue('xyz');
});

test('the note of an editor stands above the text that it is about', async ({ page, signedInAs, editor }) => {
  await signedInAs('jonas');
  await editor.open(returned);

  await expect(page.getByRole('main').getByText('An editor returned it with a note.')).toBeVisible();
});

test('from the bar one gets to the choice between two texts', async ({ faults, signedInAs, colleague, editor }) => {
  faults.expectStatus(409);
  const [jonas, henrik] = [await colleague('jonas'), await colleague('henrik')];
  const slug = await jonas.write({ department: 'city', title: 'To choose', body: 'At first.' });
  await signedInAs('jonas');
  await editor.open(slug);
  await henrik.change(slug, { body: 'Theirs.' });
  await editor.text.fill('Mine.');
  await editor.save();

  await editor.toChoice.click();

  await expect(editor.alert).toBeInViewport();
  await expect(editor.alert.locator('..')).toBeFocused();
});

test('on a phone the line that says what is saved has room beside no button', async ({ page, signedInAs, colleague, editor }) => {
  const lena = await colleague('lena');
  const slug = await lena.write({ department: 'science', title: 'A narrow page' });
  await page.setViewportSize({ width: 390, height: 844 });
  await signedInAs('lena');
  await editor.open(slug);

  const saved = await page.locator('.editor-bar .saved').boundingBox();
  const save = await page.getByRole('button', { name: 'Save', exact: true }).boundingBox();

  expect(save?.y).toBeGreaterThanOrEqual((saved?.y ?? Infinity) + (saved?.height ?? 0));
});
