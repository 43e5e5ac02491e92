import { spawn } from 'node:child_process';
import { join } from 'node:path';

const script = join(__dirname, '../../../scripts/verify.mjs');

export interface Verdict {
  code: number | null;
  text: string;
}

/** What `npm run verify` says. */
export function verify(...args: string[]): Promise<Verdict> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args]);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += String(piece)));
    child.on('close', (code) => resolve({ code, text }));
  });
}
