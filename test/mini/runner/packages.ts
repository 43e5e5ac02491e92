import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../../..');

export type PackageName = 'weapp' | 'dd' | 'h5:weapp' | 'h5:dd';

/** Where each build lies, and a file that it writes last. */
export const packages: Record<PackageName, { dist: string; proof: string }> = {
  weapp: { dist: path.join(root, 'miniprogram-wechat/dist'), proof: 'app.js' },
  dd: { dist: path.join(root, 'miniapp-dingtalk/dist'), proof: 'app.js' },
  'h5:weapp': { dist: path.join(root, 'app/dist-h5/weapp'), proof: 'index.html' },
  'h5:dd': { dist: path.join(root, 'app/dist-h5/dd'), proof: 'index.html' },
};

const sources = [
  'app/src',
  'app/config',
  'app/theme',
  'app/package.json',
  'shared-types/src',
  'miniprogram-wechat/app.target.ts',
  'miniapp-dingtalk/app.target.ts',
];

function newest(file: string): number {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return file.endsWith('.test.ts') ? 0 : mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** Builds a package unless it is there and newer than everything it is made of. */
export function ensureBuilt(name: PackageName): string {
  const { dist, proof } = packages[name];
  const made = path.join(dist, proof);
  const fresh = Math.max(...sources.map((source) => newest(path.join(root, source))));
  if (!existsSync(made) || statSync(made).mtimeMs < fresh) {
    execFileSync('npm', ['run', '--silent', `build:${name}`], {
      cwd: path.join(root, 'app'),
      env: { ...process.env, NODE_ENV: 'production', SANDBOX: '' },
      stdio: 'pipe',
    });
  }
  return dist;
}
