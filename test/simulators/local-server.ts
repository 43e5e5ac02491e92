import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What all simulators stand on: a port of this machine, and answers that may be late. */
export abstract class LocalServer {
  /** Added before every answer. */
  latencyMs = 0;
  /** The most answers that were late at the same time. */
  lateAtOnce = 0;
  private late = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => this.receive(request, response));
  }

  /** Answers a request that came here, or to a server that stands before this one. */
  receive(request: IncomingMessage, response: ServerResponse): void {
    // What a simulator cannot read ends as a broken connection, not as a test run that dies.
    this.serve(request, response).catch(() => response.destroy());
  }

  protected abstract serve(request: IncomingMessage, response: ServerResponse): Promise<void>;

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async open(): Promise<this> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  protected async beLate(): Promise<void> {
    if (this.latencyMs === 0) return;
    this.late += 1;
    this.lateAtOnce = Math.max(this.lateAtOnce, this.late);
    await new Promise((wake) => setTimeout(wake, this.latencyMs));
    this.late -= 1;
  }
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
