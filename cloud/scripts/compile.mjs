import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

const options = {
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

const isTest = (path) => /\.test\.ts$/.test(path) || /[\\/]testing[\\/]/.test(path);

/** TypeScript to CommonJS, file by file; Midway needs the decorators' metadata, which only this kind of compiler keeps. */
export function compileFolder(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath ?? entry.path, entry.name);
    if (isTest(source) || entry.name.endsWith('.d.ts')) continue;
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    if (entry.name.endsWith('.ts')) {
      const { code } = transformSync(readFileSync(source, 'utf8'), {
        ...options,
        filename: source,
        sourceFileName: entry.name,
      });
      writeFileSync(target.replace(/\.ts$/, '.js'), code);
    } else {
      writeFileSync(target, readFileSync(source));
    }
  }
}
