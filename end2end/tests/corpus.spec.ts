import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { handles } from '../colleague';
import { expect, test } from '../fixtures';

/** What people type who try to write into a page, by kind; the tests of the API share it. */
const corpus = JSON.parse(readFileSync(new URL('../../tests/corpus/hostile.json', import.meta.url), 'utf8')) as Record<string, string[]>;

const departments = ['culture', 'science', 'politics', 'city', 'sport', 'business'];

/** A page, and what can be read in it. */
interface Shown {
  address: string;
  texts: string[];
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Every case that fits, in as few texts of at most so many characters as they need. */
function joined(cases: string[], most: number): string[] {
  const texts: string[] = [];
  for (const one of cases.filter(({ length }) => length <= most)) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + one.length <= most) {
      texts[texts.length - 1] = `${last} ${one}`;
    } else {
      texts.push(one);
    }
  }
  return texts;
}

/** Whether markdown shows the text as it was typed. */
const isPlainInMarkdown = (text: string) => !/[*_`[\]\\&|~#]|^[-+=>]|^<\w+:/.test(text);

/** Everything that can be read in the page: its title, its text, and what stands in its fields. */
async function read(page: Page): Promise<string> {
  const text = await page.evaluate(() => {
    const parts = [document.title, ' '];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement?.localName !== 'script') {
        parts.push(texts.currentNode.nodeValue ?? '');
      }
    }
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
      parts.push(' ', field.value);
    }
    return parts.join('');
  });
  return plain(text);
}

/** Nothing ran, nothing could, and no link leads to what is no page. */
async function expectHarmless(page: Page, address: string): Promise<void> {
  const found = await page.evaluate(() => {
    const foreign = 'img, iframe, frame, object, embed, base, video, audio, marquee, math, style, template, noscript, plaintext, xmp, meta[http-equiv]';
    const all = [...document.querySelectorAll('*')];
    return {
      address: location.pathname + location.search,
      hasRun: 'stolen' in window,
      foreign: [...document.querySelectorAll(foreign)].map(({ outerHTML }) => outerHTML),
      scripts: [...document.scripts].filter(({ nonce }) => nonce === '').map(({ outerHTML }) => outerHTML),
      handlers: all.flatMap(({ attributes }) => [...attributes]).filter(({ name }) => /^on|^srcdoc$/i.test(name)).map(({ name }) => name),
      links: [...document.links].map(({ protocol, href }) => (/^(https?|mailto):$/.test(protocol) ? '' : href)).filter((href) => href !== ''),
    };
  });
  expect(found).toEqual({ address, hasRun: false, foreign: [], scripts: [], handlers: [], links: [] });
}

/** Follows a link to that page, without loading it. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    const link = document.createElement('a');
    link.href = address;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await expect(page).toHaveURL(address);
}

/** What other pages show as the first of them does is looked at once. */
function once(articles: Shown[], sections: string[]): Shown[] {
  return [
    ...articles,
    { address: '/departments/culture/settings', texts: sections.slice(0, 1) },
    { address: '/departments', texts: sections },
    { address: '/audit', texts: [] },
  ];
}

for (const [kind, cases] of Object.entries(corpus)) {
  test.describe(kind, () => {
    test('what is typed is text in a page that is loaded and in one that is led to', async ({ page, frame, signedInAs, colleague }) => {
      test.slow();
      const strange: string[] = [];
      page.on('dialog', (dialog) => {
        strange.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (request.url().includes('evil.example')) {
          strange.push(request.url());
        }
      });
      const [lena, ada, tom, priya] = [await colleague('lena'), await colleague('ada'), await colleague('tom'), await colleague('priya')];
      await signedInAs('priya');

      const [headlines, longer, names, shortest] = [joined(cases, 120), joined(cases, 300), joined(cases, 80), joined(cases, 38)];
      const nth = (texts: string[], at: number) => texts[at % texts.length] ?? '';
      const articles: Shown[] = [];
      for (const [at, title] of headlines.entries()) {
        const standfirst = nth(longer, at);
        const byline = nth(headlines, at + 1);
        const slug = await lena.write({ department: 'culture', title, standfirst, body: cases.join('\n\n') });
        const comment = cases.join('\n').slice(0, 2000);
        await lena.submit(slug);
        await ada.credit(slug, byline);
        await ada.publish(slug);
        await tom.comment(slug, comment);
        const text = cases.filter(isPlainInMarkdown);
        articles.push({ address: `/articles/${slug}`, texts: [title, standfirst, byline, comment, ...text] });
        articles.push({ address: `/articles/${slug}/history`, texts: [title] });
      }

      const rounds = Math.max(shortest.length / departments.length, names.length / handles.length);
      for (let round = 0; round < rounds; round += 1) {
        await page.goto('about:blank');
        const called = handles.map((_, at) => nth(names, round * handles.length + at));
        // No two departments have names that are made of the same letters.
        const sections = shortest.slice(round * departments.length, (round + 1) * departments.length).map((text, at) => `${text} ${at}`);
        const description = nth(longer, round);
        for (const [at, name] of sections.entries()) {
          await priya.post('departments/update', { id: departments[at] ?? '', name, description });
        }
        for (const [at, name] of called.entries()) {
          await priya.post('people/rename', { id: at + 1, name });
        }
        const pages: Shown[] = [
          { address: '/', texts: [...headlines.slice(-8), ...sections] },
          { address: '/departments/culture', texts: sections.length > 0 ? [...sections, description] : [] },
          { address: '/people', texts: called },
          { address: '/people/lena-fuchs', texts: [called[3] ?? ''] },
          ...(round === 0 ? once(articles, sections) : []),
        ];

        for (const { address, texts } of pages) {
          await frame.visit(address);
          await expectHarmless(page, address);
          const text = await read(page);
          expect(texts.filter((one) => !text.includes(plain(one))), `loaded: ${address}`).toEqual([]);
        }
        await frame.visit('/search');
        const begun = await page.evaluate(() => performance.timeOrigin);
        for (const { address, texts } of pages) {
          await follow(page, address);
          const missing = async () => {
            const text = await read(page);
            return texts.filter((one) => !text.includes(plain(one)));
          };
          await expect.poll(missing, `led to: ${address}`).toEqual([]);
          await expectHarmless(page, address);
        }
        expect(await page.evaluate(() => performance.timeOrigin), 'no page was loaded').toBe(begun);
      }
      expect(strange).toEqual([]);
    });
  });
}
