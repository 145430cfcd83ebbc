import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What `cargo leptos watch` is to open pages: it tells them of a new build, and speaks no TLS. */
export class Watcher {
  private readonly server = createServer();
  private readonly pages: Duplex[] = [];

  /** Listens on a free port. */
  async start(): Promise<void> {
    this.server.on('upgrade', ({ headers }, page) => {
      // RFC 6455, 4.2.2.
      const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
      const accepted = createHash('sha1').update(key).digest('base64');
      page.on('error', () => undefined);
      page.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accepted}\r\n\r\n`,
      );
      this.pages.push(page);
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** With which a server believes to be watched by it. */
  get settings(): Record<string, string> {
    return { LEPTOS_WATCH: 'true', LEPTOS_RELOAD_PORT: String((this.server.address() as AddressInfo).port) };
  }

  /** How many have listened so far. */
  get listeners(): number {
    return this.pages.length;
  }

  /** Tells all of them what was built: `{"all":true}`, or the style sheet. */
  tell(built: { all: boolean; css?: string }): void {
    const text = Buffer.from(JSON.stringify(built));
    for (const page of this.pages) {
      page.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
    }
  }

  async stop(): Promise<void> {
    this.pages.forEach((page) => page.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }
}
