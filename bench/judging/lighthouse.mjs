// Lighthouse: the front page and an article, as a phone on a slow network sees them.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { args, executablePath } from './browser.mjs';
import { origin } from './newsroom.mjs';

const PATHS = ['/', '/articles/sixty-gauges-watch-the-river'];

/** What each category must reach. That of performance depends on the machine, and leaves it room. */
const LEAST = { performance: 80, accessibility: 100, 'best-practices': 100, seo: 100 };

const chrome = await launch({ chromePath: executablePath, chromeFlags: [...args, '--headless'] });
const lines = [];

for (const path of PATHS) {
  const run = await lighthouse(origin + path, { port: chrome.port, onlyCategories: Object.keys(LEAST), logLevel: 'error' });
  if (run === undefined) throw new Error(`lighthouse says nothing of ${path}`);
  const { categories, audits } = run.lhr;
  for (const { id, auditRefs, score } of Object.values(categories)) {
    const points = Math.round((score ?? 0) * 100);
    if (points < LEAST[/** @type {keyof typeof LEAST} */ (id)]) process.exitCode = 1;
    lines.push(`${id} ${points}`);
    const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1);
    for (const { id: audit } of lost) console.log(`${path}, ${id}: ${audits[audit]?.title} (${audits[audit]?.displayValue ?? audits[audit]?.score})`);
  }
  console.log(`${path}: ${lines.slice(-4).join(', ')}`);
}
chrome.kill();
console.log(lines.join(', '));
