import { test as base, expect, type APIRequestContext, type BrowserContext } from '@playwright/test';

import { Colleague, type Handle } from './colleague';
import { Faults } from './faults';
import { planNewsroom, type Newsroom, type Plan } from './newsroom.mjs';
import { AccountPages } from './pages/accountPages';
import { ArticleEditor } from './pages/articleEditor';
import { ArticlePage } from './pages/articlePage';
import { Discussion } from './pages/discussion';
import { CredentialsPage } from './pages/credentialsPage';
import { AuditPage } from './pages/auditPage';
import { DepartmentsPage } from './pages/departmentsPage';
import { DeskPage } from './pages/deskPage';
import { FactorsPage } from './pages/factorsPage';
import { FilesPanel } from './pages/filesPanel';
import { Frame } from './pages/frame';
import { HistoryPage } from './pages/historyPage';
import { OwnAccount } from './pages/ownAccount';
import { Paper } from './pages/paper';
import { Passkeys } from './pages/passkeys';
import { PeoplePage } from './pages/peoplePage';
import { PersonPage } from './pages/personPage';
import { PowersPage } from './pages/powersPage';
import { SearchPage } from './pages/searchPage';
import { SessionsPage } from './pages/sessionsPage';
import { SettingsPage } from './pages/settingsPage';
import { ProofPage } from './pages/proofPage';
import { SignInPage } from './pages/signInPage';

export { expect };

interface Fixtures {
  /** A server and a database of this test's own: what it changes, no other test sees. */
  newsroom: Newsroom;
  /** What the browser may complain about; everything else fails the test. */
  faults: Faults;
  /** Makes the browser that person's. */
  signedInAs: (person: Handle) => Promise<void>;
  /** The same once every page was left: an open one would follow, in its own time. */
  leavesAndIs: (person: Handle) => Promise<void>;
  /** Somebody who works elsewhere meanwhile. */
  colleague: (person: Handle) => Promise<Colleague>;
  account: AccountPages;
  factors: FactorsPage;
  credentials: CredentialsPage;
  ownAccount: OwnAccount;
  files: FilesPanel;
  frame: Frame;
  paper: Paper;
  articlePage: ArticlePage;
  audit: AuditPage;
  editor: ArticleEditor;
  history: HistoryPage;
  settings: SettingsPage;
  departments: DepartmentsPage;
  desk: DeskPage;
  discussion: Discussion;
  passkeys: Passkeys;
  people: PeoplePage;
  personPage: PersonPage;
  powers: PowersPage;
  search: SearchPage;
  sessions: SessionsPage;
  signInPage: SignInPage;
  proof: ProofPage;
}

export const test = base.extend<Fixtures, { plan: Plan }>({
  plan: [
    async ({}, use) => {
      const plan = await planNewsroom();
      await use(plan);
      await plan.discard();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  newsroom: [
    async ({ plan }, use) => {
      const newsroom = await plan.open();
      await use(newsroom);
      await newsroom.close();
    },
    { timeout: 90_000 },
  ],

  baseURL: async ({ newsroom }, use) => use(newsroom.origin),

  faults: [
    async ({ context, newsroom }, use, testInfo) => {
      const faults = new Faults();
      const before = newsroom.log().length;
      await faults.watch(context);
      await use(faults);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('what the server said', { body: newsroom.log().slice(before) });
      }
      expect(faults.unexpected(), 'the browser complains').toEqual([]);
      expect(faults.missing(), 'complaints that were expected').toEqual([]);
    },
    { auto: true },
  ],

  signedInAs: async ({ context, newsroom }, use) => {
    await use((person) => be(person, context.request, newsroom));
  },

  leavesAndIs: async ({ context, signedInAs }, use) => {
    await use(async (person) => {
      await Promise.all(context.pages().map((page) => page.goto('about:blank')));
      await signedInAs(person);
    });
  },

  colleague: async ({ playwright, newsroom }, use) => {
    const requests: APIRequestContext[] = [];
    await use(async (person) => {
      const request = await playwright.request.newContext({
        baseURL: newsroom.origin,
        extraHTTPHeaders: { origin: newsroom.origin, 'x-stile-user': '' },
      });
      requests.push(request);
      await be(person, request, newsroom);
      return new Colleague(request);
    });
    await Promise.all(requests.map((request) => request.dispose()));
  },

  account: async ({ page, javaScriptEnabled }, use) => use(new AccountPages(page, javaScriptEnabled ?? true)),
  factors: async ({ page, javaScriptEnabled }, use) => use(new FactorsPage(page, javaScriptEnabled ?? true)),
  ownAccount: async ({ page, javaScriptEnabled }, use) => use(new OwnAccount(page, javaScriptEnabled ?? true)),
  credentials: async ({ page, javaScriptEnabled }, use) => use(new CredentialsPage(page, javaScriptEnabled ?? true)),
  files: async ({ page, javaScriptEnabled }, use) => use(new FilesPanel(page, javaScriptEnabled ?? true)),
  frame: async ({ page, javaScriptEnabled }, use) => use(new Frame(page, javaScriptEnabled ?? true)),
  paper: async ({ page, javaScriptEnabled }, use) => use(new Paper(page, javaScriptEnabled ?? true)),
  articlePage: async ({ page, javaScriptEnabled }, use) => use(new ArticlePage(page, javaScriptEnabled ?? true)),
  audit: async ({ page, javaScriptEnabled }, use) => use(new AuditPage(page, javaScriptEnabled ?? true)),
  editor: async ({ page, javaScriptEnabled }, use) => use(new ArticleEditor(page, javaScriptEnabled ?? true)),
  history: async ({ page, javaScriptEnabled }, use) => use(new HistoryPage(page, javaScriptEnabled ?? true)),
  settings: async ({ page, javaScriptEnabled }, use) => use(new SettingsPage(page, javaScriptEnabled ?? true)),
  departments: async ({ page, javaScriptEnabled }, use) => use(new DepartmentsPage(page, javaScriptEnabled ?? true)),
  desk: async ({ page, javaScriptEnabled }, use) => use(new DeskPage(page, javaScriptEnabled ?? true)),
  discussion: async ({ page, javaScriptEnabled }, use) => use(new Discussion(page, javaScriptEnabled ?? true)),
  passkeys: async ({ page, javaScriptEnabled }, use) => use(new Passkeys(page, javaScriptEnabled ?? true)),
  people: async ({ page, javaScriptEnabled }, use) => use(new PeoplePage(page, javaScriptEnabled ?? true)),
  personPage: async ({ page, javaScriptEnabled }, use) => use(new PersonPage(page, javaScriptEnabled ?? true)),
  powers: async ({ page, javaScriptEnabled }, use) => use(new PowersPage(page, javaScriptEnabled ?? true)),
  search: async ({ page, javaScriptEnabled }, use) => use(new SearchPage(page, javaScriptEnabled ?? true)),
  sessions: async ({ page, javaScriptEnabled }, use) => use(new SessionsPage(page, javaScriptEnabled ?? true)),
  proof: async ({ page, javaScriptEnabled }, use) => use(new ProofPage(page, javaScriptEnabled ?? true)),
  signInPage: async ({ page, javaScriptEnabled }, use) => use(new SignInPage(page, javaScriptEnabled ?? true)),
});

/** Starts a session as that person, as one click on the sign-in page does in development. */
async function be(person: Handle, request: APIRequestContext, { origin }: Newsroom): Promise<void> {
  const response = await request.post('/api/development/be-person', {
    form: { handle: person },
    headers: { origin, 'x-stile-user': '' },
  });
  if (!response.ok()) {
    throw new Error(`nobody can be ${person}: ${response.status()} ${await response.text()}`);
  }
}

/** The session's cookie, if the browser has one: not the mark that somebody was signed in in it before. */
export async function sessionCookies(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name === '__Host-Http-stile');
}
