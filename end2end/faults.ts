import type { BrowserContext } from '@playwright/test';

/** What a browser complains about. Every complaint that a test does not expect fails it. */
export class Faults {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly allowed: RegExp[] = [];

  /** Has the browser tell what it complains about, on every page of that context. */
  async watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error' || /Content.Security.Policy|hydrat/i.test(message.text())) {
        this.complaints.push(`${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => this.complaints.push(`not caught: ${error.error().message}`));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
        console.error(`Content Security Policy: ${effectiveDirective} stopped ${blockedURI} ${sample}`);
      });
    });
  }

  /** Allows for answers of that status, which Chromium reports as errors. */
  expectStatus(status: 401 | 403 | 404 | 409 | 410 | 422): void {
    this.expect(new RegExp(`^Failed to load resource: the server responded with a status of ${status} `));
  }

  /** Allows for complaints like this one, of which there must be one at least. */
  expect(complaint: RegExp): void {
    this.expected.push(complaint);
  }

  /** Allows for complaints like this one, where there may be none. */
  allow(complaint: RegExp): void {
    this.allowed.push(complaint);
  }

  /** How often the browser complained about that. */
  seen(about: string): number {
    return this.complaints.filter((complaint) => complaint.includes(about)).length;
  }

  unexpected(): string[] {
    const accounted = [...this.expected, ...this.allowed];
    return this.complaints.filter((complaint) => !accounted.some((one) => one.test(complaint)));
  }

  missing(): string[] {
    return this.expected
      .filter((expected) => !this.complaints.some((complaint) => expected.test(complaint)))
      .map((expected) => expected.source);
  }
}
