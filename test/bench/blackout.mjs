import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { area, deskToken, fillTown } from './blackout-town.mjs';
import { optionsOf } from './command-line.mjs';
import { codeOf } from './names.mjs';
import { BenchService } from './service.mjs';
import { Store } from './store.mjs';
import { readerOf, watch } from './watchers.mjs';

const usage = `A power cut: people in many lifts call for help while many watch the board.

  node test/bench/blackout.mjs [--lifts 80] [--seconds 300] [--watchers 500] [--desks 20] [--database mariadb://…]

Every watcher hears every change; desks read the whole queue again at each, as the console does, and every caller follows
their own call. Measured from a call's request: the answer (whoever is to be called has been called in it), the last watcher
who heard, the last desk whose queue shows the lift. --seconds 0 lets all call at the same moment.`;

const goalMs = 1000;
const option = optionsOf(usage);
const [lifts, seconds] = [Number(option('lifts', 80)), Number(option('seconds', 300))];
const [watchers, desks] = [Number(option('watchers', 500)), Number(option('desks', 20))];
const mostWait = 60_000;

class BlackoutService extends BenchService {
  environment() {
    return { ...super.environment(), LIFTTRUST_LIMIT_SOCKETS: '0' };
  }
}

async function asked(url, path, init) {
  const answer = await fetch(`${url}/api${path}`, init);
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`);
  return told.data ?? told;
}

const queueOf = (url) =>
  asked(url, '/rescue-desk/queue', { headers: { authorization: `Bearer ${deskToken}` } });
const percentile = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)];
const said = (times) =>
  `median **${percentile(times, 0.5).toFixed(0)} ms**, 99 % ${percentile(times, 0.99).toFixed(0)} ms, worst **${Math.max(...times).toFixed(0)} ms**`;

/** Who watches: when each of them last heard, and since when each desk shows which lift. */
class Audience {
  sockets = [];
  callers = [];
  heardAt = [];
  shownAt = [];

  async open(url) {
    const news = { topic: `board:${area}`, session: deskToken };
    for (let at = 0; at < watchers; at += 1) {
      const shown = new Map();
      const read = readerOf(async () => {
        for (const { rescueCode } of (await queueOf(url)).items)
          if (!shown.has(rescueCode)) shown.set(rescueCode, performance.now());
      });
      if (at < desks) this.shownAt.push(shown);
      const heard = () => {
        this.heardAt[at] = performance.now();
        if (at < desks) void read();
      };
      this.sockets.push(await watch(url, news, heard));
    }
  }

  /** When the last of all heard something after an instant. */
  async allHeard(since) {
    const end = performance.now() + mostWait;
    const missing = () => this.sockets.some((_, at) => !(this.heardAt[at] > since));
    while (missing()) {
      if (performance.now() > end) throw new Error('A watcher heard nothing within a minute.');
      await pause(2);
    }
    return Math.max(...this.heardAt);
  }

  /** When the last of the desks showed a lift. */
  async allShow(rescueCode) {
    const end = performance.now() + mostWait;
    while (!this.shownAt.every((shown) => shown.has(rescueCode))) {
      if (performance.now() > end) throw new Error(`A desk did not show ${rescueCode} within a minute.`);
      await pause(2);
    }
    return Math.max(...this.shownAt.map((shown) => shown.get(rescueCode)));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-blackout-'));
const database = option('database', `sqlite:${join(folder, 'bench.sqlite')}`);
const service = new BlackoutService(folder, database);
const audience = new Audience();
try {
  await service.start();
  const store = await Store.open(database);
  await fillTown(store, lifts);
  await store.close();
  const { url } = service;
  await audience.open(url);
  const [answers, news, boards] = [[], [], []];

  const callFrom = async (lift) => {
    const begun = performance.now();
    const call = { code: codeOf(lift), key: randomBytes(16).toString('hex'), people: 1 + (lift % 4) };
    const { helpId, helpToken } = await asked(url, '/help-calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-device-id': `bench-device-${lift}` },
      body: JSON.stringify(call),
    });
    answers.push(performance.now() - begun);
    const read = readerOf(() => asked(url, `/help-calls/${helpId}?token=${helpToken}`));
    const own = watch(url, { topic: `help:${helpId}`, token: helpToken }, () => void read());
    const [heard, shown, socket] = await Promise.all([
      audience.allHeard(begun),
      audience.allShow(String(lift).padStart(6, '0')),
      own,
    ]);
    audience.callers.push(socket);
    news.push(heard - begun);
    boards.push(shown - begun);
  };

  const calls = [];
  for (let lift = 0; lift < lifts; lift += 1) {
    calls.push(callFrom(lift));
    if (seconds > 0 && lift < lifts - 1) await pause((seconds * 1000) / lifts);
  }
  await Promise.all(calls);
  const { items } = await queueOf(url);
  const dispatched = items.filter(({ tier }) => tier !== null).length;
  console.log(
    [
      `${lifts} calls for help ${seconds > 0 ? `in ${seconds} s` : 'at the same moment'}, ${watchers} watchers (${desks} of them desks that read the queue), on ${database.split(':')[0]}: people called for ${dispatched} of ${items.length}`,
      `  from the call to its answer, people called: ${said(answers)} (≤ ${goalMs} ms)`,
      // At the same moment one hears of others' calls first.
      ...(seconds > 0 ? [`  to the last of ${watchers} watchers: ${said(news)}`] : []),
      `  to the last desk that shows it: ${said(boards)}`,
    ].join('\n'),
  );
  if (dispatched !== lifts || percentile(answers, 0.99) > goalMs) process.exitCode = 1;
} finally {
  for (const socket of [...audience.sockets, ...audience.callers]) socket.terminate();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
