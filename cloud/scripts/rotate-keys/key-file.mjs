import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whole or not at all, and never over another: a running service may read the folder at any moment. */
export function writeKeyFile(folder, name, bytes) {
  const temporary = join(folder, `.${name}.${process.pid}`);
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
    linkSync(temporary, join(folder, name));
  } finally {
    rmSync(temporary, { force: true });
  }
}
