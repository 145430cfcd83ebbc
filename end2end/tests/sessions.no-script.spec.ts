import { expect, test } from '../fixtures';

test('without script one ends a session that one does not know, and then all others', async ({ signedInAs, colleague, sessions }) => {
  await signedInAs('ada');
  const [first, second] = [await colleague('ada'), await colleague('ada')];
  await sessions.of('ada-okafor');
  await expect(sessions.open).toHaveCount(3);

  await sessions.end(sessions.others.first());
  await expect(sessions.open).toHaveCount(2);
  await sessions.endAllOthers();

  await expect(sessions.open).toHaveCount(1);
  expect([await first.open('/desk'), await second.open('/desk')]).toEqual([401, 401]);
});
