import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { alone } from '../../fixture/build-lock';

export const root = path.resolve(__dirname, '../../..');

/** The parts of the product as `cloud/scripts/build.mjs` names them. */
export type PackageName = 'weapp' | 'dd' | 'h5-weapp' | 'h5-dd';

const outputs: Record<PackageName, string> = {
  weapp: 'miniprogram-wechat/dist',
  dd: 'miniapp-dingtalk/dist',
  'h5-weapp': 'app/dist-h5/weapp',
  'h5-dd': 'app/dist-h5/dd',
};

/** For work on the tests themselves: take the packages as they lie there. */
const asBuilt = process.env.MINI_AS_BUILT === '1';

/** Builds a package unless nothing that it is made of has changed; the folder it lies in. */
export async function ensureBuilt(name: PackageName): Promise<string> {
  const folder = path.join(root, outputs[name]);
  if (asBuilt) return folder;
  const script = `await (await import('./cloud/scripts/build.mjs')).build('${name}')`;
  const options = { cwd: root, stdio: 'pipe', env: productionEnvironment() } as const;
  alone(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], options));
  return folder;
}

/** The builds read these; the tests are about what a bare production build makes. */
function productionEnvironment(): NodeJS.ProcessEnv {
  const { SANDBOX: _sandbox, API_BASE: _base, OUTPUT: _output, PUBLIC_PATH: _path, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production' };
}
