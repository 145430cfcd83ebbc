// The browser of the browser tests, which here believes the certificate that was made for the run.

import { chromium } from 'playwright-core';

import { launchOptions } from '../../end2end/chromium.mjs';

export const executablePath = launchOptions.executablePath ?? chromium.executablePath();

export const args = [...(launchOptions.args ?? []), '--ignore-certificate-errors'];
