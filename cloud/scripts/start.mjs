import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { install, refuseOldNode, root, step } from './prepare.mjs';

refuseOldNode();
await install();
const { build, previewParts, previewWeb } = await import('./build.mjs');
for (const part of previewParts) await build(part);

const dataDir = resolve(process.env.LIFTTRUST_DATA_DIR ?? join(root, 'data'));
const faces = join(dataDir, 'sample-faces');
mkdirSync(dataDir, { recursive: true });
if (!existsSync(join(faces, '02', 'complete'))) {
  await step('drawing the faces of the invented technicians', 'node', [
    'test/tools/sample-people.cjs',
    faces,
    '3',
    '3',
  ]);
}

const isFree = (port) =>
  new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, () => probe.close(() => done(true)));
  });

/** The wanted port, or the next free one, unless it was asked for by name. */
async function freePort() {
  const wanted = Number(process.env.LIFTTRUST_PORT ?? 7001);
  for (let port = wanted; port < wanted + 20; port += 1) {
    if (await isFree(port)) return port;
    if (process.env.LIFTTRUST_PORT) break;
  }
  console.error(`Port ${wanted} is taken. Set LIFTTRUST_PORT to a free one.`);
  process.exit(1);
}

const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const service = spawn(process.execPath, [join(root, 'cloud/dist/sandbox/main.js')], {
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_ENV: process.env.NODE_ENV ?? 'development',
    LIFTTRUST_PORT: String(port),
    LIFTTRUST_DATA_DIR: dataDir,
    LIFTTRUST_WEB_DIR: join(root, previewWeb),
    LIFTTRUST_CITY_FILE: process.env.LIFTTRUST_CITY_FILE ?? join(root, 'cloud/sandbox/city.json'),
    LIFTTRUST_PUBLIC_URL: process.env.LIFTTRUST_PUBLIC_URL ?? address,
    // Addresses and people are what the terminal is for; `info` shows every request.
    LIFTTRUST_LOG_LEVEL: process.env.LIFTTRUST_LOG_LEVEL ?? 'warn',
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => service.kill(signal));
service.on('exit', (code) => process.exit(code ?? 0));

for (let attempt = 0; attempt < 150; attempt += 1) {
  const ready = await fetch(`${address}/sandbox/people`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (ready) break;
  await new Promise((wake) => setTimeout(wake, 200));
}
const people = await fetch(`${address}/sandbox/people`).then((answer) => answer.json());
const where = { dd: `/app/dd/?person=`, weapp: '/app/weapp/?person=', console: '/console/?person=' };
console.log(`\n梯信已启动 LiftTrust is running:  ${address}/\n`);
console.log('  乘客 passenger                         打开首页，选“乘客”');
for (const person of people) {
  console.log(
    `  ${person.name}  ${person.organisation}  ${person.target === 'console' ? address + where.console + person.key : '打开首页，选此人'}`,
  );
}
console.log('\n数据在 data/，密钥在 data-keys/，检查点在 data-checkpoints/。Ctrl-C 停止。\n');
