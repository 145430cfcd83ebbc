// A newsroom of one's own: the program that is already built, on a free port, over a database of its
// own in a temporary folder. Seeding takes the longest, so it happens once, and each newsroom copies it.

import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where `seed`, `policies`, `Leptos.toml` and `target/site` are found. */
export const repository = fileURLToPath(new URL('..', import.meta.url));

/** The slowest start seen is a debug build on a busy machine. */
const START_LIMIT = 60_000;
/** The server gives open requests ten seconds when it is asked to stop. */
const STOP_LIMIT = 15_000;

/**
 * @typedef {object} How a newsroom is not like the others
 * @property {Record<string, string>} settings
 * @property {string} [authority] of the certificate, if it speaks TLS
 * @property {string} [host] by which browsers find it
 *
 * @typedef {object} Newsroom
 * @property {string} origin where browsers find it
 * @property {Record<string, string>} passwords by e-mail address
 * @property {() => string} log what the server said so far
 * @property {() => Promise<void>} close stops the server and removes its folder
 *
 * @typedef {object} Plan what newsrooms begin as
 * @property {(how?: How) => Promise<Newsroom>} open another one, which knows nothing of the others
 * @property {() => Promise<void>} discard removes the folder
 */

/**
 * Seeds what newsrooms begin as.
 *
 * @returns {Promise<Plan>}
 */
export async function planNewsroom() {
  const program = findProgram();
  const folder = await temporaryFolder();
  const env = settings(folder.path, 'http://localhost');
  try {
    const run = promisify(execFile);
    await run(program, ['migrate'], { cwd: repository, env });
    const seeded = await run(program, ['seed'], { cwd: repository, env });
    const passwords = passwordsIn(seeded.stdout);
    return {
      open: (how) => openCopy(program, folder.path, passwords, how),
      discard: folder.remove,
    };
  } catch (cause) {
    await folder.remove();
    throw cause;
  }
}

/**
 * Opens one newsroom that nobody else needs.
 *
 * @returns {Promise<Newsroom>}
 */
export async function openNewsroom() {
  const plan = await planNewsroom();
  try {
    return await plan.open();
  } finally {
    await plan.discard();
  }
}

/**
 * @param {string} program
 * @param {string} seeded the folder of the database to begin with
 * @param {Record<string, string>} passwords
 * @param {How} [how]
 * @returns {Promise<Newsroom>}
 */
async function openCopy(program, seeded, passwords, how) {
  const folder = await temporaryFolder();
  try {
    await cp(seeded, folder.path, { recursive: true });
    const port = await freePort();
    const scheme = how?.authority ? 'https' : 'http';
    const origin = `${scheme}://${how?.host ?? 'localhost'}:${port}`;
    const server = serve(program, {
      ...settings(folder.path, origin),
      ...how?.settings,
      LEPTOS_SITE_ADDR: `127.0.0.1:${port}`,
    });
    try {
      await server.answers(`${scheme}://localhost:${port}/health`, how?.authority);
    } catch (cause) {
      // That it did not start says more than that it did not end well.
      await server.stop().catch(() => undefined);
      throw cause;
    }
    const close = async () => {
      await server.stop();
      await folder.remove();
    };
    return { origin, passwords, log: server.log, close };
  } catch (cause) {
    await folder.remove();
    throw cause;
  }
}

/** A folder that is gone at the latest when this process is: whoever ends the tests abruptly leaves nothing behind. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'stile-'));
  const removeAtExit = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const remove = async () => {
    process.off('exit', removeAtExit);
    await rm(path, { recursive: true, force: true });
  };
  return { path, remove };
}

/**
 * The caller's environment, with the settings of this server and of no other.
 *
 * @param {string} folder where its database is
 * @param {string} origin
 * @returns {NodeJS.ProcessEnv}
 */
function settings(folder, origin) {
  const isSetting = (/** @type {string} */ name) => /^(STILE|LEPTOS)_/.test(name);
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name))),
    STILE_SITE__ORIGIN: origin,
    STILE_DATABASE__URL: `sqlite://${join(folder, 'stile.db')}?mode=rwc`,
    STILE_FILES__STORE: join(folder, 'files'),
    STILE_MAIL__FOLDER: join(folder, 'mail'),
    // Tests that run at the same time are the same people in many browsers.
    STILE_SESSION__MOST: '100',
    // All tests come from one address, and are a few people.
    STILE_LIMITS__ADDRESS: '100000/1m',
    STILE_LIMITS__PERSON: '100000/1m',
    STILE_LIMITS__REFUSALS: '100000/1m',
    STILE_LIMITS__SIGN_IN_ADDRESS: '100000/1m',
    STILE_LIMITS__SIGN_IN_SUBNET: '100000/1m',
    STILE_LIMITS__SIGN_IN_NETWORK: '100000/1m',
    NO_COLOR: '1',
  };
}

/**
 * The program that `cargo leptos build` has made. Nothing is built here.
 *
 * @returns {string}
 */
function findProgram() {
  const asked = execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const program = join(JSON.parse(asked).target_directory, 'debug', 'stile');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: run \`cargo leptos build\` first`);
  }
  return program;
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
function serve(program, env) {
  let said = '';
  const server = spawn(program, ['serve'], { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const listen = (/** @type {Buffer} */ chunk) => {
    said += chunk.toString();
  };
  server.stdout.on('data', listen);
  server.stderr.on('data', listen);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
  const killAtExit = () => server.kill('SIGKILL');
  process.once('exit', killAtExit);

  return {
    log: () => said,

    /**
     * @param {string} address
     * @param {string} [authority]
     */
    async answers(address, authority) {
      const until = Date.now() + START_LIMIT;
      while (!(await isOk(address, authority))) {
        if (hasEnded()) {
          throw new Error(`the server did not start:\n${said}`);
        }
        if (Date.now() > until) {
          throw new Error(`the server did not answer within ${START_LIMIT / 1000} s:\n${said}`);
        }
        await pause(20);
      }
    },

    async stop() {
      process.off('exit', killAtExit);
      if (!hasEnded()) {
        server.kill('SIGTERM');
        const limit = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT);
        await ended;
        clearTimeout(limit);
      }
      if (server.exitCode !== 0) {
        throw new Error(`the server did not end well (${server.exitCode ?? server.signalCode}):\n${said}`);
      }
    },
  };
}

/**
 * @param {string} address
 * @param {string} [authority] who has signed its certificate
 * @returns {Promise<boolean>}
 */
function isOk(address, authority) {
  return new Promise((resolve) => {
    const request = authority === undefined ? http.get(address) : https.get(address, { ca: authority });
    request.on('response', (response) => resolve(response.resume().statusCode === 200));
    request.on('error', () => resolve(false));
  });
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * A port that nothing listens on, of a thousand that no other worker of Playwright looks at and that no system gives
 * to who connects (IANA, 49152 and above; Linux, 32768): between here and there somebody else could take it. Browsers
 * refuse a few ports below 11000 (WHATWG Fetch, 2.9).
 *
 * @returns {Promise<number>}
 */
async function freePort() {
  const first = 11_000 + 1000 * (Number(process.env['TEST_PARALLEL_INDEX'] ?? 20) % 21);
  for (let tries = 0; tries < 1000; tries += 1) {
    nextPort = (nextPort + 1) % 1000;
    if (await isFree(first + nextPort)) {
      return first + nextPort;
    }
  }
  throw new Error(`something listens on every port from ${first}`);
}

let nextPort = Math.floor(Math.random() * 1000);

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * Reads lines such as `  ada@stile.example   1859-…`.
 *
 * @param {string} printed
 * @returns {Record<string, string>}
 */
function passwordsIn(printed) {
  const lines = printed.matchAll(/^ {2}(\S+@\S+) +(\S+)$/gm);
  return Object.fromEntries([...lines].map(([, email, password]) => [email, password]));
}
