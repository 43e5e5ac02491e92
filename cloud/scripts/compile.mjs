import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { translate } from './typescript.cjs';

const isTest = (path) => /\.test\.ts$/.test(path) || /[\\/]testing[\\/]/.test(path);

/** Compiles every source below `from`, and copies what is none; tests stay behind. */
export function compileFolder(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath ?? entry.path, entry.name);
    if (isTest(source) || entry.name.endsWith('.d.ts')) continue;
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    if (entry.name.endsWith('.ts')) {
      writeFileSync(target.replace(/\.ts$/, '.js'), translate(source, { sourceFileName: entry.name }));
    } else {
      writeFileSync(target, readFileSync(source));
    }
  }
}
