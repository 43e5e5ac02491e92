import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../../..');

/** The parts of the product as `cloud/scripts/build.mjs` names them. */
export type PackageName = 'weapp' | 'dd' | 'h5-weapp' | 'h5-dd';

const outputs: Record<PackageName, string> = {
  weapp: 'miniprogram-wechat/dist',
  dd: 'miniapp-dingtalk/dist',
  'h5-weapp': 'app/dist-h5/weapp',
  'h5-dd': 'app/dist-h5/dd',
};

const lock = path.join(root, '.cache/mini-build.lock');
const staleMs = 15 * 60_000;

/** Builds a package unless nothing that it is made of has changed; the folder it lies in. */
export async function ensureBuilt(name: PackageName): Promise<string> {
  await takeLock();
  try {
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `await (await import('./cloud/scripts/build.mjs')).build('${name}')`],
      { cwd: root, stdio: 'pipe', env: productionEnvironment() },
    );
  } finally {
    rmdirSync(lock);
  }
  return path.join(root, outputs[name]);
}

/** The builds read these; the tests are about what a bare production build makes. */
function productionEnvironment(): NodeJS.ProcessEnv {
  const { SANDBOX: _sandbox, API_BASE: _base, OUTPUT: _output, PUBLIC_PATH: _path, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production' };
}

/** Two test files run side by side, and one folder takes one build at a time. */
async function takeLock(): Promise<void> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch {
      if (isStale()) rmdirSync(lock);
      await new Promise((wake) => setTimeout(wake, 300));
    }
  }
}

function isStale(): boolean {
  const made = statSync(lock, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > staleMs;
}
