import { connect, type Socket } from 'node:net';
import { liveCloseCodes, livePath } from '@lifttrust/shared-types/live/live.protocol';
import { WebSocket } from 'ws';
import { buildDistrict, type District } from '../../../test/fixture/district';
import { RedisProcess } from '../../../test/fixture/redis-process';
import { ActorSource, systemCtx } from '../kernel/actor';
import { env, useEnv } from '../kernel/env';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { SessionOpener } from '../session/session.opener';
import { LiveService } from './live.service';
import { LiveSockets } from './live.sockets';

const secret = 'the-reporters-own-secret';
const allow = { listen: [{ topic: 'trial:1', token: secret }] };

/** A page with a socket, as the service sees it. */
class Page {
  readonly said: Record<string, unknown>[] = [];
  code: number | null = null;
  private wake = () => {};

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.said.push(JSON.parse(String(data)));
      this.wake();
    });
    socket.on('close', (code) => {
      this.code = code;
      this.wake();
    });
    socket.on('error', () => undefined);
  }

  static async open(service: TestService, first?: object, path = livePath): Promise<Page> {
    const page = new Page(new WebSocket(`${service.url.replace('http', 'ws')}${path}`));
    await new Promise<void>((opened, failed) => {
      page.socket.once('open', () => opened());
      page.socket.once('unexpected-response', (_request, response) =>
        failed(new Error(String(response.statusCode))),
      );
      page.socket.once('error', failed);
    });
    if (first) {
      page.ask(first);
      await page.until(() => page.said.length > 0 || page.code !== null);
    }
    return page;
  }

  ask(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  async until(is: () => boolean, ms = 20_000): Promise<void> {
    const end = performance.now() + ms;
    while (!is()) {
      if (performance.now() > end) throw new Error(`not in time; heard ${JSON.stringify(this.said)}`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 50);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  }

  get news(): unknown[] {
    return this.said.filter((said) => 'news' in said);
  }
}

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

onBothDatabases((start) => {
  let service: TestService;
  let district: District;
  let live: LiveService;
  let sockets: LiveSockets;
  beforeAll(async () => {
    service = await start();
    district = await buildDistrict(service, 'own');
    live = await service.get(LiveService);
    sockets = await service.get(LiveSockets);
    live.guard('trial', async ({ id, token }) => id !== '404' && token === secret);
    live.guard('office', async ({ actor, id }) => actor?.role === 'regulator' && actor.divisionCode === id);
    live.guard('broken', async () => {
      throw new Error('the database is away');
    });
  });
  afterAll(() => service.stop());
  const opened = async (first?: object) => Page.open(service, first);

  test('whoever may hear is told that something changed, and nothing else', async () => {
    const page = await opened(allow);
    expect(page.said).toEqual([{ listening: ['trial:1'], refused: [] }]);
    live.publish('trial:1', { version: 7 });
    live.publish('trial:2', { version: 8 });
    await page.until(() => page.news.length === 1);
    expect(page.news).toEqual([{ news: 'trial:1', version: 7 }]);
    page.socket.close();
  });

  test('without the right token, for a thing that is not there, a kind without a guard and a guard that fails: nothing is heard', async () => {
    const page = await opened({
      listen: [
        { topic: 'trial:1', token: 'somebody-elses-secret' },
        { topic: 'trial:1' },
        { topic: 'trial:404', token: secret },
        { topic: 'unknown:1', token: secret },
        { topic: 'broken:1', token: secret },
        { topic: 'office:310101' },
      ],
    });
    expect(page.said[0]).toMatchObject({ listening: [] });
    expect(page.said[0]?.refused).toHaveLength(6);
    live.publish('trial:1', { version: 1 });
    await rest(100);
    expect(page.news).toEqual([]);
    page.socket.close();
  });

  test('a session opens what its role may hear; ended, it hears no more', async () => {
    const { divisionCode } = await regulatorOf();
    const page = await opened({
      session: district.regulator.token,
      listen: [{ topic: `office:${divisionCode}` }],
    });
    expect(page.said[0]).toEqual({ listening: [`office:${divisionCode}`], refused: [] });
    const [opener, work] = [await service.get(SessionOpener), await service.get(UnitOfWork)];
    const { sessionId } = await regulatorOf();
    await work.run(systemCtx(Date.now()), (tx) => opener.end(tx, sessionId, 'signed_out'));
    await sockets.checkAll();
    await page.until(() => page.said.length === 2);
    expect(page.said[1]).toEqual({ listening: [], refused: [`office:${divisionCode}`] });
    live.publish(`office:${divisionCode}`, { version: 3 });
    await rest(100);
    expect(page.news).toEqual([]);
    page.socket.close();
  });

  const regulatorOf = async () => {
    const actor = await (await service.get(ActorSource)).from(district.regulator.token, Date.now());
    if (!actor) throw new Error('nobody');
    return actor;
  };

  test('what is told after a commit is told once it stands, and after a failure not at all', async () => {
    const page = await opened(allow);
    const work = await service.get(UnitOfWork);
    const failing = work.run(systemCtx(Date.now()), async (tx) => {
      live.publishAfter(tx, 'trial:1', { version: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await work.run(systemCtx(Date.now()), async (tx) => live.publishAfter(tx, 'trial:1', { version: 2 }));
    await page.until(() => page.news.length > 0);
    await rest(300);
    expect(page.news).toEqual([{ news: 'trial:1', version: 2 }]);
    page.socket.close();
  });

  test('of a hundred changes in a moment the first and the last are told', async () => {
    const page = await opened(allow);
    for (let version = 1; version <= 100; version += 1) live.publish('trial:1', { version });
    await page.until(() => page.news.length === 2);
    await rest(300);
    expect(page.news).toEqual([
      { news: 'trial:1', version: 1 },
      { news: 'trial:1', version: 100 },
    ]);
    page.socket.close();
  });

  test('a page that leaves a topic hears no more of it', async () => {
    const page = await opened(allow);
    page.ask({ leave: ['trial:1'], listen: [{ topic: 'trial:2', token: secret }] });
    await page.until(() => page.said.length === 2);
    live.publish('trial:1', { version: 5 });
    live.publish('trial:2', { version: 6 });
    await page.until(() => page.news.length > 0);
    expect(page.news).toEqual([{ news: 'trial:2', version: 6 }]);
    page.socket.close();
  });

  test('what cannot be understood ends the socket and touches nobody else', async () => {
    const other = await opened(allow);
    for (const text of ['', '{', '[]', '{"listen":"all"}', '{"listen":[{"topic":"*"}]}', 'x'.repeat(8000)]) {
      const page = await opened();
      page.socket.send(text);
      await page.until(() => page.code !== null);
      expect(page.code).toBe(liveCloseCodes.unintelligible);
    }
    const binary = await opened();
    binary.socket.send(Buffer.from(JSON.stringify(allow)));
    await binary.until(() => binary.code !== null);
    const huge = await opened();
    huge.socket.send(JSON.stringify({ session: 'x'.repeat(20_000) }));
    await huge.until(() => huge.code !== null);
    expect(huge.code).toBe(1009);
    live.publish('trial:1', { version: 9 });
    await other.until(() => other.news.length === 1);
    other.socket.close();
  });

  test('guessing tokens and talking without end are ended', async () => {
    const guesses = await opened();
    for (let guess = 0; guess < 25; guess += 1)
      guesses.ask({ listen: [{ topic: 'trial:1', token: `guess-number-${guess}-xxxx` }] });
    await guesses.until(() => guesses.code !== null);
    expect(guesses.code).toBe(liveCloseCodes.tooMany);
    const talker = await opened();
    for (let count = 0; count < 80; count += 1) talker.ask({});
    await talker.until(() => talker.code !== null);
    expect(talker.code).toBe(liveCloseCodes.tooMany);
  });

  test('a token in the address is refused, and so is every other address', async () => {
    await expect(Page.open(service, undefined, `${livePath}?token=${secret}`)).rejects.toThrow('400');
    await expect(Page.open(service, undefined, '/api/other')).rejects.toThrow('404');
  });

  test('an address holds so many sockets at a time and no more; gone ones make room', async () => {
    const before = env();
    useEnv({ ...before, limits: { ...before.limits, sockets: 3 } });
    const pages = [await opened(), await opened(), await opened()];
    await expect(Page.open(service)).rejects.toThrow('429');
    pages[0]?.socket.close();
    const next = await admitted(service);
    useEnv(before);
    for (const page of [...pages, next]) page.socket.close();
  });

  test('whoever does not read is dropped; the others hear everything meanwhile', async () => {
    const reader = await opened(allow);
    const deaf = await deafSocket(service);
    await rest(200);
    const dropped = sockets.dropped;
    for (let version = 1; sockets.dropped === dropped && version < 2_000_000; version += 1) {
      sockets.deliver('trial:deaf', version);
      if (version % 5000 === 0) await new Promise((next) => setImmediate(next));
    }
    expect(sockets.dropped).toBe(dropped + 1);
    live.publish('trial:1', { version: 11 });
    await reader.until(() => reader.news.length === 1);
    deaf.destroy();
    reader.socket.close();
  }, 60_000);

  test('two processes tell each other over Redis; while it is away each tells its own, and afterwards all ask once', async () => {
    const redis = await RedisProcess.start();
    const other = await secondProcess(service, redis.url);
    try {
      const page = await opened(allow);
      await other.relayed('trial:1', 21);
      await page.until(() => page.news.length === 1);
      expect(page.news).toEqual([{ news: 'trial:1', version: 21 }]);
      await redis.kill();
      live.publish('trial:1', { version: 22 });
      await page.until(() => page.news.length === 2);
      await redis.start();
      await page.until(() => page.said.some((said) => 'missed' in said));
      page.socket.close();
    } finally {
      await other.stop();
      await redis.stop();
    }
  }, 60_000);

  test('a service that stops says goodbye to every page and lets no new one in', async () => {
    const page = await opened(allow);
    sockets.close();
    await page.until(() => page.code !== null);
    expect(page.code).toBe(liveCloseCodes.restart);
    await expect(Page.open(service)).rejects.toThrow('503');
  });
});

/** A page that asks until there is room for it: the service learns of a closed socket a moment after its page. */
async function admitted(service: TestService): Promise<Page> {
  for (;;) {
    const page = await Page.open(service).catch((error: Error) => error);
    if (page instanceof Page) return page;
    if (page.message !== '429') throw page;
    await rest(50);
  }
}

/** A client that opens, listens and then never reads again. */
async function deafSocket(service: TestService): Promise<Socket> {
  const { port } = new URL(service.url);
  const socket = connect(Number(port), '127.0.0.1');
  const key = Buffer.alloc(16, 1).toString('base64');
  socket.write(
    `GET ${livePath} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await new Promise((answered) => socket.once('data', answered));
  const text = Buffer.from(JSON.stringify({ listen: [{ topic: 'trial:deaf', token: secret }] }));
  // A short frame, masked with zeros.
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
  await new Promise((answered) => socket.once('data', answered));
  socket.pause();
  return socket;
}

/** What another process of the same service would say on the same Redis. */
async function secondProcess(service: TestService, url: string) {
  const { default: Redis } = await import('ioredis');
  const { SharedMemory } = await import('../kernel/redis');
  const { LiveRelay } = await import('./live.relay');
  const before = env();
  useEnv({ ...before, redis: url });
  const memory = await service.get(SharedMemory);
  memory.open();
  const relay = await service.get(LiveRelay);
  relay.start();
  useEnv(before);
  const client = new Redis(url, { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  const numbered = async () => {
    const [, count] = (await client.pubsub('NUMSUB', 'lifttrust:live')) as [string, number];
    return count;
  };
  while ((await numbered()) < 1) await rest(20);
  return {
    relayed: (topic: string, version: number) =>
      client.publish('lifttrust:live', JSON.stringify({ from: 'another process', topic, version })),
    stop: async () => {
      client.disconnect();
      relay.close();
      memory.close();
      memory.client = null;
    },
  };
}
