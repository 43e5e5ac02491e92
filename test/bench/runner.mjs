import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** One process that makes load and answers with what it saw. */
export class Load {
  constructor() {
    this.child = fork(join(here, 'load.mjs'));
  }

  /** Throws when an answer was not 200: a fast refusal is no result. */
  async run(job) {
    let result = await this.once(job);
    // On a machine that is very busy not even one answer may come in time.
    for (let longer = 4; result.answered === 0 && !job.once && longer <= 16; longer *= 2)
      result = await this.once({ ...job, seconds: job.seconds * longer });
    if (result.failures.length > 0 || result.errors > 0 || result.answered === 0)
      throw new Error(`Not every request was answered well: ${JSON.stringify(result)}`);
    return result;
  }

  async once(job) {
    const result = await new Promise((done, failed) => {
      this.child.once('message', done);
      this.child.once('exit', () => failed(new Error('The load process ended.')));
      this.child.send(job);
    });
    this.child.removeAllListeners('exit');
    return result;
  }

  stop() {
    this.child.disconnect();
  }
}

/** The floor's process, ready to be asked. */
export async function startFloor(planFile) {
  const child = fork(join(here, 'floor.mjs'), [planFile]);
  const { port, error } = await new Promise((done, failed) => {
    child.once('message', done);
    child.once('exit', () => failed(new Error('The floor did not start.')));
  });
  if (error) throw new Error(error);
  child.removeAllListeners('exit');
  const complaints = new Set();
  child.on('message', (said) => complaints.add(said.error));
  return { url: `http://127.0.0.1:${port}`, complaints, pid: child.pid, stop: () => child.disconnect() };
}

/** Processor time of a process so far, ms; the kernel counts in hundredths of a second. */
export function processorMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Runs a job and adds what processor time each answer has cost the asked process: on a busy machine the steadier figure. */
export async function withProcessor(pid, run) {
  const before = processorMs(pid);
  const result = await run();
  return { ...result, processorMs: (processorMs(pid) - before) / result.answered };
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/** Middle of the rounds; a round that something else on the machine has spoilt does not count for more. */
export const middle = (results) => ({
  perSecond: median(results.map((result) => result.perSecond)),
  p50: median(results.map((result) => result.p50)),
  p99: median(results.map((result) => result.p99)),
  processorMs: median(results.map((result) => result.processorMs)),
});
