// The browser: the system's Chromium where there is one, else Playwright's own.

import { existsSync } from 'node:fs';

const SYSTEMS_OWN = '/usr/bin/chromium';

/** @type {import('@playwright/test').LaunchOptions} */
export const launchOptions = {
  executablePath: process.env['CHROMIUM'] ?? (existsSync(SYSTEMS_OWN) ? SYSTEMS_OWN : undefined),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
