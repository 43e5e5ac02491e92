import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

/** Everything a person writes; what tools make or fetch is left out. */
const skipped = /^(node_modules|dist.*|coverage|\..*|data.*)$/;

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

export interface SourceFile {
  /** From the root, e.g. `cloud/src/visit/visit.service.ts`. */
  path: string;
  text: string;
  lines: number;
  /** Raw specifiers with whether only types are taken. */
  imports: { from: string; typeOnly: boolean }[];
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|(?:require|import)\(\s*['"]([^'"]+)['"]\s*\)/g;

const importsOf = (text: string): SourceFile['imports'] =>
  [...text.matchAll(importPattern)].map((match) => ({
    from: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  return {
    path: relative(root, path).split('\\').join('/'),
    text,
    lines: text.split('\n').length,
    imports: importsOf(text),
  };
}

const packages = [
  'shared-types/src',
  'cloud/src',
  'cloud/workers',
  'cloud/sandbox',
  'app/src',
  'console/src',
];
const isScript = (path: string) => /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(path);

export const sources: SourceFile[] = packages
  .map((folder) => join(root, folder))
  .flatMap((folder) => {
    try {
      return walk(folder);
    } catch {
      return [];
    }
  })
  .filter(isScript)
  .map(read);

export const isTest = ({ path }: Pick<SourceFile, 'path'>): boolean => /\.test\.tsx?$|\/testing\//.test(path);

export const sourcesBelow = (folder: string): SourceFile[] =>
  sources.filter(({ path }) => path.startsWith(`${folder}/`));

/** Where an import leads, from the root and without ending; null when it leads out of the product. */
export function target(file: SourceFile, from: string): string | null {
  const shared = '@lifttrust/shared-types/';
  if (from.startsWith(shared)) return `shared-types/src/${from.slice(shared.length)}`;
  if (!from.startsWith('.')) return null;
  return relative(root, resolve(root, dirname(file.path), from))
    .split('\\')
    .join('/');
}

/** Code without comments, so that a comment may mention what code may not. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
