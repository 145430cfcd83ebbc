import { readFileSync } from 'node:fs';

import { expect, test } from '../fixtures';
import { answersTo, callByScript } from '../parity/calls';
import { findAt, type Found } from '../parity/controls';
import { disagreements, used, wrongWays } from '../parity/report';
import { callsAbout, department, notWalked, walked, walkers } from '../parity/table';
import { thingsFor } from '../parity/things';
import { hydrated } from '../pages/screen';

// Every line of the report says what happened; recording each page would take longer than the walk.
test.use({ trace: 'off' });

for (const [walker, uses] of walkers) {
  test(`${walker} can use a control exactly where the server lets them`, async ({ page, newsroom, signedInAs, colleague }) => {
    const things = await thingsFor(walker, colleague);
    if (walker !== 'a visitor') {
      await signedInAs(walker);
    }
    const calls = callsAbout(things);

    const found = new Map<string, Found>();
    for (const path of new Set([department, ...calls.map((call) => call.page)])) {
      found.set(path, await findAt(page, path, () => hydrated(page)));
    }
    const answers = await answersTo(calls, (call) => callByScript(page.request, newsroom.origin, call), colleague);

    expect(disagreements(walker, found, answers)).toEqual([]);
    expect(wrongWays(walker, found)).toEqual([]);
    expect(used(found)).toEqual(uses.toSorted());
  });
}

test('every server function that changes something is part of the walk, or is not for a reason', () => {
  const source = (name: string) => readFileSync(new URL(`../../src/entrances/${name}.rs`, import.meta.url), 'utf8');
  const rows = `${source('rows')}${source('development')}`.matchAll(/\("POST",\s*"\/api\/([^"]+)"/g);

  const functions = [...rows].map(([, path]) => path).sort();

  expect([...Object.keys(walked), ...Object.keys(notWalked)].sort()).toEqual(functions);
});
