import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, refuseOldNode, root, step } from './prepare.mjs';

const sources = /\.(ts|tsx|js|cjs|mjs|json|scss|css|html|svg)$/;

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('dist') || entry.name.startsWith('.'))
      continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (sources.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** One hash over everything a part is made of. */
function fingerprint(folders, mode) {
  const hash = createHash('sha256')
    .update(mode)
    .update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of folders) {
    const path = join(root, folder);
    const files = statSync(path).isDirectory() ? [...filesBelow(path)].sort() : [path];
    for (const file of files) hash.update(relative(root, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const appInputs = [
  'app/src',
  'app/config',
  'app/package.json',
  'app/babel.config.js',
  'shared-types/src',
  'miniprogram-wechat',
  'miniapp-dingtalk',
];
const npmRun = (script) => ['npm', ['run', '--silent', '-w', 'app', script]];

/** The parts of the product. `sandbox` ones carry the simulated phone and the invented people (docs/adr/0008). */
const parts = {
  service: {
    label: 'the service',
    inputs: [
      'shared-types/src',
      'cloud/src',
      'cloud/migrations',
      'cloud/sandbox',
      'cloud/scripts/compile.mjs',
      'cloud/scripts/typescript.cjs',
    ],
    outputs: ['cloud/dist/sandbox', 'shared-types/dist'],
  },
  console: {
    label: 'the console',
    inputs: ['console', 'shared-types/src'],
    outputs: ['console/dist'],
    command: ['npm', ['run', '--silent', '-w', 'console', 'build']],
    env: {},
  },
  weapp: {
    label: 'the WeChat mini-program',
    inputs: appInputs,
    outputs: ['miniprogram-wechat/dist'],
    command: npmRun('build:weapp'),
  },
  dd: {
    label: 'the DingTalk mini-program',
    inputs: appInputs,
    outputs: ['miniapp-dingtalk/dist'],
    command: npmRun('build:dd'),
  },
  'h5-weapp': {
    label: 'the web form of the WeChat app',
    inputs: appInputs,
    outputs: ['app/dist-h5/weapp'],
    command: npmRun('build:h5:weapp'),
  },
  'h5-dd': {
    label: 'the web form of the DingTalk app',
    inputs: appInputs,
    outputs: ['app/dist-h5/dd'],
    command: npmRun('build:h5:dd'),
  },
};

/** Where the preview's web forms lie, as the service serves them. */
export const previewWeb = '.cache/preview';

const sandboxParts = {
  'sandbox-console': {
    ...parts.console,
    label: 'the console for the preview',
    outputs: [`${previewWeb}/console`],
    env: { VITE_SANDBOX: '1' },
    command: [
      'npm',
      [
        'run',
        '--silent',
        '-w',
        'console',
        'build',
        '--',
        '--outDir',
        `../${previewWeb}/console`,
        '--emptyOutDir',
      ],
    ],
  },
  'sandbox-h5-weapp': {
    ...parts['h5-weapp'],
    label: 'the WeChat app for the preview',
    outputs: [`${previewWeb}/app/weapp`],
    env: { SANDBOX: '1', OUTPUT: `../${previewWeb}/app/weapp` },
  },
  'sandbox-h5-dd': {
    ...parts['h5-dd'],
    label: 'the DingTalk app for the preview',
    outputs: [`${previewWeb}/app/dd`],
    env: { SANDBOX: '1', OUTPUT: `../${previewWeb}/app/dd` },
  },
};

const all = { ...parts, ...sandboxParts };

async function compileService() {
  const { compileFolder } = await import('./compile.mjs');
  const started = Date.now();
  rmSync(join(root, 'cloud/dist'), { recursive: true, force: true });
  rmSync(join(root, 'shared-types/dist'), { recursive: true, force: true });
  compileFolder(join(root, 'shared-types/src'), join(root, 'shared-types/dist'));
  for (const folder of ['src', 'migrations', 'sandbox'])
    compileFolder(join(root, 'cloud', folder), join(root, 'cloud/dist', folder));
  console.log(`✓ building the service (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** Builds one part unless nothing it is made of has changed. */
export async function build(name) {
  const part = all[name];
  const stamp = join(root, '.cache', 'build', `${name}.sha256`);
  const wanted = fingerprint(part.inputs, name);
  const isFresh =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    part.outputs.every((output) => existsSync(join(root, output)));
  if (isFresh) return;
  if (name === 'service') await compileService();
  else await step(`building ${part.label}`, part.command[0], part.command[1], { env: part.env ?? {} });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

export const previewParts = ['service', 'sandbox-console', 'sandbox-h5-dd', 'sandbox-h5-weapp'];
export const productionParts = Object.keys(parts);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  refuseOldNode();
  await install();
  for (const name of productionParts) await build(name);
  // Invented people and simulated phones stay here.
  rmSync(join(root, 'cloud/dist/sandbox'), { recursive: true, force: true });
  // The service serves the web forms itself; its folder is the whole artefact.
  cpSync(join(root, 'console/dist'), join(root, 'cloud/dist/web/console'), { recursive: true });
  cpSync(join(root, 'app/dist-h5'), join(root, 'cloud/dist/web/app'), { recursive: true });
  console.log(
    'Built: cloud/dist, console/dist, app/dist-h5, miniprogram-wechat/dist, miniapp-dingtalk/dist.',
  );
}
