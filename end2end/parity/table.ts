import type { Handle } from '../colleague';
import type { Call, Fields, Undo } from './calls';
import { empty, type Article, type Comment, type Person, type Things } from './things';

/** A server function of the walk: what it is called with. */
type Walked = (things: Things) => Omit<Call, 'does'>[];

interface More {
  stale?: boolean | string;
  undo?: Undo;
  isFinal?: boolean;
  isReading?: boolean;
}

/** A call about what these fields name; with it is sent what nothing can be done with. */
function call(page: string, about: string, names: Fields, besides: Fields = {}, more: More = {}): Omit<Call, 'does'> {
  const to = Object.entries(names).map(([name, value]) => `${name}=${value}`).join('&');
  return { page, about, to, sent: { ...names, ...besides }, stale: false, undo: undefined, isFinal: false, isReading: false, ...more };
}

/** No version of anything. */
const old = { version: '0' };

const ofArticles =
  (one: (article: Article) => Omit<Call, 'does'>): Walked =>
  ({ articles }) =>
    articles.map(one);

/** A step that begins in that stage. */
const step = (stage: string, besides: Fields = {}): Walked =>
  ofArticles(({ label, id, slug }) => call(`/articles/${slug}`, label, { id: `${id}` }, { ...old, ...besides }, { stale: stage }));

const decision = (besides: Fields = {}): Walked =>
  ofArticles(({ label, id, slug }) => call(`/articles/${slug}/settings`, label, { id: `${id}` }, { ...old, ...besides }, { stale: true }));

const many = (page: string, stage: string): Walked => ({ unpublished }) =>
  unpublished.map(({ id, title }) => ({
    ...call(page, `“${title}”`, { 'articles[]': `${id}` }, {}, { stale: stage }),
    sent: { 'articles[]': `${id}:0` },
  }));

const ofComments =
  (besides: Fields, more: (comment: Comment) => More = () => ({})): Walked =>
  ({ comments }) =>
    comments.map((comment) => call(`/articles/${comment.slug}`, comment.label, { id: `${comment.id}` }, besides, more(comment)));

const ofPeople =
  (besides: Fields, undo?: string, more: More = {}): Walked =>
  ({ people }) =>
    people.map(({ id, slug, name }) => {
      const undone = undo === undefined ? {} : { undo: byPriya(undo, { id: `${id}` }) };
      return call(`/people/${slug}`, name, { id: `${id}` }, besides, { ...undone, ...more });
    });

const byPriya = (does: string, sent: Fields): Undo => ({ by: 'priya', does, sent });

/** Of every kind, and of one's own department and another one. */
export const offeredRoles = [
  'reader',
  'author@politics',
  'author@science',
  'editor@politics',
  'manager@politics',
  'moderator',
  'administrator',
];

const role = ({ id, slug, name }: Person, role: string, undo: string) => {
  const names = { id: `${id}`, role };
  // Nobody changes their own roles.
  const by = name === 'Priya Nair' ? 'mei' : 'priya';
  return call(`/people/${slug}`, `${role} of ${name}`, names, {}, { undo: { by, does: undo, sent: names } });
};

const edit = (besides: Fields, more?: More): Walked =>
  ofArticles(({ label, id, slug }) => call(`/articles/${slug}/edit`, label, { id: `${id}` }, besides, more));

/** What the page begins, in each department. */
const begin = (besides: Fields, more?: More): Walked => ({ departments }) =>
  departments.map((department) => call('/write', department, { department }, besides, more));

/** Every server function whose control depends on who looks, and a call of it for everything that it may be about. */
export const walked: Record<string, Walked> = {
  'articles/create': begin({ title: '', standfirst: '', body: '' }),
  'articles/credit': decision({ byline: '' }),
  'articles/delete': step('draft'),
  'articles/embargo': decision({ until: '' }),
  'articles/hold': decision({ reason: '' }),
  'articles/preview': (things) => [begin, edit].flatMap((on) => on({ body: '' }, { isReading: true })(things)),
  'articles/publish': step('in review'),
  'articles/publish-many': many('/desk?stage=draft', 'in review'),
  'articles/readdress': decision({ slug: '' }),
  'articles/release': decision(),
  'articles/restore': ({ articles }) =>
    articles.flatMap(({ label, id, slug, oldest }) => {
      const page = `/articles/${slug}/history?version=${oldest}`;
      return oldest === undefined ? [] : [call(page, label, { id: `${id}`, revision: `${oldest}` }, old)];
    }),
  'articles/retract': step('published', { note: '' }),
  'articles/return': step('in review', { note: '' }),
  'articles/submit': step('draft'),
  'articles/submit-many': many('/desk?stage=draft', 'draft'),
  'articles/update': edit({ ...old, title: '', standfirst: '', body: '' }),

  'comments/create': ofArticles(({ label, id, slug }) => call(`/articles/${slug}`, label, { id: `${id}` }, { text: '' })),
  'comments/delete': ofComments({}, () => ({ isFinal: true })),
  'comments/hide': ofComments({ reason: '' }),
  'comments/reply': ofComments({ text: '' }),
  'comments/restore': ofComments({}, ({ id }) => ({
    undo: { by: 'rosa', does: 'comments/hide', sent: { id: `${id}`, reason: 'As before.' } },
  })),
  'comments/update': ofComments({ text: '' }),

  'departments/create': () => [call('/departments', 'a new department', {}, { name: '', description: '' })],
  'departments/delete': ({ departments }) =>
    departments.map((id) => {
      const about = id === empty ? `${id}, which is empty` : id;
      return call(`/departments/${id}/settings`, about, { id }, {}, { isFinal: true });
    }),
  'departments/move': ({ departments }) =>
    departments.flatMap((id) =>
      ['true', 'false'].map((up) => {
        const back = byPriya('departments/move', { id, up: up === 'true' ? 'false' : 'true' });
        return call('/departments', `${id} ${up === 'true' ? 'up' : 'down'}`, { id, up }, {}, { undo: back });
      }),
    ),
  'departments/update': ({ departments }) =>
    departments.map((id) => call(`/departments/${id}/settings`, id, { id }, { name: '', description: '' })),

  'files/upload': edit({ description: '' }),

  'people/give-role': ({ people }) =>
    people.flatMap((person) => {
      const offered = offeredRoles.filter((offered) => !person.roles.includes(offered));
      return offered.map((offered) => role(person, offered, 'people/take-role'));
    }),
  'people/rename': ofPeople({ name: '' }),
  'people/reset-factors': ofPeople({}, undefined, { stale: 'without a second factor' }),
  'people/restore': ofPeople({}, 'people/suspend'),
  'people/suspend': ofPeople({}, 'people/restore'),
  'people/take-role': ({ people }) =>
    people.flatMap((person) => person.roles.map((held) => role(person, held, 'people/give-role'))),
};

/** Server functions without a control that depends on who looks, and why. */
export const notWalked: Record<string, string> = {
  'sign-in': 'Everybody may try; it takes an address and a password.',
  'sign-out': 'Ends the session of whoever calls, and nothing else.',
  'sign-up/ask': 'Everybody may ask; the letter goes to whoever has the address.',
  'sign-up/finish': 'It takes the link of a letter; accounts.spec.ts follows some.',
  'sign-up/invite': 'Stands on the page of all people, which the walk does not open; accounts.spec.ts invites.',
  'recovery/ask': 'As sign-up/ask.',
  'recovery/finish': 'As sign-up/finish.',
  'credentials/change-email': 'Everybody changes their own; credentials.spec.ts does.',
  'credentials/change-password': 'As credentials/change-email.',
  'credentials/finish-email': 'As sign-up/finish.',
  'passwords/weigh': 'Says how good is what the caller has typed, and changes nothing.',
  'account/choose-theme': 'Everybody chooses their own look, visitors too.',
  'factors/add-app': 'Everybody adds their own; it takes a code of an app. factors.spec.ts adds one.',
  'factors/add-mail': 'As factors/add-app, with a code of a letter.',
  'factors/ask-for-code': 'As factors/add-app.',
  'factors/make-recovery-codes': 'Stands where there is a factor; factors.spec.ts makes some.',
  'factors/remove': 'As factors/make-recovery-codes.',
  'passkeys/add': 'As factors/add-app: it takes a device. passkeys.spec.ts adds one.',
  'passkeys/ask': 'As passkeys/add.',
  'passkeys/remove': 'Stands where there is a passkey; passkeys.spec.ts removes one.',
  'passkeys/rename': 'As passkeys/remove.',
  'sign-in/finish': 'It takes a password, and then a code; step-up.spec.ts has both.',
  'sign-in/send-code': 'Sends a letter to whoever is half way in, and changes nothing else.',
  'sign-in/ask-passkey': 'As sign-in, with a device.',
  'sign-in/passkey': 'As sign-in/ask-passkey.',
  'sign-in/ask-second-passkey': 'It takes a password and a device; passkeys.spec.ts has both.',
  'sign-in/finish-with-passkey': 'As sign-in/ask-second-passkey.',
  'step-up/prove': 'Everybody proves who they are themselves; step-up.spec.ts does.',
  'step-up/send-code': 'Sends a letter to the caller, and changes nothing else.',
  'step-up/ask-passkey': 'As step-up/prove, with a device; passkeys.spec.ts has one.',
  'step-up/prove-with-passkey': 'As step-up/ask-passkey.',
  'files/describe': 'Stands with the files under the editor, as files/upload does; no article of the seed has any.',
  'files/remove': 'As files/describe.',
  'leaving/ask': 'As profile/rename; leaving.spec.ts goes.',
  'leaving/stop': 'As leaving/ask.',
  'profile/rename': 'Everybody has the forms of their own account on their own page; profile.spec.ts uses them.',
  'profile/remove-picture': 'As profile/rename.',
  'profile/picture': 'As profile/rename.',
  'people/end-session': 'Where there is a session, there is its end; sessions.spec.ts ends some.',
  'people/end-sessions': 'As people/end-session: it would sign the walkers out.',
  'development/be-person': 'Answers in development only: nobody needs to be anybody for it.',
  'development/forget-proof': 'As development/be-person.',
  'development/prove': 'As development/be-person.',
};

/** A page without a control of its own, which leads to some. */
export const department = '/departments/politics';

/** Where a page leads whoever finds something there. */
export function ways(page: string): string[] {
  const { pathname } = new URL(page, 'http://localhost');
  const article = /^\/articles\/[^/]+$/.test(pathname) ? ['edit', 'history', 'settings'] : [];
  const desk = pathname === '/desk' ? ['/write'] : [];
  const settings = pathname === department ? [`${department}/settings`] : [];
  return ['/departments', ...desk, ...settings, ...article.map((part) => `${pathname}/${part}`)];
}

/** Every call of the walk. */
export function callsAbout(things: Things): Call[] {
  return Object.entries(walked).flatMap(([does, calls]) => calls(things).map((call) => ({ does, ...call })));
}

const talks = ['comments/create', 'comments/reply', 'comments/update'];
const writes = ['articles/create', 'articles/preview', 'articles/readdress', 'articles/update', 'files/upload'];
const owns = ['articles/delete', 'articles/submit', 'articles/submit-many'];
const decides = ['articles/embargo', 'articles/publish', 'articles/publish-many', 'articles/restore', 'articles/return'];

/** Who walks, and which server functions they find a control of that they can use. */
export const walkers: [Handle | 'a visitor', string[]][] = [
  ['ada', [...talks, ...writes, ...owns, ...decides, 'articles/credit']],
  ['henrik', [...talks, ...writes, ...decides, 'articles/credit']],
  ['jonas', [...talks, ...writes, ...owns, 'articles/restore']],
  ['lena', [...talks, ...writes, ...owns]],
  [
    'mei',
    [
      ...talks,
      ...writes,
      ...owns,
      ...decides,
      'articles/hold',
      'articles/release',
      'articles/retract',
      'departments/update',
      'people/give-role',
      'people/take-role',
    ],
  ],
  ['rosa', [...talks, 'comments/delete', 'comments/hide', 'comments/restore']],
  [
    'priya',
    [
      ...talks,
      'departments/create',
      'departments/delete',
      'departments/move',
      'departments/update',
      'people/give-role',
      'people/rename',
      'people/reset-factors',
      'people/restore',
      'people/suspend',
      'people/take-role',
    ],
  ],
  ['tom', talks],
  ['a visitor', []],
];
