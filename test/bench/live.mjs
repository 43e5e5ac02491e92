import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from './command-line.mjs';
import { fillOneLift } from './one-lift.mjs';
import { median } from './runner.mjs';
import { BenchService } from './service.mjs';
import { watch } from './watchers.mjs';

const usage = `Small news to many who watch one rescue: from the change's request to the last socket that heard of it.

  node test/bench/live.mjs [--sockets 5000] [--rounds 7]

All sockets are of this machine, which also has to read them; a caller's own token opens each.`;

const goalMs = 1000;
const option = optionsOf(usage);
const sockets = Number(option('sockets', 5000));
const rounds = Number(option('rounds', 7));
const atOnce = 200;

class LiveBenchService extends BenchService {
  environment() {
    return { ...super.environment(), LIFTTRUST_LIMIT_SOCKETS: '0' };
  }
}

async function post(url, path, body) {
  const answer = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-device-id': 'bench-device' },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`);
  return told.data ?? told;
}

let heard = () => {};
const watcher = (url, topic, token) => watch(url, { topic, token }, () => heard());

/** Until every socket has heard once. */
const everybody = (count) =>
  new Promise((all) => {
    let left = count;
    heard = () => {
      left -= 1;
      if (left === 0) all(performance.now());
    };
  });

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-live-'));
const file = join(folder, 'bench.sqlite');
const service = new LiveBenchService(folder, `sqlite:${file}`);
const open = [];
try {
  await service.start();
  await service.stop();
  const code = fillOneLift(file);
  await service.start();
  const call = { code, key: randomBytes(16).toString('hex'), people: 1 };
  const { helpId, helpToken } = await post(service.url, '/help-calls', call);
  const before = service.memory().now;
  const begun = performance.now();
  while (open.length < sockets)
    open.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(atOnce, sockets - open.length) }, () =>
          watcher(service.url, `help:${helpId}`, helpToken),
        ),
      )),
    );
  const opened = (performance.now() - begun) / 1000;
  const memory = service.memory().now - before;
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((wake) => setTimeout(wake, 600));
    const last = everybody(sockets);
    const asked = performance.now();
    const change = { token: helpToken, what: 'details', situation: { people: 2 + round } };
    await post(service.url, `/help-calls/${helpId}/corrections`, change);
    times.push((await last) - asked);
  }
  const [middle, worst] = [median(times), Math.max(...times)];
  console.log(
    `news to ${sockets} sockets, from the change's request to the last that heard: median **${middle.toFixed(0)} ms**, worst of ${rounds} **${worst.toFixed(0)} ms** (≤ ${goalMs} ms); opened in ${opened.toFixed(1)} s, ${((memory * 1000) / sockets).toFixed(0)} kB of the service each`,
  );
  if (worst > goalMs) process.exitCode = 1;
} finally {
  for (const socket of open) socket.terminate();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
