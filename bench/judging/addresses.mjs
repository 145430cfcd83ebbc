// The addresses that answer GET, as the list of entrances has them, with names that the newsroom knows.

import { readFileSync } from 'node:fs';

/**
 * @typedef {{ in: string, name: string, example: string }} Parameter
 * @typedef {{ tags: string[], parameters: Parameter[] }} Operation
 * @typedef {{ method: string, path: string, isPage: boolean }} Address
 */

/** @type {{ paths: Record<string, Record<string, Operation>> }} */
const { paths } = JSON.parse(readFileSync(String(process.env['ENTRANCES']), 'utf8'));

/**
 * @param {string} path
 * @param {Operation} operation
 */
function filled(path, { parameters }) {
  const named = (/** @type {string} */ name) => parameters.find((one) => one.name === name)?.example ?? '';
  const query = parameters.filter((one) => one.in === 'query').map(({ name, example }) => [name, example]);
  const asked = new URLSearchParams(query).toString();
  return path.replace(/\{(\w+)\}/g, (_, name) => named(name)) + (asked === '' ? '' : `?${asked}`);
}

/** @type {Address[]} */
export const addresses = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path: filled(path, operation),
    isPage: operation.tags.includes('page'),
  })),
);

/** The paths of all pages, and of one that is not there. */
export const pages = [...addresses.filter(({ isPage }) => isPage).map(({ path }) => path), '/no/such/page'];
