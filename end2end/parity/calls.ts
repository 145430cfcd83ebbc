import type { APIRequestContext, APIResponse } from '@playwright/test';

import type { Colleague, Handle } from '../colleague';

export type Fields = Record<string, string>;

/** A call of a server function, which a control of some page makes. */
export interface Call {
  /** The server function: `articles/publish`. */
  does: string;
  /** The page that its control stands on. */
  page: string;
  /** What it is about, in words. */
  about: string;
  /** The fields that say so: `id=7`. */
  to: string;
  /** What is sent: with something wrong about it, so that nothing changes, where that is possible. */
  sent: Fields;
  /** That something "has moved on" says that the version was wrong: always, or if it is still in that stage. */
  stale: boolean | string;
  /** Brings back what the call has changed. */
  undo: Undo | undefined;
  /** It cannot be brought back. */
  isFinal: boolean;
  /** It changes nothing. */
  isReading: boolean;
}

export interface Undo {
  by: Handle;
  does: string;
  sent: Fields;
}

/** What the server says to a call. */
export interface Answer {
  accepts: boolean;
  /** The policy's sentence, if it refuses with one. */
  reason: string;
  /** As the report shows it. */
  words: string;
  /** Whether something changed. */
  done: boolean;
  status: number;
}

/** What the server says when it fails, whatever about it. */
interface Failure {
  error: string;
  reason?: string | null;
  stage?: string;
  outcomes?: { error: Failure | null }[];
}

/** Calls as the app's script does. */
export async function callByScript(request: APIRequestContext, origin: string, call: Call): Promise<Answer> {
  const headers = { origin, accept: 'application/json', 'x-stile-user': '', referer: `${origin}${call.page}` };
  const response = await request.post(`/api/${call.does}`, { ...asSent(call), headers, maxRedirects: 0 });
  return response.ok() ? accepted(response.status()) : judge(call, response.status(), await failure(response));
}

/** Calls as a form does where no script runs. */
export async function callByForm(request: APIRequestContext, origin: string, call: Call): Promise<number> {
  const headers = { origin, accept: 'text/html', 'sec-fetch-site': 'same-origin', referer: `${origin}${call.page}` };
  return (await request.post(`/api/${call.does}`, { ...asSent(call), headers, maxRedirects: 0 })).status();
}

/** As the form of that call sends it. A file is empty, with which nothing can be done. */
function asSent({ does, sent }: Call) {
  const file = { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) };
  return does === 'files/upload' ? { multipart: { ...sent, file } } : { form: sent };
}

async function failure(response: APIResponse): Promise<Failure> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Failure;
  } catch {
    return { error: text.slice(0, 80) };
  }
}

function accepted(status: number): Answer {
  return { accepts: true, reason: '', words: `does it (${status})`, done: true, status };
}

/** Whether the call was let in: who hears what is wrong with it was. */
function judge(call: Call, status: number, { error, reason, stage, outcomes }: Failure): Answer {
  const answer = (accepts: boolean, words: string): Answer => ({ accepts, reason: reason ?? '', words, done: false, status });
  switch (error) {
    case 'not_signed_in':
    case 'refused':
    case 'not_found':
    case 'gone':
      return answer(false, `refuses (${status} ${error}${reason ? `: ${reason}` : ''})`);
    case 'invalid':
    case 'stale':
      return answer(true, `accepts, and finds it wrong (${status} ${error})`);
    case 'moved_on': {
      const isStale = call.stale === true || call.stale === stage;
      return answer(isStale, isStale ? `accepts, but the version is old (${status})` : `refuses (${status}, it is ${stage})`);
    }
    case 'partly': {
      const first = outcomes?.[0]?.error;
      return first ? judge(call, status, first) : accepted(status);
    }
    default:
      throw new Error(`${call.does} of ${call.about} (${JSON.stringify(call.sent)}): ${status} ${error}`);
  }
}

/** What the server says to each call: to what may change something one by one, and that is undone. */
export async function answersTo(
  calls: Call[],
  call: (one: Call) => Promise<Answer>,
  invite: (person: Handle) => Promise<Colleague>,
): Promise<Map<Call, Answer>> {
  const answers = new Map<Call, Answer>();
  const changes = (one: Call) => one.isFinal || one.undo !== undefined;
  await inParallel(calls.filter((one) => !changes(one)), async (one) => {
    const answer = await call(one);
    if (answer.done && !one.isReading) {
      throw new Error(`${one.does} of ${one.about} was only to be tried, and was done`);
    }
    answers.set(one, answer);
  });
  const inOrder = [...calls.filter((one) => one.undo !== undefined), ...calls.filter((one) => one.isFinal)];
  for (const one of inOrder) {
    const answer = await call(one);
    answers.set(one, answer);
    if (answer.done && one.undo !== undefined) {
      await (await invite(one.undo.by)).post(one.undo.does, one.undo.sent);
    }
  }
  return answers;
}

/** Does that with each, eight at a time. */
async function inParallel<T>(all: T[], does: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  const lane = async () => {
    for (const one of rest) {
      await does(one);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}
