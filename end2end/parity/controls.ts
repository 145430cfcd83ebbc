import type { Page } from '@playwright/test';

/** A control as a page shows it. */
export interface Control {
  /** The server function that it calls: `articles/publish`. */
  does: string;
  /** What it is about: `id=7`. */
  to: string;
  state: 'enabled' | 'disabled' | 'out of sight';
  /** Why it is disabled. */
  reason: string;
}

/** A refused act of which the page shows no form, only a group with that description. */
const refusedWithoutForm: [RegExp, string][] = [
  [/^why-delete-(\d+)$/, 'comments/delete'],
  [/^why-remove$/, 'departments/delete'],
];

/** What somebody finds at an address. */
export interface Found {
  /** Whether there is a page for them. */
  isOpen: boolean;
  controls: Control[];
  /** The paths to which its links lead. */
  links: Set<string>;
}

/** Opens the page at that path in the browser, if there is one for who asks. */
export async function findAt(page: Page, path: string, ready: () => Promise<void>): Promise<Found> {
  const response = await page.request.get(path);
  if (!response.ok()) {
    const actions = (await response.text()).matchAll(/action="\/api\/([^"?#]+)/g);
    const controls = [...actions].map(([, does]): Control => ({ does: does ?? '', to: '', state: 'enabled', reason: '' }));
    return { isOpen: false, controls, links: new Set() };
  }
  await page.goto(path);
  await ready();
  const links = await page.evaluate(() => [...document.links].filter((link) => link.checkVisibility()).map(({ pathname }) => pathname));
  return { isOpen: true, controls: await controlsOf(page), links: new Set(links) };
}

/** Every control of the page that calls a server function. */
async function controlsOf(page: Page): Promise<Control[]> {
  const { sent, refused } = await page.evaluate(collect);
  const id = /^\/departments\/([^/]+)\/settings$/.exec(new URL(page.url()).pathname)?.[1] ?? '';
  const withoutForm = refused.map(({ group, reason }): Control => {
    for (const [pattern, does] of refusedWithoutForm) {
      const found = pattern.exec(group);
      if (found !== null) {
        return { does, to: `id=${found[1] ?? id}`, state: 'disabled', reason };
      }
    }
    return { does: `the group ${group}`, to: '', state: 'disabled', reason };
  });
  return [...sent, ...withoutForm];
}

/** Runs in the page. */
function collect() {
  /** The fields that say what a form is about, in this order. */
  const naming = ['articles[]', 'department', 'id', 'revision', 'role', 'up'];

  // What a closed `<details>` holds is shown if its summary is.
  const isShown = (control: Element): boolean => {
    let shown = control;
    for (let around = control.closest('details'); around; around = around.parentElement?.closest('details') ?? null) {
      shown = around.open ? shown : (around.querySelector('summary') ?? shown);
    }
    return shown.checkVisibility();
  };

  const valuesOf = (field: Element): string[] => {
    if (field instanceof HTMLSelectElement) {
      return [...field.options].map(({ value }) => value).filter((value) => value !== '');
    }
    // `7:3` is the article 7 as it is in version 3.
    return field instanceof HTMLInputElement && field.name !== '' ? [field.value.replace(/^(\d+):\d+$/, '$1')] : [];
  };

  /** Everything that the form can be sent about. */
  const thingsOf = (form: HTMLFormElement): string[] => {
    let things = [''];
    for (const name of naming) {
      const fields = [...form.elements].filter((field) => field.getAttribute('name') === name && field.matches('input, select'));
      const values = fields.flatMap(valuesOf);
      if (fields.length > 0) {
        things = things.flatMap((thing) => values.map((value) => `${thing}${thing && '&'}${name}=${value}`));
      }
    }
    return things;
  };

  const reasonFor = (control: Element) => control.closest('fieldset.refused')?.querySelector('.reason')?.textContent ?? '';

  const sent = [...document.forms].flatMap((form) => {
    const buttons = [...form.elements].filter((button) => button.matches('button:not([type="button"])'));
    const actions = new Map<string, Element[]>();
    for (const button of buttons) {
      const action = button.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
      actions.set(action, [...(actions.get(action) ?? []), button]);
    }
    return [...actions].flatMap(([action, buttons]) => {
      const { pathname } = new URL(action, location.href);
      if (!pathname.startsWith('/api/')) {
        return [];
      }
      // A preview that follows by itself needs no button.
      const shown = buttons.filter((button) => isShown(button) || button.hasAttribute('data-live'));
      const usable = shown.some((button) => !button.matches(':disabled'));
      const state = usable ? ('enabled' as const) : shown.length > 0 ? ('disabled' as const) : ('out of sight' as const);
      return thingsOf(form).map((to) => ({ does: pathname.slice('/api/'.length), to, state, reason: reasonFor(form) }));
    });
  });

  const refused = [...document.querySelectorAll('fieldset.refused')]
    .filter((group) => group.querySelector('form') === null)
    .map((group) => ({ group: group.getAttribute('aria-describedby') ?? '', reason: reasonFor(group) }));

  return { sent, refused };
}
