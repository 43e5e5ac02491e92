import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { compilePackage } from './compile-package';

const host = path.join(__dirname, 'host');

/** Writes what the browser loads to run one compiled package: the package as a script, the host, one page. */
export function writeWebFolder(dist: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.js'), compilePackage(dist));
  copyFileSync(path.join(host, 'index.html'), path.join(folder, 'index.html'));
  buildSync({
    entryPoints: [path.join(host, 'main.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    outfile: path.join(folder, 'host.js'),
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
}
