import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
/** For work on the tests themselves: take the packages as they lie there. */
const asBuilt = process.env.MINI_AS_BUILT === '1';

/** Builds a package unless nothing that it is made of has changed; the folder it lies in. */
export async function ensureBuilt(name: PackageName): Promise<string> {
  const folder = path.join(root, outputs[name]);
  if (asBuilt) return folder;
  await takeLock();
  try {
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `await (await import('./cloud/scripts/build.mjs')).build('${name}')`],
      { cwd: root, stdio: 'pipe', env: productionEnvironment() },
    );
  } finally {
    rmSync(lock, { force: true });
  }
  return folder;
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
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch {
      if (!isHeld()) rmSync(lock, { force: true });
      await new Promise((wake) => setTimeout(wake, 300));
    }
  }
}

/** A run that was killed in the middle leaves its lock behind. */
function isHeld(): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
