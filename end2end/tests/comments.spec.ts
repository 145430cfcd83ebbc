import { expect, test } from '../fixtures';
import { commented, discussed } from '../seed';

test('a reader says something, and it stands above the others at once', async ({ signedInAs, discussion }) => {
  await signedInAs('tom');
  await discussion.open(commented);
  const before = await discussion.comments.count();

  await discussion.say('Gauges hum.\nMine does.');

  await expect(discussion.comments).toHaveCount(before + 1);
  await expect(discussion.comments.first()).toContainText('Gauges hum.');
  await expect(discussion.field).toHaveValue('');
});

test('a reply joins the thread, and its author changes it', async ({ signedInAs, discussion }) => {
  await signedInAs('lena');
  await discussion.open(commented);
  await discussion.say('Who counts the frogs?');

  await discussion.reply(discussion.saying('Who counts the frogs?'), 'Frogs count themselfs.');
  await expect(discussion.saying('Frogs count themselfs.')).toBeVisible();
  await discussion.change(discussion.saying('Frogs count themselfs.'), 'Frogs count themselves.');

  await expect(discussion.saying('Frogs count themselves.')).toContainText('edited');
  await expect(discussion.saying('Frogs count themselfs.')).toHaveCount(0);
});

test('a visitor reads comments, and is led to sign in and back', async ({ page, discussion, signInPage }) => {
  await discussion.open(discussed);

  await expect(discussion.count).toHaveText('4 comments');
  await expect(discussion.field).toHaveCount(0);
  await discussion.region.getByRole('link', { name: 'Sign in to comment' }).click();
  await expect(page).toHaveURL(`/sign-in?next=/articles/${discussed}`);
  await signInPage.be('Tom');
  await expect(page).toHaveURL(`/articles/${discussed}`);
  await expect(discussion.field).toBeVisible();
});

test('a moderator hides a comment from its readers and shows it again', async ({ signedInAs, colleague, discussion }) => {
  const tom = await colleague('tom');
  await tom.comment(commented, 'Buy my umbrellas.');
  await signedInAs('rosa');
  await discussion.open(commented);
  const comment = discussion.saying('Buy my umbrellas.');
  expect(await discussion.acts(comment)).toEqual(['Reply', 'Hide', 'Delete']);

  await discussion.hide(comment, 'It sells umbrellas.');
  await expect(comment).toContainText('Hidden by a moderator');
  expect(await tom.reads(commented)).not.toContain('Rosa');
  await discussion.showAgain(comment);

  await expect(comment).not.toContainText('Hidden by a moderator');
});

test('nobody deletes comments unless they are a moderator, and their author is told', async ({ signedInAs, discussion }) => {
  await signedInAs('jonas');
  await discussion.open(commented);
  await discussion.say('I take that back.');

  const comment = discussion.saying('I take that back.');
  await expect(comment).toBeVisible();
  expect(await discussion.acts(comment)).toEqual(['Reply', 'Edit', 'Delete, disabled']);
  await expect(comment.getByRole('group', { name: 'Delete, refused' })).toHaveAccessibleDescription(
    'Nobody deletes comments unless they are a moderator.',
  );
  await signedInAs('rosa');
  // The page follows by itself.
  await expect(discussion.page.getByRole('banner')).toContainText('Rosa');
  await discussion.delete(comment);
  await expect(comment).toHaveCount(0);
});

test('a comment that says nothing says what to do, and keeps its place', async ({ faults, signedInAs, discussion }) => {
  faults.expectStatus(422);
  await signedInAs('tom');
  await discussion.open(commented);

  await discussion.say('   ');

  await expect(discussion.field).toBeFocused();
  await expect(discussion.field).toHaveAccessibleDescription(/^Write what you want to say\./);
});

test('whoever changes a comment that was deleted meanwhile is told so and led on', async ({
  faults,
  signedInAs,
  colleague,
  discussion,
}) => {
  faults.expectStatus(404);
  await signedInAs('mei');
  await discussion.open(commented);
  await discussion.say('Soon gone.');
  const comment = discussion.saying('Soon gone.');
  await expect(comment).toBeVisible();
  await (await colleague('rosa')).deleteComment(commented, 'Soon gone.');

  await discussion.change(comment, 'Still there?');

  await expect(discussion.alert).toContainText('There is nothing here.');
  await expect(discussion.alert.getByRole('link', { name: 'Look at it as it is now' })).toBeVisible();
  await expect(comment.getByRole('textbox', { name: 'Your comment' })).toHaveValue('Still there?');
});

test('the focus goes to what was said, changed or hidden, and each time it is told', async ({ signedInAs, discussion }) => {
  await signedInAs('tom');
  await discussion.open(commented);

  await discussion.say('Moss first.');
  const comment = discussion.saying('Moss first.');
  await expect(comment).toBeFocused();
  await expect(discussion.told).toHaveText('Your comment is posted.');
  await discussion.reply(comment, 'Lichen second.');
  const reply = discussion.saying('Lichen second.');
  await expect(reply).toBeFocused();
  await expect(discussion.told).toHaveText('Your reply is posted.');
  await discussion.change(reply, 'Lichen second, stone third.');

  await expect(discussion.saying('stone third.')).toBeFocused();
  await expect(discussion.told).toHaveText('Your comment is changed.');
});

test('a moderator keeps their place', async ({ signedInAs, colleague, discussion }) => {
  await (await colleague('tom')).comment(commented, 'Moss for sale.');
  await signedInAs('rosa');
  await discussion.open(commented);
  const comment = discussion.saying('Moss for sale.');

  await discussion.hide(comment, 'It sells moss.');
  await expect(comment).toBeFocused();
  await discussion.showAgain(comment);
  await expect(comment).toBeFocused();
  await discussion.delete(comment);

  await expect(discussion.count).toBeFocused();
  await expect(discussion.told).toHaveText('The comment is deleted.');
});

test('leaving with half a comment asks first, and staying keeps it', async ({ page, signedInAs, discussion }) => {
  await signedInAs('tom');
  await discussion.open(commented);
  await discussion.field.fill('Half a thought');
  const asked = page.waitForEvent('dialog');

  const click = page.getByRole('link', { name: 'Front page' }).first().click({ noWaitAfter: true });
  await (await asked).dismiss();
  await click;

  await expect(page).toHaveURL(`/articles/${commented}`);
  await expect(discussion.field).toHaveValue('Half a thought');
});

test('whoever opens a reply writes at once, and is told of room only when little is left', async ({
  page,
  signedInAs,
  discussion,
}) => {
  await signedInAs('tom');
  await discussion.open(commented);
  await discussion.say('Room for more.');
  const comment = discussion.saying('Room for more.');
  await expect(comment).toBeFocused();

  await discussion.unfold(comment, 'Reply');

  const reply = comment.getByRole('textbox', { name: 'Your reply' });
  await expect(reply).toBeFocused();
  await reply.fill('Short.');
  await expect(page.getByText('more characters fit')).toHaveCount(0);
  await reply.fill('x'.repeat(1_990));
  await expect(comment.getByText('10 more characters fit.')).toBeVisible();
});
