import type { APIRequestContext } from '@playwright/test';

export const handles = ['ada', 'henrik', 'jonas', 'lena', 'mei', 'rosa', 'priya', 'tom'] as const;
/** One of the seeded people. */
export type Handle = (typeof handles)[number];

export interface Draft {
  department: string;
  title: string;
  standfirst?: string;
  body?: string;
}

interface Kept {
  id: number;
  version: number;
  text: { title: string; standfirst: string; body: string };
}

interface Discussed {
  threads: { first: { Comment?: { id: number; text: string } } }[];
}

/** Somebody who works beside the browser: arranges through the API what a test starts from. */
export class Colleague {
  constructor(private readonly request: APIRequestContext) {}

  /** Who they are for the newsroom: nobody, once their session has ended. */
  async name(): Promise<string | null> {
    const me = await this.request.get('/api/me');
    const { user } = (await me.json()) as { user: { name: string } | null };
    return user?.name ?? null;
  }

  /** Begins a draft; gives back its slug. */
  async write(draft: Draft): Promise<string> {
    const response = await this.post('articles/create', { standfirst: '', body: '', ...draft });
    const slug = /^\/articles\/(.+)\/edit$/.exec(response.headers()['location'] ?? '')?.[1];
    if (slug === undefined) {
      throw new Error('the new article has no address');
    }
    return slug;
  }

  async change(slug: string, text: Partial<Kept['text']>): Promise<void> {
    const kept = await this.find(slug);
    await this.post('articles/update', { id: kept.id, version: kept.version, ...kept.text, ...text });
  }

  async submit(slug: string): Promise<void> {
    await this.post('articles/submit', { id: (await this.find(slug)).id });
  }

  async handBack(slug: string, note: string): Promise<void> {
    await this.post('articles/return', { id: (await this.find(slug)).id, note });
  }

  async publish(slug: string): Promise<void> {
    await this.post('articles/publish', { id: (await this.find(slug)).id });
  }

  /** Says something about an article. */
  async comment(slug: string, text: string): Promise<void> {
    await this.post('comments/create', { id: (await this.find(slug)).id, text });
  }

  /** Deletes the comment that says this. */
  async deleteComment(slug: string, text: string): Promise<void> {
    await this.post('comments/delete', { id: await this.commentThatSays(slug, text) });
  }

  /** Hides the comment that says this. */
  async hideComment(slug: string, text: string, reason: string): Promise<void> {
    await this.post('comments/hide', { id: await this.commentThatSays(slug, text), reason });
  }

  /** The page of an article, as text. */
  async reads(slug: string): Promise<string> {
    return (await this.request.get(`/articles/${slug}`)).text();
  }

  async delete(slug: string): Promise<void> {
    await this.post('articles/delete', { id: (await this.find(slug)).id });
  }

  async retract(slug: string, note: string): Promise<void> {
    await this.post('articles/retract', { id: (await this.find(slug)).id, note });
  }

  /** Decides about an article besides its text. */
  async decide(what: 'embargo' | 'hold', slug: string, how: Record<string, string>): Promise<void> {
    await this.post(`articles/${what}`, { id: (await this.find(slug)).id, ...how });
  }

  /** Says whose names an article bears. */
  async credit(slug: string, byline: string): Promise<void> {
    await this.post('articles/credit', { id: (await this.find(slug)).id, byline });
  }

  /** Gives somebody a role: `moderator`, or `editor@city`. */
  async give(person: number, role: string): Promise<void> {
    await this.post('people/give-role', { id: person, role });
  }

  async take(person: number, role: string): Promise<void> {
    await this.post('people/take-role', { id: person, role });
  }

  /** Ends every session of that person but the one that is used for it. */
  async endSessionsOf(slug: string): Promise<void> {
    const { person } = (await this.ask('people/sessions', { slug })) as { person: { id: number } };
    await this.post('people/end-sessions', { id: person.id });
  }

  /** The status of the page at that path. */
  async open(path: string): Promise<number> {
    return (await this.request.get(path)).status();
  }

  /** Wants to publish an article, and may not. */
  async isRefusedToPublish(slug: string): Promise<void> {
    const form = { id: (await this.find(slug)).id };
    const response = await this.request.post('/api/articles/publish', { form });
    if (response.status() !== 403) {
      throw new Error(`${slug}: ${response.status()} ${await response.text()}`);
    }
  }

  private async find(slug: string): Promise<Kept> {
    const { article } = (await this.ask('articles/load', { slug })) as { article: Kept };
    return article;
  }

  private async commentThatSays(slug: string, text: string): Promise<number> {
    const { threads } = (await this.ask('comments/load', { slug, page: 1 })) as Discussed;
    const found = threads.map(({ first }) => first.Comment).find((comment) => comment?.text === text);
    return found?.id ?? 0;
  }

  /** What that server function, which changes nothing, answers. */
  async ask(endpoint: string, params: Record<string, string | number>): Promise<unknown> {
    const response = await this.request.get(`/api/${endpoint}`, { params });
    if (!response.ok()) {
      throw new Error(`${endpoint} ${JSON.stringify(params)}: ${response.status()} ${await response.text()}`);
    }
    return response.json();
  }

  /** Calls a server function that changes something. */
  async post(endpoint: string, form: Record<string, string | number>) {
    const response = await this.request.post(`/api/${endpoint}`, { form });
    if (!response.ok()) {
      throw new Error(`${endpoint}: ${response.status()} ${await response.text()}`);
    }
    return response;
  }
}
