import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkpoint, KeyHandover } from './shared.mjs';
import { UsageError } from './usage-error.mjs';

/** All exported checkpoints, smallest first, of whatever log; and the files that hold none. */
export function readCheckpoints(folder) {
  if (!existsSync(folder)) throw new UsageError(`There is no checkpoint folder ${folder}.`);
  const broken = [];
  const checkpoints = [];
  const logs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const log of logs) {
    const names = readdirSync(join(folder, log.name)).filter((name) => /^\d+\.json$/.test(name));
    for (const name of names.sort()) {
      const checkpoint = readCheckpoint(join(folder, log.name, name));
      if (checkpoint?.size === Number.parseInt(name, 10)) checkpoints.push(checkpoint);
      else
        broken.push({
          subject: `checkpoint file ${log.name}/${name}`,
          text: 'does not hold the checkpoint it is named after.',
        });
    }
  }
  return { broken, checkpoints: checkpoints.sort((a, b) => a.size - b.size) };
}

/** What keys say of their successors; each is checked by its signatures, so that a strange file proves nothing. */
export function readHandovers(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.handover.json'));
  return names.flatMap((name) => {
    try {
      return [KeyHandover.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))];
    } catch {
      return [];
    }
  });
}

function readCheckpoint(path) {
  try {
    return Checkpoint.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Evidence lies under its own hash, so that finding it and checking it are one. */
export async function checkObject(objects, sha256) {
  const hash = await objects.hash(sha256);
  if (hash === null) return 'is missing from the object store.';
  return hash === sha256 ? null : 'was changed: its bytes no longer have their sealed hash.';
}
