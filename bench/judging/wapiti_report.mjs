// Says what a report of wapiti has found, and how much it has looked at.
//
// No browser is told to stay with https on localhost, where that would hold for whatever else listens there;
// tests/api/headers.rs looks at that header under another name.

import { readFileSync } from 'node:fs';

const NOT_ON_LOCALHOST = 'HTTP Strict Transport Security (HSTS)';

/** @typedef {{ method: string, path: string, info: string, parameter: string, http_request: string }} Finding */
/** @type {{ vulnerabilities: Record<string, Finding[]>, anomalies: Record<string, Finding[]>, infos: { crawled_pages_nbr: number } }} */
const { vulnerabilities, anomalies, infos } = JSON.parse(readFileSync(String(process.argv[2]), 'utf8'));

const found = [...Object.entries(vulnerabilities), ...Object.entries(anomalies)]
  .filter(([kind]) => kind !== NOT_ON_LOCALHOST)
  .flatMap(([kind, findings]) => findings.map((finding) => ({ kind, ...finding })));
for (const { kind, method, path, info, parameter } of found) {
  console.log(`${kind}: ${method} ${path} ${parameter ?? ''}: ${info}`);
}
console.log(`${found.length} findings, without ${NOT_ON_LOCALHOST}, at ${infos.crawled_pages_nbr} addresses and forms`);
process.exitCode = found.length === 0 && infos.crawled_pages_nbr > 0 ? 0 : 1;
