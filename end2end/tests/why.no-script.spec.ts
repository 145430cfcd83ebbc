import { expect, test } from '../fixtures';
import { inReviewByEditor } from '../seed';

test('an administrator asks why without script', async ({ page, powers, signedInAs }) => {
  await signedInAs('priya');
  await powers.why();

  await powers.ask('ada-okafor', 'PublishArticle', inReviewByEditor);

  await expect(powers.answer).toHaveText(/^Ada Okafor may not publish “.+”\.$/);
  await expect(page.getByText('Nobody publishes their own article.').first()).toBeVisible();
  await expect(powers.policies.first()).toContainText('resource.author == principal');
});

test('the table of powers is narrowed without script', async ({ powers, signedInAs }) => {
  await signedInAs('priya');
  await powers.open();

  await powers.narrow('PublishArticle', 'editor');

  await expect(powers.columns).toHaveText(['State', 'Editors']);
});
