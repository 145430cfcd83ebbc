import { expect, test } from '../fixtures';
import { picture } from '../pages/filesPanel';
import { anAuthorsDraft } from '../seed';

test('a file is added, described anew and removed', async ({ page, signedInAs, files }) => {
  await signedInAs('lena');
  await files.open(anAuthorsDraft);

  await files.add('A dot', picture);
  await expect(page).toHaveURL(/\/edit#file-\d+$/);
  await expect(files.item('dot.png')).toContainText(/!\[A dot\]\(\/files\/\d+\)/);
  await files.describe('dot.png', 'A red dot');
  await expect(files.item('dot.png')).toContainText('A red dot');
  await files.remove('dot.png');

  await expect(files.items).toHaveCount(0);
});

test('a file that is not taken says why, and keeps what was typed', async ({ faults, signedInAs, files }) => {
  faults.expectStatus(422);
  await signedInAs('lena');
  await files.open(anAuthorsDraft);

  await files.add('A red dot', { ...picture, name: 'dot.svg' });

  await expect(files.error).toContainText('This kind of file is not taken.');
  await expect(files.description).toHaveValue('A red dot');
  await expect(files.file).toBeFocused();
});
