import { randomBytes } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';

export interface StreamEvent {
  eventType: string;
  eventId: string;
  eventBornTime: number;
  eventCorpId: string;
  data: Record<string, unknown>;
}

/** The gateway of Stream mode: tickets that are good once, frames, acknowledgements, pings, moving away. */
export class DingtalkGateway {
  private server: WebSocketServer | undefined;
  private readonly tickets = new Set<string>();
  private readonly sockets = new Set<WebSocket>();
  /** What was answered to each frame, by its message id. */
  readonly answers = new Map<string, { code: number; data: string }>();
  opened = 0;
  /** What the newest connection wants to hear: `type topic`. */
  subscriptions: string[] = [];

  async open(): Promise<this> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    this.server = server;
    await new Promise((ready) => server.once('listening', ready));
    server.on('connection', (socket, request) => {
      const ticket = new URL(request.url ?? '/', 'http://gateway').searchParams.get('ticket') ?? '';
      if (!this.tickets.delete(ticket)) return socket.close(1008, 'ticket');
      this.opened += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('message', (data) => {
        const answer = JSON.parse(String(data));
        this.answers.set(answer.headers.messageId, answer);
      });
      return undefined;
    });
    return this;
  }

  ticket(body: Record<string, unknown> = {}): { endpoint: string; ticket: string } {
    const wanted = Array.isArray(body.subscriptions) ? body.subscriptions : [];
    this.subscriptions = wanted.map(({ type, topic }) => `${type} ${topic}`);
    const ticket = randomBytes(12).toString('hex');
    this.tickets.add(ticket);
    const address = this.server?.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return { endpoint: `ws://127.0.0.1:${port}/connect`, ticket };
  }

  get connections(): number {
    return this.sockets.size;
  }

  /** Sends a frame to whoever is connected; gives its message id. */
  send(
    type: 'EVENT' | 'SYSTEM' | 'CALLBACK',
    topic: string,
    data: unknown,
    told: Record<string, unknown> = {},
  ): string {
    const messageId = String(told.messageId ?? randomBytes(8).toString('hex'));
    const headers = { messageId, topic, contentType: 'application/json', time: String(Date.now()), ...told };
    const text = JSON.stringify({ specVersion: '1.0', type, headers, data: JSON.stringify(data) });
    for (const socket of this.sockets) socket.send(text);
    return messageId;
  }

  event({ data, ...told }: StreamEvent): string {
    return this.send('EVENT', '*', data, told);
  }

  /** A pressed button, to whoever wants to hear of cards. */
  card(body: Record<string, unknown>, told: Record<string, unknown> = {}): string {
    const topic = '/v1.0/card/instances/callback';
    if (!this.subscriptions.includes(`CALLBACK ${topic}`)) throw new Error('nobody listens for cards');
    return this.send('CALLBACK', topic, body, told);
  }

  /** What came back for a frame; waits for it. */
  async answerTo(messageId: string): Promise<{ code: number; data: unknown }> {
    for (let wait = 0; wait < 400; wait += 1) {
      const answer = this.answers.get(messageId);
      if (answer) return { code: answer.code, data: JSON.parse(answer.data) };
      await new Promise((wake) => setTimeout(wake, 25));
    }
    throw new Error('the frame was not answered');
  }

  /** Every connection breaks. */
  breakAll(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.breakAll();
    await new Promise((done) => (this.server ? this.server.close(done) : done(undefined)));
  }
}
