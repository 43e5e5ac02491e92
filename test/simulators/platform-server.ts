import type { IncomingMessage, ServerResponse } from 'node:http';
import { bytesOf, LocalServer } from './local-server';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: IncomingMessage['headers'];
}

/** What a simulated platform does instead of answering. */
export type Trouble = 'none' | 'silent' | 'broken' | 'down';

/** An outside platform on a port of this machine: answers as documented, counts what it was asked, can fail. */
export abstract class PlatformServer extends LocalServer {
  trouble: Trouble = 'none';
  readonly asked: Asked[] = [];

  /** `lost`: it was done, and the connection breaks before the answer. */
  protected abstract answer(asked: Asked): { status: number; body: unknown } | 'lost';

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    this.asked.push(asked);
    await this.beLate();
    if (this.trouble === 'silent') return;
    const answer = this.trouble === 'down' ? { status: 502, body: {} } : this.answer(asked);
    if (answer === 'lost') return void response.destroy();
    const { status, body } = answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(this.trouble === 'broken' ? '<html>Bad Gateway</html>' : JSON.stringify(body));
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform');
  const text = (await bytesOf(request)).toString();
  const body = text ? JSON.parse(text) : {};
  const { method = '', headers } = request;
  return { method, path: pathname, query: searchParams, body, headers };
}
