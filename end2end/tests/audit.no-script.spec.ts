import { expect, test } from '../fixtures';
import { inReview } from '../seed';

test('entries are found by a form that has an address', async ({ page, signedInAs, colleague, audit }) => {
  await (await colleague('ada')).publish(inReview);
  await signedInAs('priya');
  await audit.open();
  await expect(audit.entries).toHaveCount(1);

  await audit.act.selectOption('Retracted an article');
  await audit.show();

  await expect(page).toHaveURL(/\/audit\?.*act=RetractArticle/);
  await expect(audit.entries).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('Nothing fits this.');
  await expect(audit.act).toHaveValue('RetractArticle');
});
