// A certificate of https://localhost, and somebody's home whose browsers trust it: `bin/certificate` makes
// both, as it does for `bin/dev`.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { repository, temporaryFolder } from './newsroom.mjs';

/**
 * @typedef {object} Certificate
 * @property {string} home where browsers trust its authority
 * @property {string} authority
 * @property {Record<string, string>} settings with which a server speaks by it
 * @property {() => Promise<void>} discard removes all of it
 */

/** @returns {Promise<Certificate>} */
export async function makeCertificate() {
  const { path: home, remove: discard } = await temporaryFolder();
  try {
    const folder = join(home, 'tls');
    await promisify(execFile)('bin/certificate', ['--trust'], {
      cwd: repository,
      // Rust stays where it is.
      env: { CARGO_HOME: join(homedir(), '.cargo'), RUSTUP_HOME: join(homedir(), '.rustup'), ...process.env, HOME: home, FOLDER: folder },
    });
    const authority = await readFile(join(folder, 'authority.pem'), 'utf8');
    const settings = {
      STILE_TLS__CERTIFICATE: join(folder, 'certificate.pem'),
      STILE_TLS__KEY: join(folder, 'key.pem'),
    };
    return { home, authority, settings, discard };
  } catch (cause) {
    await discard();
    throw cause;
  }
}
