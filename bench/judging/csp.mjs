// Google's CSP evaluator: the policy of every kind of answer, for a visitor and for Ada.

import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';

import { addresses, pages } from './addresses.mjs';
import { origin, sentBy } from './newsroom.mjs';

/** Files, what cannot be, and who comes from elsewhere. */
const OTHERS = [
  { path: '/favicon.svg' },
  { path: '/robots.txt' },
  { path: '/pkg/stile.css' },
  { path: '/pkg/no-such-file.js' },
  { path: '/%ff' },
  { path: '/', method: 'PROPFIND' },
  { path: '/api/sign-in', method: 'POST', headers: { origin: 'https://evil.example' } },
  { path: '/api/no-such-thing' },
];

/** That stream does not end; its head is like that of what refuses it. */
const ENDLESS = '/api/news';

/** @type {{ path: string, method?: string, headers?: Record<string, string> }[]} */
const asked = [...addresses.filter(({ path }) => path !== ENDLESS), ...pages.map((path) => ({ path })), ...OTHERS];
const statuses = new Map();
let findings = 0;

for (const headers of [{}, { cookie: sentBy('ada') }]) {
  for (const { path, method = 'GET', headers: others } of asked) {
    const sent = { origin, 'x-stile-user': '', ...headers, ...others };
    const answer = await fetch(origin + path, { method, redirect: 'manual', headers: sent });
    await answer.body?.cancel();
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const policy = answer.headers.get('content-security-policy');
    const found = policy === null ? ['no policy at all'] : new CspEvaluator(new CspParser(policy).csp).evaluate().map(({ description }) => description);
    findings += found.length;
    for (const one of found) console.log(`${method} ${path} (${answer.status}): ${one}`);
  }
}
console.log(`answers by status: ${[...statuses].sort().map(([status, times]) => `${status} ${times}`).join(', ')}`);
console.log(`${findings} findings`);
process.exitCode = findings === 0 ? 0 : 1;
