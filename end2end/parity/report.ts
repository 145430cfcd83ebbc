import type { Answer, Call } from './calls';
import type { Control, Found } from './controls';
import { notWalked, offeredRoles, ways } from './table';

/** Where what a page shows and what the server says differ, one line each. */
export function disagreements(walker: string, found: Map<string, Found>, answers: Map<Call, Answer>): string[] {
  const lines: string[] = [];
  const passed = new Set<Control>();
  for (const [call, answer] of answers) {
    const controls = (found.get(call.page)?.controls ?? []).filter(({ does, to }) => does === call.does && to === call.to);
    controls.forEach((control) => passed.add(control));
    const say = (what: string) => lines.push(`${walker} · ${call.about} · ${call.does}: ${what}; the server ${answer.words}`);
    const [control, second] = controls;
    if (second !== undefined) {
      say(`shown ${controls.length} times`);
    } else if (control === undefined) {
      if (answer.accepts) {
        say('not shown');
      }
    } else if (control.state === 'out of sight' || (control.state === 'enabled') !== answer.accepts) {
      say(`shown ${control.state}`);
    } else if (control.state === 'disabled' && control.reason !== sentence(answer.reason)) {
      say(`shown disabled, because: ${control.reason}`);
    }
  }
  for (const [page, { controls }] of found) {
    for (const control of controls) {
      if (!passed.has(control) && !isBesideTheWay(control)) {
        lines.push(`${walker} · ${page} · ${control.does} ${control.to}: shown ${control.state}; the walk does not know it`);
      }
    }
  }
  return lines;
}

/** Where a link leads to a page that does not open, or a page that opens has no link, one line each. */
export function wrongWays(walker: string, found: Map<string, Found>): string[] {
  const opens = (path: string) => [...found].find(([page]) => new URL(page, 'http://localhost').pathname === path)?.[1].isOpen;
  return [...found].flatMap(([page, { isOpen, links }]) => {
    const wrong = ways(page).filter((to) => isOpen && opens(to) !== undefined && opens(to) !== links.has(to));
    return wrong.map((to) => {
      const [way, end] = links.has(to) ? ['leads to', 'does not open'] : ['has no link to', 'opens'];
      return `${walker} · ${page} · ${way} ${to}, which ${end}`;
    });
  });
}

/** The server functions of which some control can be used. */
export function used(found: Map<string, Found>): string[] {
  const usable = [...found.values()].flatMap(({ controls }) => controls.filter(({ state }) => state === 'enabled'));
  return [...new Set(usable.map(({ does }) => does))].filter((does) => !(does in notWalked)).sort();
}

/** Controls that everybody has, and roles of which others are given in their place. */
function isBesideTheWay({ does, to }: Control): boolean {
  const role = /role=(.+)$/.exec(to)?.[1] ?? '';
  return does in notWalked || (does === 'people/give-role' && !offeredRoles.includes(role));
}

/** As pages show a policy's sentence. */
function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
