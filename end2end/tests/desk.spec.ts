import { expect, test } from '../fixtures';

test('a wide desk shows the stages side by side, a narrow one behind tabs', async ({ page, signedInAs, desk }) => {
  await signedInAs('ada');
  await page.setViewportSize({ width: 1280, height: 900 });
  await desk.open();

  for (const stage of ['Draft', 'In review', 'Published', 'Retracted']) {
    await expect(desk.stage(stage)).toBeVisible();
  }
  await expect(desk.stages).toBeHidden();

  await page.setViewportSize({ width: 390, height: 800 });
  await expect(desk.stages).toBeVisible();
  await expect(desk.stage('In review')).toBeVisible();
  await expect(desk.stage('Draft')).toBeHidden();
  await expect(desk.stages.getByRole('link', { name: /^In review/ })).toHaveAttribute('aria-current', 'page');
  await desk.stages.getByRole('link', { name: /^Draft/ }).click();
  await expect(desk.stage('Draft')).toBeVisible();
  await expect(desk.stage('In review')).toHaveCount(0);
});

test('a column leads to the whole stage, and that back to all', async ({ page, signedInAs, desk }) => {
  await signedInAs('rosa');
  await desk.open();

  await expect(desk.stage('Published').getByRole('listitem')).toHaveCount(6);
  await desk.stage('Published').getByRole('link', { name: /^All \d+ published$/ }).click();

  await expect(page).toHaveURL('/desk?stage=published');
  await expect(desk.stage('Published').getByRole('listitem').nth(6)).toBeVisible();
  await desk.stages.getByRole('link', { name: 'All stages' }).click();
  await expect(desk.stage('Draft')).toBeVisible();
});

test('what waits stands by department', async ({ signedInAs, desk }) => {
  await signedInAs('ada');
  await desk.open();

  const queues = desk.waiting.getByRole('region');
  await expect(queues.getByRole('heading', { level: 3 })).toHaveText(['To review in Culture', 'To review in Science']);
});

test('keys move through the articles, select, open and edit', async ({ page, signedInAs, desk }) => {
  await signedInAs('ada');
  await desk.open();
  const [first, second] = ['Forty years of notes from the Lantern’s projection box', 'What a seed bank does on Sundays'];

  await page.keyboard.press('j');
  await expect(desk.headline(first).first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(desk.headline(second).first()).toBeFocused();
  await page.keyboard.press('k');
  await expect(desk.headline(first).first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(desk.headline(first).first()).toBeFocused();

  await page.keyboard.press('x');
  await expect(desk.choice(first)).toBeChecked();
  await page.keyboard.press('x');
  await expect(desk.choice(first)).not.toBeChecked();

  await page.keyboard.press('End');
  await expect(desk.stage('Retracted').getByRole('heading', { level: 4 }).getByRole('link').last()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(desk.stage('Published').getByRole('heading', { level: 4 }).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('l');
  await expect(desk.stage('Retracted').getByRole('heading', { level: 4 }).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(desk.headline(first).first()).toBeFocused();

  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/edit$/);
  await page.goBack();
  await expect(desk.headline(first).first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(desk.headline(first).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/articles/forty-years-of-notes-from-the-projection-box');
});

test('Tab stops at one article, and leads past the others', async ({ page, signedInAs, desk }) => {
  await signedInAs('ada');
  await desk.open();
  await page.keyboard.press('j');

  const stops = await desk.page.locator('[data-item] :is(a, button, input):not([tabindex="-1"])').evaluateAll((controls) =>
    new Set(controls.map((control) => control.closest('[data-item]'))).size,
  );

  expect(stops).toBe(1);
});

test('the keys tell what they do, and can be switched off', async ({ page, signedInAs, desk }) => {
  await signedInAs('ada');
  await desk.open();

  await page.keyboard.press('?');
  await expect(desk.keys).toBeVisible();
  await expect(desk.keys).toContainText('the next article');
  await desk.keys.getByRole('checkbox', { name: 'Keys move through the articles' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(desk.keys).toBeHidden();

  await page.keyboard.press('j');
  await expect(page.locator('[data-item] :focus')).toHaveCount(0);
});

test('letters that somebody types stay letters', async ({ page, signedInAs, desk }) => {
  await signedInAs('ada');
  await desk.open();
  await desk.heading.evaluate((heading) => {
    const field = document.createElement('input');
    heading.after(field);
    field.focus();
  });

  await page.keyboard.type('jkex?');

  await expect(page.locator('h1 + input')).toHaveValue('jkex?');
  await expect(desk.keys).toBeHidden();
});

test('several submissions are published at once', async ({ signedInAs, colleague, desk, paper }) => {
  const lena = await colleague('lena');
  for (const title of ['A tide table for the market', 'The bell that rings itself']) {
    await lena.submit(await lena.write({ department: 'culture', title }));
  }
  await signedInAs('ada');
  await desk.open();

  await desk.select('A tide table for the market', 'The bell that rings itself');
  await desk.publish();

  await expect(desk.told).toHaveText('Published 2 articles: “The bell that rings itself”, “A tide table for the market”.');
  await expect(desk.waiting.getByText('A tide table for the market')).toHaveCount(0);
  await expect(desk.stage('Published').getByText('The bell that rings itself')).toBeVisible();
  await expect(desk.alert).toHaveCount(0);
  await paper.openDepartment('culture');
  await expect(paper.headlines().filter({ hasText: 'The bell that rings itself' })).toHaveCount(1);
});

test('what could not be published is told, with the reason and the way on', async ({
  faults,
  page,
  signedInAs,
  colleague,
  desk,
}) => {
  faults.expectStatus(409);
  const [lena, henrik] = [await colleague('lena'), await colleague('henrik')];
  const slugs: string[] = [];
  for (const title of ['The heron counts back', 'Salt on the signal box']) {
    const slug = await lena.write({ department: 'science', title });
    await lena.submit(slug);
    slugs.push(slug);
  }
  await signedInAs('ada');
  await desk.open();
  await henrik.handBack(slugs[0] ?? '', 'Which heron?');

  await desk.select('The heron counts back', 'Salt on the signal box');
  await desk.publish();

  await expect(desk.alert.getByRole('heading')).toHaveText('1 of 2 published');
  await expect(desk.outcomes).toHaveCount(2);
  await expect(desk.outcomes.filter({ hasText: 'The heron counts back' })).toContainText('it is draft now');
  await expect(desk.outcomes.filter({ hasText: 'Salt on the signal box' })).toContainText('It is published.');
  await expect(desk.waiting.getByText('Salt on the signal box')).toHaveCount(0);
  await desk.outcomes.getByRole('link', { name: 'The heron counts back' }).click();
  await expect(page).toHaveURL(`/articles/${slugs[0] ?? ''}`);
});

test('what is selected stays with its article when the list changes', async ({ page, signedInAs, colleague, desk }) => {
  const jonas = await colleague('jonas');
  await jonas.submit(await jonas.write({ department: 'city', title: 'Selected with care' }));
  await signedInAs('henrik');
  await desk.open();
  await desk.select('Selected with care');
  await jonas.submit(await jonas.write({ department: 'city', title: 'Nobody has read this' }));

  // The list is asked for again in the same page, with one more on top.
  await desk.stage('Draft').getByRole('link').first().click();
  await expect(desk.waiting.getByRole('heading', { name: 'Nobody has read this' })).toBeVisible();

  await expect(desk.choice('Nobody has read this')).not.toBeChecked();
  await expect(desk.choice('Selected with care')).toBeChecked();
  await expect(page).toHaveURL('/desk?stage=draft');
});

test('who may neither submit nor publish is offered nothing to select', async ({ signedInAs, desk }) => {
  await signedInAs('rosa');
  await desk.open();

  await expect(desk.publishSelected).toHaveCount(0);
  await expect(desk.submitSelected).toHaveCount(0);
  await expect(desk.page.getByRole('checkbox', { name: /^Select/ })).toHaveCount(0);
});

test('only what was done last is told', async ({ signedInAs, colleague, desk }) => {
  const lena = await colleague('lena');
  await lena.submit(await lena.write({ department: 'culture', title: 'The last ferry poster', body: 'Ink.' }));
  await (await colleague('ada')).write({ department: 'culture', title: 'A draft of Ada', body: 'Pencil.' });
  await signedInAs('ada');
  await desk.open();
  await desk.select('The last ferry poster');
  await desk.publish();
  await expect(desk.told).toHaveText('Published 1 article: “The last ferry poster”.');

  await desk.select('A draft of Ada');
  await desk.submit();

  await expect(desk.told).toHaveText('Submitted 1 article: “A draft of Ada”.');
});

test('a reader sees no stages that will always be empty', async ({ page, signedInAs, desk }) => {
  await signedInAs('tom');
  await desk.open();

  await expect(desk.all.getByRole('heading', { level: 3 })).toHaveText([/^Published/]);
  await expect(page.getByText('Submissions that you may publish')).toHaveCount(0);
});

test('what is kept from its readers says so on the desk', async ({ page, signedInAs, colleague, desk, settings }) => {
  const slug = await (await colleague('mei')).write({ department: 'politics', title: 'Kept back', body: 'Later.' });
  await signedInAs('mei');
  await settings.open(slug);
  await settings.reason.fill('A suit is pending.');
  await settings.press('Put it under legal hold');
  await expect(settings.told).toHaveText('The article is under legal hold.');

  await desk.open();

  await expect(page.getByRole('listitem').filter({ hasText: 'Kept back' })).toContainText('Legal hold');
});
