import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyHandover } from '@lifttrust/shared-types/ledger/ledger.contract';

/**
 * The handovers that lie beside the checkpoints, oldest first. A file that is none is passed over: handovers prove
 * themselves by their signatures, and a strange file must not stop the service.
 */
export function readHandovers(folder: string): KeyHandover[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.handover.json'));
  return names.flatMap((name) => read(join(folder, name))).sort((a, b) => a.at - b.at);
}

function read(path: string): KeyHandover[] {
  try {
    return [KeyHandover.parse(JSON.parse(readFileSync(path, 'utf8')))];
  } catch {
    return [];
  }
}
