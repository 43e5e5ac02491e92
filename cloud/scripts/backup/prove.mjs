import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditDatabase } from '../verify/audit.mjs';
import { readHandovers } from '../verify/folders.mjs';
import { keysFrom } from '../verify/shared.mjs';

/** Public keys as they lie beside the checkpoints. Whoever trusts only their own copy runs `npm run verify` with it. */
function keysIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pub'))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** The whole restored log against checkpoints and evidence; gives what is broken, in words. */
export async function proveLog({ address, checkpointDir, objects, say }) {
  const ring = keysFrom(keysIn(checkpointDir), readHandovers(checkpointDir));
  const broken = await auditDatabase(
    {
      database: address.replace(/^sqlite:/, '').replace(/^mariadb:/, 'mysql:'),
      checkpoints: checkpointDir,
      objects,
      ring,
      receipts: [],
    },
    say,
  );
  return broken.map(({ subject, text }) => `${subject}: ${text}`);
}
