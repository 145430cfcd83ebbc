// MDN's HTTP Observatory: the headers of the front page, and the cookies that a sign-in sets.
//
// Most is 145: 100, and 45 that are extra. Five of these are for a host on the browsers' list of preloaded
// sites, on which localhost is not: 140 is the best that there is here. Nor is any browser told to stay with
// https on localhost, where that would hold for whatever else listens there; tests/api/headers.rs looks at that
// header under another name.

import { ALL_TESTS } from '@mdn/mdn-http-observatory/src/constants.js';
import { getScoreModifier } from '@mdn/mdn-http-observatory/src/grader/grader.js';
import { retrieve } from '@mdn/mdn-http-observatory/src/retriever/retriever.js';

import { cookiesOf, httpPort, origin } from './newsroom.mjs';

const BEST = 140;
const NOT_ON_LOCALHOST = 'strict-transport-security';

const found = await retrieve('localhost', { httpPort, httpsPort: Number(new URL(origin).port) });
// A visitor is given no cookie, and the judge would have none to look at.
for (const cookie of cookiesOf('ada')) {
  found.session?.jar.setCookieSync(cookie, origin);
}

let score = 100;
for (const test of ALL_TESTS) {
  const { constructor, result, pass } = test(found);
  if (constructor.name === NOT_ON_LOCALHOST) continue;
  const points = getScoreModifier(result);
  score += points;
  console.log(`${pass ? '✓' : '✗'} ${constructor.name}: ${result}, ${points}`);
}
console.log(`${score} of ${BEST}, without ${NOT_ON_LOCALHOST}`);
process.exitCode = score === BEST ? 0 : 1;
