import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { target as dingtalk } from '../../miniapp-dingtalk/app.target';
import { target as wechat } from '../../miniprogram-wechat/app.target';
import { root } from './source';

const pagesOf = ({ pages = [], subPackages = [] }: typeof wechat): string[] => [
  ...pages,
  ...subPackages.flatMap((one) => one.pages.map((page) => `${one.root}/${page}`)),
];
const registered = [...new Set([...pagesOf(dingtalk), ...pagesOf(wechat)])].sort();

const folder = join(root, 'test/mini');
const scripts = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

test.each(registered)('%s is opened by a test of the compiled packages that knows what it is for', (page) => {
  expect(scripts).toContain(page);
});

test('every page that lies in the app is registered with one of its packages', () => {
  const areas = [
    'account',
    'help',
    'lift',
    'owner',
    'pages',
    'plan',
    'proof',
    'repair',
    'report',
    'rescue',
    'technician',
  ];
  const lying = areas.flatMap((area) =>
    readdirSync(join(root, 'app/src', area)).map((name) => `${area}/${name}/index`),
  );
  expect(lying.sort()).toEqual(registered);
});
