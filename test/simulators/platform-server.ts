import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** What a simulated platform does instead of answering. */
export type Trouble = 'none' | 'silent' | 'broken' | 'down';

/** An outside platform on a port of this machine: answers as documented, counts what it was asked, can fail. */
export abstract class PlatformServer {
  trouble: Trouble = 'none';
  readonly asked: Asked[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.read(request).then((asked) => {
        this.asked.push(asked);
        if (this.trouble === 'silent') return;
        const { status, body } = this.trouble === 'down' ? { status: 502, body: {} } : this.answer(asked);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(this.trouble === 'broken' ? '<html>Bad Gateway</html>' : JSON.stringify(body));
      });
    });
  }

  protected abstract answer(asked: Asked): { status: number; body: unknown };

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async open(): Promise<this> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async read(request: IncomingMessage): Promise<Asked> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform');
    const text = Buffer.concat(chunks).toString();
    const body = text ? JSON.parse(text) : {};
    return { method: request.method ?? '', path: pathname, query: searchParams, body };
  }
}
