import { connect, type Socket } from 'node:net';
import type { ScanVerdict, VirusScanner } from './port';

export type ClamdAddress = { path: string } | { host: string; port: number };

const chunkBytes = 64 * 1024;
const longestAnswer = 4096;

/** `tcp://host:3310` or `unix:/run/clamav/clamd.sock`; null when it is neither. */
export function clamdAddress(text: string): ClamdAddress | null {
  if (text.startsWith('unix:/')) return { path: text.slice('unix:'.length) };
  const tcp = /^tcp:\/\/(\[[0-9a-f:]+\]|[^:/\s]+):(\d{1,5})$/i.exec(text);
  const port = Number(tcp?.[2]);
  return tcp?.[1] && port > 0 && port < 65_536 ? { host: tcp[1].replace(/[[\]]/g, ''), port } : null;
}

/**
 * ClamAV's daemon over its INSTREAM command: `zINSTREAM\0`, then chunks of four bytes of length (big-endian) and data,
 * ended by a length of zero; the answer is `stream: OK` or `stream: <name> FOUND`, ended by a zero byte.
 */
export class Clamd implements VirusScanner {
  constructor(
    private readonly address: ClamdAddress,
    private readonly timeoutMs: number,
  ) {}

  scan(bytes: Buffer): Promise<ScanVerdict> {
    return new Promise((resolve) => {
      const socket = connect(this.address);
      let answer = '';
      const settle = (verdict: ScanVerdict) => {
        socket.destroy();
        resolve(verdict);
      };
      const limit = setTimeout(() => settle({ verdict: 'unreachable', reason: 'timeout' }), this.timeoutMs);
      socket.on('connect', () => send(socket, bytes));
      socket.on('data', (data) => {
        answer += data.toString('utf8');
        if (answer.includes('\0') || answer.length > longestAnswer) settle(verdictOf(answer));
      });
      // The daemon closes early when a file is larger than it takes; what it said before counts.
      socket.on('error', (error) =>
        settle(answer ? verdictOf(answer) : { verdict: 'unreachable', reason: error.message.slice(0, 80) }),
      );
      socket.on('close', () => {
        clearTimeout(limit);
        resolve(verdictOf(answer));
      });
    });
  }
}

function send(socket: Socket, bytes: Buffer): void {
  socket.write('zINSTREAM\0');
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const chunk = bytes.subarray(from, from + chunkBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    socket.write(chunk);
  }
  socket.write(Buffer.alloc(4));
}

function verdictOf(answer: string): ScanVerdict {
  const line = answer.replace(/\0[\s\S]*$/, '').trim();
  const found = /^stream: (.+) FOUND$/.exec(line)?.[1];
  if (found) return { verdict: 'infected', name: found.slice(0, 80) };
  if (line === 'stream: OK') return { verdict: 'clean' };
  return { verdict: 'unreachable', reason: line.slice(0, 80) || 'no answer' };
}
