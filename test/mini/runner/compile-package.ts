import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { hiddenGlobals, logicParameters } from './logic-globals';

/**
 * Turns a compiled mini-program package into one script that the host page runs on glass-easel, Tencent's own view
 * engine. WeChat's templates are taken as they are. DingTalk's differ from them in names alone as far as Taro's
 * closed set of templates goes, and are renamed; native Alipay components would need more.
 */
export function compilePackage(dist: string): string {
  const files = new PackageFiles(dist);
  const app = files.json('app.json');
  const pages = pagesOf(app);
  const dialect = files.has('app.acss') ? dingtalk : wechat;
  const styleOf = (name: string) => inViewportUnits(withImports(files, name));
  const modules = files
    .ending('.js')
    .map((name) => `${JSON.stringify(name)}: function (${parameters()}) {${files.text(name)}\n}`);
  const configs = Object.fromEntries(
    files
      .ending('.json')
      .filter((name) => name !== 'app.json')
      .map((name) => [name.slice(0, -'.json'.length), files.json(name)]),
  );
  return `window.miniPackage = {
client: ${JSON.stringify(dialect.client)},
app: ${JSON.stringify(app)},
pages: ${JSON.stringify(pages)},
configs: ${JSON.stringify(configs)},
style: ${JSON.stringify(styleOf(`app${dialect.style}`))},
pageStyles: ${JSON.stringify(Object.fromEntries(pages.map((page) => [page, styleOf(page + dialect.style)])))},
templates: ${templatesOf(files, dialect)},
modules: {\n${modules.join(',\n')}\n} };`;
}

const parameters = () => [...logicParameters, ...hiddenGlobals].join(', ');

interface Dialect {
  client: 'wechat' | 'dingtalk';
  template: string;
  style: string;
  script: string;
  toWxml(text: string): string;
  toWxs(text: string): string;
}

const wechat: Dialect = {
  client: 'wechat',
  template: '.wxml',
  style: '.wxss',
  script: '.wxs',
  toWxml: (text) => text,
  toWxs: (text) => text,
};

const dingtalk: Dialect = {
  client: 'dingtalk',
  template: '.axml',
  style: '.acss',
  script: '.sjs',
  toWxml: (text) =>
    text
      .replace(/<import-sjs name="(\w+)" from="(.+?)"\s*\/>/g, '<wxs module="$1" src="$2" />')
      .replace(/\ba:(if|elif|else|for|for-item|for-index|key)\b/g, 'wx:$1')
      .replace(/\s(on|catch)([A-Z]\w*)="/g, (_, how: string, event: string) => {
        const name = event === 'LongTap' ? 'longpress' : event.toLowerCase();
        return ` ${how === 'on' ? 'bind' : 'catch'}${name}="`;
      })
      .replace(/\.sjs"/g, '.wxs"')
      .replace(/\.axml"/g, '.wxml"'),
  toWxs: (text) => text.replace(/export default/, 'module.exports ='),
};

function templatesOf(files: PackageFiles, dialect: Dialect): string {
  const group = new TmplGroup();
  const warnings: string[] = [];
  for (const name of files.ending(dialect.script)) {
    group.addScript(name.slice(0, -dialect.script.length), dialect.toWxs(files.text(name)));
  }
  for (const name of files.ending(dialect.template)) {
    const text = withColonEvents(dialect.toWxml(files.text(name)));
    for (const warning of group.addTmpl(name.slice(0, -dialect.template.length), text)) {
      warnings.push(`${name}:${warning.startLine} ${warning.message}`);
    }
  }
  if (warnings.length > 0) throw new Error(`templates do not compile:\n${warnings.slice(0, 10).join('\n')}`);
  return group.getTmplGenObjectGroups();
}

/** glass-easel takes an event on a plain tag only in its colon form. */
const withColonEvents = (text: string) =>
  text.replace(/\s(capture-bind|capture-catch|mut-bind|bind|catch)([a-z]\w*)="/g, ' $1:$2="');

/** Pages of one sub-package share sheets, which theirs import. */
function withImports(files: PackageFiles, name: string): string {
  if (!files.has(name)) return '';
  return files
    .text(name)
    .replace(/@import\s+["'](.+?)["'];/g, (_, target: string) =>
      withImports(files, path.posix.join(path.posix.dirname(name), target)),
    );
}

const inViewportUnits = (style: string) =>
  style.replace(/(-?[\d.]+)rpx\b/g, (_, size: string) => `calc(${size} * 100vw / 750)`);

interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
}

const pagesOf = (app: AppJson): string[] => [
  ...app.pages,
  ...(app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
];

class PackageFiles {
  private readonly names: string[];

  constructor(private readonly root: string) {
    this.names = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
  }

  has = (name: string) => this.names.includes(name);
  ending = (suffix: string) => this.names.filter((name) => name.endsWith(suffix));
  text = (name: string) => readFileSync(path.join(this.root, name), 'utf8');
  json = (name: string): AppJson => JSON.parse(this.text(name));
}
