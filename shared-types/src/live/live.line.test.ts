import { LiveLine, type LiveState, type LiveWire } from './live.line';
import { beatMs } from './live.protocol';

/** A platform whose time passes when told, and whose sockets are in the test's hand. */
class Platform implements LiveWire {
  sockets: { told: Parameters<LiveWire['open']>[0]; said: unknown[]; closed: boolean }[] = [];
  token: string | null = null;
  private now = 0;
  private timers: { at: number; act: () => void }[] = [];

  open(told: Parameters<LiveWire['open']>[0]) {
    const socket = { told, said: [] as unknown[], closed: false };
    this.sockets.push(socket);
    return {
      send: (text: string) => void socket.said.push(JSON.parse(text)),
      close: () => {
        socket.closed = true;
      },
    };
  }
  after(ms: number, act: () => void) {
    const timer = { at: this.now + ms, act };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }
  random = () => 0.5;
  session = () => this.token;

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.now = next.at;
      next.act();
    }
    this.now = end;
  }
  get last() {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
  says(said: object): void {
    this.last.told.text(JSON.stringify(said));
  }
  /** The socket opens and the service lets the page hear its topics. */
  answer(...topics: string[]): void {
    this.last.told.opened();
    this.says({ listening: topics, refused: [] });
  }
}

describe('the line of a page that wants to know at once', () => {
  let platform: Platform;
  let line: LiveLine;
  let told: number;
  let states: LiveState[];
  const listen = (topic = 'help:1', token?: string) =>
    line.listen(
      { topic, token, pollMs: 5000 },
      () => {
        told += 1;
      },
      (state) => states.push(state),
    );
  beforeEach(() => {
    platform = new Platform();
    line = new LiveLine(platform);
    told = 0;
    states = [];
  });

  test('the token is said inside the line and stands in no address', () => {
    platform.token = 'a-session-of-somebody';
    listen('help:1', 'a-reporters-own-token');
    platform.answer('help:1');
    expect(platform.last.said).toEqual([
      {
        session: 'a-session-of-somebody',
        listen: [{ topic: 'help:1', token: 'a-reporters-own-token' }],
      },
    ]);
  });

  test('when the line stands the page asks once, since something may have happened before', () => {
    listen();
    expect(told).toBe(0);
    platform.answer('help:1');
    expect(told).toBe(1);
    expect(states).toEqual(['polling', 'live']);
  });

  test('news of its topic is told at once, others are not', () => {
    listen();
    platform.answer('help:1');
    platform.pass(500);
    platform.says({ news: 'help:2', version: 2 });
    expect(told).toBe(1);
    platform.says({ news: 'help:1', version: 2 });
    expect(told).toBe(2);
  });

  test('ten news in a moment are two questions: one at once and one afterwards', () => {
    listen();
    platform.answer('help:1');
    platform.pass(1000);
    for (let version = 1; version <= 10; version += 1) platform.says({ news: 'help:1', version });
    expect(told).toBe(2);
    platform.pass(1000);
    expect(told).toBe(3);
  });

  test('a line that is cut is asked over from time to time, and taken up again with pauses that grow', () => {
    listen();
    platform.answer('help:1');
    platform.pass(1000);
    platform.last.told.closed();
    expect(states.at(-1)).toBe('polling');
    const before = told;
    platform.pass(20_000);
    expect(told - before).toBeGreaterThanOrEqual(3);
    expect(platform.sockets.length).toBe(2);
    for (const wanted of [3, 4, 5]) {
      platform.last.told.closed();
      platform.pass(20_000);
      expect(platform.sockets.length).toBe(wanted);
    }
    platform.last.told.closed();
    platform.pass(5000);
    expect(platform.sockets.length).toBe(5);
    platform.answer();
  });

  test('a network without sockets is asked every few seconds for as long as it takes', () => {
    listen();
    for (let turn = 0; turn < 40; turn += 1) {
      if (!platform.last.closed) platform.last.told.closed();
      platform.pass(5000);
    }
    expect(told).toBeGreaterThanOrEqual(38);
    // In more than three minutes no storm of attempts.
    expect(platform.sockets.length).toBeLessThan(20);
  });

  test('a line that says nothing for too long is given up, though the phone believes in it', () => {
    listen();
    platform.answer('help:1');
    platform.says({ beat: true });
    platform.pass(beatMs * 2.9);
    expect(platform.last.closed).toBe(false);
    platform.pass(beatMs * 0.2);
    expect(platform.sockets[0]?.closed).toBe(true);
    expect(states.at(-1)).toBe('polling');
    platform.pass(2000);
    expect(platform.sockets.length).toBe(2);
  });

  test('a page that is looked at again waits for no pause and asks at once', () => {
    listen();
    platform.last.told.closed();
    platform.pass(100);
    platform.last.told.closed();
    const before = told;
    line.resume();
    expect(told).toBe(before + 1);
    expect(platform.sockets.length).toBe(2);
  });

  test('a topic that is heard no longer is asked for anew under the present session', () => {
    platform.token = 'the-token-of-the-morning';
    listen('board:310101');
    platform.answer('board:310101');
    platform.token = 'the-token-of-the-evening';
    platform.says({ listening: [], refused: ['board:310101'] });
    expect(states.at(-1)).toBe('polling');
    platform.pass(2000);
    platform.last.told.opened();
    expect(platform.last.said).toEqual([
      { session: 'the-token-of-the-evening', listen: [{ topic: 'board:310101' }] },
    ]);
  });

  test('a topic that was never this page’s is asked for by polling, and no new line is opened for it', () => {
    listen();
    platform.last.told.opened();
    platform.says({ listening: [], refused: ['help:1'] });
    platform.pass(20_000);
    expect(platform.sockets.length).toBe(1);
    expect(told).toBeGreaterThanOrEqual(3);
  });

  test('though the line stands, a page asks now and then: what was lost on the way is found', () => {
    listen();
    platform.answer('help:1');
    for (let minute = 0; minute < 5; minute += 1) {
      platform.says({ beat: true });
      platform.pass(60_000);
      platform.says({ beat: true });
    }
    expect(told).toBeGreaterThanOrEqual(4);
  });

  test('two pages share one line; when the last has gone it is closed', () => {
    const leaveOne = listen();
    platform.answer('help:1');
    const leaveOther = listen('entrapment:7');
    expect(platform.sockets.length).toBe(1);
    leaveOne();
    expect(platform.last.said.at(-1)).toEqual({ leave: ['help:1'] });
    leaveOther();
    platform.pass(3000);
    expect(platform.last.closed).toBe(true);
    const before = told;
    platform.pass(600_000);
    expect(told).toBe(before);
    expect(platform.sockets.length).toBe(1);
  });

  test('what is no message of the service is passed over', () => {
    listen();
    platform.answer('help:1');
    for (const text of ['', 'null', '{', '[]', '{"news":7}', '{"listening":1,"refused":2}'])
      platform.last.told.text(text);
    expect(told).toBe(1);
    expect(states.at(-1)).toBe('live');
  });
});
