import { expect, test } from '../fixtures';
import { commented } from '../seed';

test('a reader comments, replies and changes a comment', async ({ signedInAs, discussion }) => {
  await signedInAs('tom');
  await discussion.open(commented);

  await discussion.say('No script here.');
  await discussion.reply(discussion.saying('No script here.'), 'None here eihter.');
  await discussion.change(discussion.saying('None here eihter.'), 'None here either.');

  await expect(discussion.saying('None here either.')).toContainText('edited');
});

test('a comment that is too long comes back with what was typed', async ({ faults, signedInAs, discussion }) => {
  faults.expectStatus(422);
  await signedInAs('tom');
  await discussion.open(commented);
  const long = `A long story. ${'x'.repeat(2000)}`;

  await discussion.say(long);

  await expect(discussion.field).toHaveValue(long);
  await expect(discussion.field).toHaveAccessibleDescription(/^At most 2000 characters: shorten it by 14\./);
});

test('a moderator hides, shows again and deletes', async ({ faults, signedInAs, colleague, discussion }) => {
  faults.expectStatus(422);
  await (await colleague('tom')).comment(commented, 'Umbrellas, cheap.');
  await signedInAs('rosa');
  await discussion.open(commented);
  const comment = discussion.saying('Umbrellas, cheap.');

  await discussion.hide(comment, '');
  await expect(comment.getByRole('textbox', { name: 'Why is it hidden?' })).toBeVisible();
  await discussion.giveReason(comment, 'It sells umbrellas.');
  await expect(comment).toContainText('It sells umbrellas.');
  await discussion.showAgain(comment);
  await expect(comment).not.toContainText('It sells umbrellas.');
  await discussion.delete(comment);

  await expect(comment).toHaveCount(0);
});

test('the browser shows what was said, and the field that must be corrected', async ({
  faults,
  page,
  signedInAs,
  discussion,
}) => {
  faults.expectStatus(422);
  await signedInAs('tom');
  await discussion.open(commented);

  await discussion.say('Where am I?');
  await expect(page).toHaveURL(new RegExp(`/articles/${commented}#comment-\\d+$`));
  await expect(discussion.saying('Where am I?')).toBeInViewport();
  await discussion.say(' ');

  await expect(discussion.field).toBeFocused();
  await expect(discussion.field).toBeInViewport();
});
