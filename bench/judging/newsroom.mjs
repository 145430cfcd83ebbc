// The newsroom that is judged, as bench/judges has opened it.

import { readFileSync } from 'node:fs';

/** Where browsers find it. */
export const origin = String(process.env['ORIGIN']);

/** Where plain http is answered with where to go instead. */
export const httpPort = Number(process.env['HTTP_PORT']);

/** @type {[string, string][]} */
const cookies = readFileSync(String(process.env['PEOPLE']), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [person, ...cookie] = line.split(' ');
    return [String(person), cookie.join(' ')];
  });

/** Everybody who has signed in. */
export const people = [...new Set(cookies.map(([person]) => person))];

/**
 * The cookies that somebody was given, as the server has set them.
 *
 * @param {string} person
 */
export const cookiesOf = (person) => cookies.filter(([owner]) => owner === person).map(([, cookie]) => cookie);

/**
 * The same as a browser sends them.
 *
 * @param {string} person
 */
export const sentBy = (person) => cookiesOf(person).map((cookie) => cookie.split(';')[0]).join('; ');
