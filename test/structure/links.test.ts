import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from './source';

const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(
  (name) => `docs/${name}`,
);
const atRoot = readdirSync(root);
const pages = [...atRoot, ...inDocs].filter((name) => name.endsWith('.md'));

const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

/** Where a page points to inside the repository: [text](path) and pictures. */
const linksOf = (page: string) =>
  [...withoutCode(readFileSync(join(root, page), 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^(https?:|mailto:|#)/.test(link))
    .map((link) => link.replace(/#.*$/, ''));

test('there are pages to check', () => {
  expect(pages).toContain('README.md');
  expect(pages).toContain('docs/README.md');
});

test.each(pages)('%s points to what exists', (page) => {
  const broken = linksOf(page).filter((link) => !existsSync(resolve(root, dirname(page), link)));
  expect(broken).toEqual([]);
});

test.each(pages)('%s stays inside the repository', (page) => {
  const outside = linksOf(page).filter((link) =>
    relative(root, resolve(root, dirname(page), link)).startsWith('..'),
  );
  expect(outside).toEqual([]);
});

const inCode =
  /`((?:app|cloud|console|shared-types|test|docs|miniprogram-wechat|miniapp-dingtalk)\/[\w./-]+)`/g;
// Made by a build, not kept.
const made = /\/dist(\/|$)/;

test.each(['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'])(
  'the files that %s names exist',
  (page) => {
    const named = [...readFileSync(join(root, page), 'utf8').matchAll(inCode)].map((match) => match[1] ?? '');
    expect(named.filter((path) => !made.test(path) && !existsSync(join(root, path)))).toEqual([]);
  },
);
