import { expect, test } from '../fixtures';

test('an author submits several drafts at once', async ({ page, signedInAs, colleague, desk }) => {
  const jonas = await colleague('jonas');
  await jonas.write({ department: 'sport', title: 'A relay without a baton' });
  await jonas.write({ department: 'sport', title: 'The referee who runs' });
  await signedInAs('jonas');
  await desk.open('draft');

  await desk.select('A relay without a baton', 'The referee who runs');
  await desk.submit();

  await expect(page).toHaveURL('/desk?stage=draft');
  await expect(desk.all.getByText('The referee who runs')).toHaveCount(0);
  await desk.open('in_review');
  await expect(desk.all.getByText('The referee who runs')).toBeVisible();
});

test('the desk comes back and says what became of each', async ({ faults, signedInAs, colleague, desk }) => {
  faults.expectStatus(409);
  const [lena, henrik] = [await colleague('lena'), await colleague('henrik')];
  const slug = await lena.write({ department: 'science', title: 'Ice on the inside' });
  await lena.submit(slug);
  await lena.submit(await lena.write({ department: 'science', title: 'Fog, weighed' }));
  await signedInAs('ada');
  await desk.open();
  await henrik.handBack(slug, 'Inside of what?');

  await desk.select('Ice on the inside', 'Fog, weighed');
  await desk.publish();

  await expect(desk.alert.getByRole('heading')).toHaveText('1 of 2 published');
  await expect(desk.outcomes.filter({ hasText: 'Fog, weighed' })).toContainText('It is published.');
  await expect(desk.heading).toHaveText('Desk');
});

test('all stages stand on the desk, and each leads to the whole', async ({ page, signedInAs, desk }) => {
  await signedInAs('rosa');
  await desk.open();

  await expect(desk.keysButton).toBeHidden();
  await desk.leadOn(() => desk.stage('Published').getByRole('link', { name: /^All \d+ published$/ }).click());

  await expect(page).toHaveURL('/desk?stage=published');
});
