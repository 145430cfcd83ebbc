import type { Colleague, Handle } from '../colleague';
import {
  anAuthorsDraft,
  discussed,
  draft,
  inReview,
  inReviewByEditor,
  published,
  retracted,
  retractedFromOldPage,
  retractedInBar,
  returned,
} from '../seed';

export interface Article {
  label: string;
  id: number;
  slug: string;
  /** The oldest of its texts, if it has several. */
  oldest: number | undefined;
}

export interface Comment {
  label: string;
  id: number;
  /** The article that it is about. */
  slug: string;
}

export interface Person {
  id: number;
  slug: string;
  name: string;
  roles: string[];
}

/** Everything that the walk passes. */
export interface Things {
  articles: Article[];
  /** All that have not been published, by number. */
  unpublished: { id: number; title: string }[];
  comments: Comment[];
  departments: string[];
  people: Person[];
}

/** Nothing belongs to it. */
export const empty = 'harbour';

const A_WEEK = 7 * 24 * 60 * 60 * 1000;

type Invite = (person: Handle) => Promise<Colleague>;

/** Brings articles into every state, in departments of every kind; gives back their slugs. */
async function arrange(invite: Invite): Promise<[label: string, slug: string][]> {
  const [priya, mei, lena] = [await invite('priya'), await invite('mei'), await invite('lena')];
  const [ada, henrik, jonas, tom] = [await invite('ada'), await invite('henrik'), await invite('jonas'), await invite('tom')];
  const people = await everybody(priya);
  const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? 0;

  await priya.give(idOf('Lena Fuchs'), 'author@politics');
  await priya.give(idOf('Mei Tanaka'), 'manager@science');
  const formerDraft = await lena.write({ department: 'politics', title: 'A ballot box goes home' });
  const formerInReview = await lena.write({ department: 'politics', title: 'Two clerks, one stamp' });
  await lena.submit(formerInReview);
  const managersDraft = await mei.write({ department: 'politics', title: 'The council counts its chairs' });
  const managersInReview = await mei.write({ department: 'politics', title: 'A quorum of umbrellas' });
  await mei.submit(managersInReview);
  const embargoed = await lena.write({ department: 'science', title: 'The river is older than its name' });
  await lena.submit(embargoed);
  await henrik.decide('embargo', embargoed, { until: new Date(Date.now() + A_WEEK).toISOString().slice(0, 16) });
  await henrik.publish(embargoed);
  const held = await lena.write({ department: 'science', title: 'What the well knew' });
  await lena.submit(held);
  await mei.decide('hold', held, { reason: 'A suit is threatened.' });
  await mei.decide('hold', published, { reason: 'A suit is threatened.' });
  await tom.comment(retractedInBar, 'I was there.');
  await mei.retract(retractedInBar, 'The calendar was last year’s.');

  // Each has an earlier text to come back to.
  for (const [writer, slug] of [[ada, draft], [jonas, returned], [henrik, inReview], [mei, retractedFromOldPage], [mei, held]] as const) {
    await writer.change(slug, { standfirst: 'Said again, and better.' });
  }
  await priya.take(idOf('Lena Fuchs'), 'author@politics');
  await priya.take(idOf('Mei Tanaka'), 'manager@science');

  await priya.post('departments/create', { name: 'Harbour', description: '' });
  await priya.post('departments/create', { name: 'Night', description: '' });
  await priya.give(idOf('Jonas Lindqvist'), 'author@night');
  await priya.give(idOf('Jonas Lindqvist'), 'author@politics');

  return [
    ['draft by Ada in Science', draft],
    ['draft by Jonas in City', returned],
    ['draft by Lena in Culture', anAuthorsDraft],
    ['draft by Mei in Politics', managersDraft],
    ['draft by Lena in Politics, where she works no more', formerDraft],
    ['in review by Lena in Science', inReview],
    ['in review by Ada in Science', inReviewByEditor],
    ['in review by Mei in Politics', managersInReview],
    ['in review by Lena in Politics, where she works no more', formerInReview],
    ['in review by Lena in Science, held', held],
    ['published by Ada in Science', discussed],
    ['published by Jonas in Politics', retractedFromOldPage],
    ['published by Lena in Politics, held', published],
    ['published by Lena in Science, embargoed', embargoed],
    ['retracted by Henrik in Science', retracted],
    ['retracted by Jonas in Politics', retractedInBar],
  ];
}

/** Arranges everything that somebody walks past, and something of their own where there is none yet. */
export async function thingsFor(walker: Handle | 'a visitor', invite: Invite): Promise<Things> {
  const [priya, rosa] = [await invite('priya'), await invite('rosa')];
  const slugs = await arrange(invite);
  // It is about to become too old to be changed.
  await rosa.deleteComment(discussed, 'Gauge 41 is behind my shed. It hums.');
  if (walker !== 'a visitor') {
    const self = await invite(walker);
    await self.comment(discussed, 'I shall say more in a minute.');
    await self.comment(discussed, 'I should not have said this.');
    await rosa.hideComment(discussed, 'I should not have said this.', 'As they say.');
  }

  const articles = await Promise.all(slugs.map(([label, slug]) => article(priya, label, slug)));
  const comments = (await Promise.all(articles.map((one) => commentsOn(rosa, one)))).flat();
  const drafts = await Promise.all(['draft', 'in_review'].map((stage) => onDesk(priya, stage)));
  const departments = (await priya.ask('departments/list', {})) as { id: string }[];
  const people = await everybody(priya);
  const suspended = people.find(({ name }) => name === (walker === 'tom' ? 'Rosa Delgado' : 'Tom Byrne'));
  await priya.post('people/suspend', { id: suspended?.id ?? 0 });
  return { articles, unpublished: drafts.flat(), comments, departments: departments.map(({ id }) => id), people };
}

async function article(reader: Colleague, label: string, slug: string): Promise<Article> {
  const found = (await reader.ask('articles/history', { slug })) as { article: { id: number }; revisions: { version: number }[] };
  const oldest = found.revisions.length > 1 ? found.revisions.at(-1)?.version : undefined;
  return { label, id: found.article.id, slug, oldest };
}

interface Said {
  id: number;
  author: { name: string };
  text: string;
  hidden: object | null;
}

async function commentsOn(reader: Colleague, { slug, label }: Article): Promise<Comment[]> {
  const found = (await reader.ask('comments/load', { slug, page: 1 })) as { threads: { first: { Comment?: Said }; replies: Said[] }[] };
  const comments = found.threads.flatMap(({ first, replies }) => (first.Comment ? [first.Comment, ...replies] : replies));
  return comments.map(({ id, author, text, hidden }) => ({
    id,
    slug,
    label: `${hidden === null ? 'comment' : 'hidden comment'} “${text.slice(0, 30)}” by ${author.name} on: ${label}`,
  }));
}

async function onDesk(reader: Colleague, stage: string): Promise<Things['unpublished']> {
  interface Desk {
    columns: { stories: { article: { id: number; text: { title: string } } }[] }[];
  }
  const { columns } = (await reader.ask('articles/desk', { stage, page: 1 })) as Desk;
  return columns.flatMap(({ stories }) => stories.map(({ article: { id, text } }) => ({ id, title: text.title })));
}

async function everybody(reader: Colleague): Promise<Person[]> {
  interface Listed {
    people: { id: number; slug: string; name: string; roles: { name: string; department: string | null }[] }[];
  }
  const anybody = { words: '', role: '', department: '', order: '', page: 1 };
  const { people } = (await reader.ask('people/directory', anybody)) as Listed;
  const sent = ({ name, department }: { name: string; department: string | null }) =>
    department === null ? name : `${name}@${department}`;
  return people.map(({ roles, ...person }) => ({ ...person, roles: roles.map(sent) }));
}
