import { Agent, request } from 'node:http';
import type { FuzzRequest } from './request';

export interface Heard {
  sent: FuzzRequest;
  who: string;
  /** 0: no answer at all. */
  status: number;
  body: string;
  milliseconds: number;
}

const patienceMs = 10_000;

/** Sends a request byte for byte: paths are not tidied as a browser would. */
export function send(
  url: string,
  agent: Agent,
  sent: FuzzRequest,
  who: string,
  token?: string,
): Promise<Heard> {
  const started = performance.now();
  return new Promise((done) => {
    const end = (status: number, body: string) =>
      done({ sent, who, status, body, milliseconds: performance.now() - started });
    const headers = { ...sent.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const { hostname, port } = new URL(url);
    const asking = request(
      { hostname, port, path: sent.path, method: sent.method, headers, agent, timeout: patienceMs },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => end(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
        answer.on('error', () => end(answer.statusCode ?? 0, ''));
      },
    );
    asking.on('timeout', () => asking.destroy(new Error('no answer')));
    // A server may refuse a body before it has read it all; what counts is that it says so or closes at once.
    asking.on('error', (error) => end(0, error.message));
    asking.end(sent.body);
  });
}

/** Runs the makers' requests with so many under way at once, in order. */
export async function crowd<T>(
  tasks: Iterable<T>,
  atOnce: number,
  run: (task: T) => Promise<void>,
): Promise<void> {
  const waiting = tasks[Symbol.iterator]();
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await run(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
