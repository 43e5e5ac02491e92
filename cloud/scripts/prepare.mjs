import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const oldestNode = [20, 19];

export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(`LiftTrust needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a command quietly with a clock on the line; its output is shown only when it fails. */
export async function step(label, command, args, options = {}) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { ...process.env, ...options.env },
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const isTerminal = process.stdout.isTTY === true;
  if (!isTerminal) console.log(`· ${label} …`);
  const clock = isTerminal
    ? setInterval(() => process.stdout.write(`\r· ${label} … ${seconds()} `), 500)
    : undefined;
  const code = await new Promise((done) => {
    child.on('error', () => done(-1));
    child.on('close', done);
  });
  clearInterval(clock);
  if (isTerminal) process.stdout.write('\r');
  if (code === 0) {
    console.log(`✓ ${label} (${seconds()})            `);
    return;
  }
  console.error(Buffer.concat(output).toString().split('\n').slice(-60).join('\n'));
  console.error(`✗ ${label}: ${command} ended with ${code}.`);
  process.exit(1);
}

const fingerprint = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
const stamp = join(root, 'node_modules', '.lifttrust-installed');

/** Installs exactly what the lockfile says, if that has not been done yet. */
export async function install() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step('installing packages (once, one to three minutes)', 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, wanted);
}
