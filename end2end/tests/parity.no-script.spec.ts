import { expect, test } from '../fixtures';
import { answersTo, callByForm, callByScript } from '../parity/calls';
import { findAt, type Found } from '../parity/controls';
import { disagreements } from '../parity/report';
import { callsAbout, walkers } from '../parity/table';
import { thingsFor } from '../parity/things';

test.use({ trace: 'off' });

for (const [walker] of walkers) {
  test(`${walker} can use a form on an article exactly where the server takes it, and is refused alike without script`, async ({
    page,
    newsroom,
    signedInAs,
    colleague,
  }) => {
    const things = await thingsFor(walker, colleague);
    if (walker !== 'a visitor') {
      await signedInAs(walker);
    }
    const calls = callsAbout(things).filter((call) => /^\/articles\/[^/?]+$/.test(call.page));

    const found = new Map<string, Found>();
    for (const path of new Set(calls.map((call) => call.page))) {
      found.set(path, await findAt(page, path, async () => {}));
    }
    const differs: string[] = [];
    const answers = await answersTo(
      calls,
      async (call) => {
        const answer = await callByScript(page.request, newsroom.origin, call);
        // Forms that are taken have tests of their own; what is done is not there to be done again.
        const status = answer.accepts ? answer.status : await callByForm(page.request, newsroom.origin, call);
        if (status !== answer.status) {
          differs.push(`${call.does} of ${call.about}: ${answer.words}, and answers a form ${status}`);
        }
        return answer;
      },
      colleague,
    );

    expect(disagreements(walker, found, answers)).toEqual([]);
    expect(differs).toEqual([]);
  });
}
