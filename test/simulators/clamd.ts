import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** The harmless file that every scanner knows (EICAR), put together here so that no scanner finds this source. */
export const eicar = [
  'X5O!P%@AP[4',
  '\\PZX54(P^)7CC)7}',
  '$EICAR-STANDARD-',
  'ANTIVIRUS-TEST-FILE!$H+H*',
].join('');

/** ClamAV's daemon as its manual describes INSTREAM: chunks with their length before them, a zero length at the end. */
export class ClamdSimulator {
  /** Larger streams are cut off as StreamMaxLength does. */
  maxBytes = 25 * 1_048_576;
  /** Takes everything and never answers. */
  isMute = false;
  /** Closes without a word. */
  isBroken = false;
  scanned = 0;
  private readonly server: Server = createServer((socket) => this.serve(socket));

  /** On a port of this machine, or on a path of its own. */
  async open(path?: string): Promise<this> {
    await new Promise<void>((ready) =>
      path ? this.server.listen(path, ready) : this.server.listen(0, '127.0.0.1', ready),
    );
    return this;
  }

  get address(): string {
    const address = this.server.address();
    return typeof address === 'string'
      ? `unix:${address}`
      : `tcp://127.0.0.1:${(address as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }

  private serve(socket: Socket): void {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    if (this.isBroken) {
      socket.destroy();
      return;
    }
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const answer = this.answerTo(received);
      if (answer && !this.isMute) socket.end(`${answer}\0`);
    });
  }

  /** Null: more is to come. */
  private answerTo(received: Buffer): string | null {
    const command = 'zINSTREAM\0';
    if (received.length < command.length) return null;
    if (received.subarray(0, command.length).toString() !== command) return 'UNKNOWN COMMAND';
    const chunks: Buffer[] = [];
    let size = 0;
    for (let at = command.length; at + 4 <= received.length; ) {
      const length = received.readUInt32BE(at);
      if (length === 0) return this.verdict(Buffer.concat(chunks));
      if (at + 4 + length > received.length) return null;
      chunks.push(received.subarray(at + 4, at + 4 + length));
      size += length;
      if (size > this.maxBytes) return 'INSTREAM size limit exceeded. ERROR';
      at += 4 + length;
    }
    return null;
  }

  private verdict(bytes: Buffer): string {
    this.scanned += 1;
    return bytes.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
  }
}
