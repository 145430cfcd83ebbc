import { defineConfig, devices } from '@playwright/test';

import { launchOptions } from './chromium.mjs';

const withoutScript = /\.no-script\.spec\.ts$/;

// Each test opens a newsroom of its own (`fixtures.ts`), so that nothing here starts a server, and
// `cargo leptos end-to-end` need not either: it waits for nothing, and exits 0 when its build fails.
export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    channel: undefined,
    launchOptions,
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
  },
  projects: [
    { name: 'with script', testIgnore: withoutScript },
    { name: 'without script', testMatch: withoutScript, use: { javaScriptEnabled: false } },
  ],
});
