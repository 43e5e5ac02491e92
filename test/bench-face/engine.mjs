// Pictures through the service's own engine (worker threads), and what that costs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const require = createRequire(import.meta.url);
require('../../cloud/scripts/typescript.cjs').runSources();

const { FaceEngine } = require('../../cloud/src/face/engine/face.engine.ts');
export const match = require('../../shared-types/src/face/face.match.rules.ts');
export const challenge = require('../../shared-types/src/face/face.challenge.rules.ts');
export const enrolment = require('../../shared-types/src/face/face.enrolment.rules.ts');
const { CityParameters } = require('../../shared-types/src/city/city.parameters.ts');

/** What a city gets that sets nothing. */
export const policy = CityParameters.parse({}).face;

const megabytes = () => process.memoryUsage().rss / 1e6;
const cpuMs = ({ user, system }) => (user + system) / 1000;

/** The longest waits of the main loop while `work` goes on; 1 ms is the timer's own step. */
async function watchLoop(work) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const result = await work();
  delay.disable();
  return { result, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
}

/** One engine with one worker; `close` when done. */
export function openEngine() {
  const engine = new FaceEngine();
  engine.workers = 1;
  const frames = [];

  /** @param {Uint8Array} bytes */
  async function look(bytes) {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    const analysis = await engine.analyse(bytes);
    frames.push({ cpu: cpuMs(process.cpuUsage(cpu)), wall: performance.now() - wall });
    return analysis;
  }

  /** Init is the first picture less what a later one takes. */
  async function start(bytes) {
    const idle = await watchLoop(() => pause(1000));
    const before = megabytes();
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    await engine.analyse(bytes);
    const first = { cpu: cpuMs(process.cpuUsage(cpu)), wall: performance.now() - wall };
    // The compiler of the engine's machine code is done after some pictures.
    for (let at = 0; at < 4; at++) await engine.analyse(bytes);
    return { idle, before, first };
  }

  return { look, start, frames, close: () => engine.close(), megabytes };
}

/**
 * Looks at many pictures one after the other; the answer has null where a picture shows no face or cannot be read.
 * @param {ReturnType<typeof openEngine>} engine @param {string[]} paths @param {(text: string) => void} say
 */
export async function lookAtAll(engine, paths, say) {
  return watchLoop(async () => {
    const seen = [];
    for (const path of paths) {
      seen.push(await engine.look(await readFile(path)));
      if (seen.length % 50 === 0) say(`${seen.length} of ${paths.length} pictures`);
    }
    return seen;
  });
}
