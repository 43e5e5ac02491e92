import { doublesOf, entriesOf, openDatabase, rowsOf, waitingOf } from './database.mjs';
import { checkObject, readCheckpoints } from './folders.mjs';
import { RecordCheck } from './records.mjs';
import { LogAudit } from './shared.mjs';
import { hashOf, lookedAhead, nodeHashOf, SignatureChecker } from './signatures.mjs';

/** Entries whose records and subtrees are looked up together. */
const entriesAtOnce = 250;

/** The whole database against key, exported checkpoints, evidence objects and kept receipts. */
export async function auditDatabase(
  { database: address, checkpoints: folder, objects, ring, receipts },
  say,
) {
  // Before the database's view is fixed: what is signed later than that would look like a cut tail.
  const exported = readCheckpoints(folder);
  const database = await openDatabase(address);
  try {
    const [head] = await database.query('SELECT * FROM ledger_head');
    const logId = head?.log_id ?? exported.checkpoints[0]?.logId ?? '';
    const checker = new SignatureChecker();
    const audit = new LogAudit({
      logId,
      keys: ring,
      checkpoints: exported.checkpoints,
      receipts,
      isSigned: checker.isSigned,
      hashOf,
      nodeHashOf,
    });
    audit.broken.unshift(...exported.broken);
    const entries = lookedAhead(entriesOf(database), checker, { logId, ring });
    const found = await readLog(database, audit, entries, objects);
    audit.checkHead(signedHead(head));
    audit.finish();
    const broken = [...audit.broken, ...found.broken];
    broken.push(...(await checkHeads(database, audit, head)));
    broken.push(...(await checkCopies(database, folder)));
    broken.push(...(await found.records.finish()));
    say(
      `Read ${audit.size} entries of log ${logId}, ${audit.liftHeads.size} lifts, ${exported.checkpoints.length} ` +
        `exported checkpoints, ${found.records.size} records, ${found.objects} evidence objects.`,
    );
    const signed = exported.checkpoints.at(-1)?.size ?? 0;
    if (audit.size > signed) {
      say(
        `Entries ${signed + 1} to ${audit.size} are younger than the last checkpoint: receipts alone protect them.`,
      );
    }
    if (audit.waiting.length > 0) {
      say(
        `${audit.waiting.length} more entries were promised and wait for their numbers, the oldest since ` +
          `${new Date(Math.min(...audit.waiting)).toISOString()}; a running service gives them within seconds.`,
      );
    }
    if (!objects) say('Evidence objects were not checked: name their folder with --objects.');
    return broken;
  } finally {
    await database.close();
  }
}

async function readLog(database, audit, entries, objects) {
  const found = { broken: [], records: new RecordCheck(database), objects: 0 };
  let [nodes, lot] = [[], []];
  const look = async () => {
    found.broken.push(...(await checkNodes(database, nodes)));
    await found.records.add(lot);
    [nodes, lot] = [[], []];
  };
  for await (const entry of entries) {
    nodes.push(...audit.add(entry));
    lot.push(withoutBody(entry));
    if (lot.length >= entriesAtOnce) await look();
    if (objects) await checkEvidence(found, entry, objects);
  }
  for await (const entry of waitingOf(database)) {
    audit.addWaiting(entry);
    lot.push(withoutBody(entry));
    if (objects) await checkEvidence(found, entry, objects);
  }
  await look();
  for (const { hash, number } of await doublesOf(database)) {
    found.broken.push({
      subject: `entry with hash ${hash}`,
      text: `stands ${number} times in the log, but was promised once: it was written again by hand.`,
    });
  }
  return found;
}

/** What the record table follows from; the closed part, most of an entry, need not be held until its turn. */
const withoutBody = ({ seq, kind, open, hash }) => ({ seq, kind, open, hash });

const signedHead = (head) =>
  head?.signature ? { keyId: head.key_id, at: Number(head.signed_at), signature: head.signature } : null;

const nameOf = (entry) => (entry.seq === null ? 'waiting entry' : `entry ${entry.seq}`);

function readBody(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function checkEvidence(found, entry, objects) {
  const open = readBody(entry.open);
  const hashes = Array.isArray(open?.evidence) ? open.evidence : [];
  for (const sha256 of hashes) {
    const problem = /^[0-9a-f]{64}$/.test(sha256) ? await checkObject(objects, sha256) : 'is no SHA-256.';
    found.objects += 1;
    if (problem) found.broken.push({ subject: `evidence ${sha256} of ${nameOf(entry)}`, text: problem });
  }
}

/** Stored subtrees serve the proofs; a wrong one would make honest proofs fail. */
async function checkNodes(database, nodes) {
  if (nodes.length === 0) return [];
  // Of each level they follow each other.
  const levels = [...new Set(nodes.map(({ level }) => level))];
  const values = levels.flatMap((level) => {
    const places = nodes.filter((node) => node.level === level).map(({ index }) => index);
    return [level, Math.min(...places), Math.max(...places)];
  });
  const where = levels.map(() => '(level = ? AND position BETWEEN ? AND ?)').join(' OR ');
  const rows = await database.query(`SELECT level, position, hash FROM ledger_node WHERE ${where}`, values);
  const stored = new Map(rows.map((row) => [`${row.level}:${row.position}`, row.hash]));
  return nodes
    .filter(({ level, index, hash }) => stored.get(`${level}:${index}`) !== hash)
    .map(({ level, index }) => ({
      subject: `log node ${level}/${index}`,
      text: `does not follow from entries ${index * 2 ** level + 1} to ${(index + 1) * 2 ** level}.`,
    }));
}

/** The sequencer's working state must be where the log ends. */
async function checkHeads(database, audit, head) {
  const broken = [];
  const frontier = JSON.stringify(audit.frontier);
  const isFitting = head ? Number(head.size) === audit.size && head.frontier === frontier : audit.size === 0;
  if (!isFitting) broken.push({ subject: 'log head', text: 'does not fit the entries.' });
  let heads = 0;
  for await (const row of rowsOf(database, 'ledger_lift_head', 'lift_id')) {
    heads += 1;
    const last = audit.liftHeads.get(row.lift_id);
    if (last?.hash !== row.hash || last.liftSeq !== Number(row.lift_seq)) {
      broken.push({ subject: `lift ${row.lift_id}`, text: 'its head does not fit its last entry.' });
    }
  }
  if (heads < audit.liftHeads.size) {
    broken.push({
      subject: 'lift heads',
      text: `${audit.liftHeads.size - heads} lifts with entries have none.`,
    });
  }
  return broken;
}

/** The table holds copies for quick reading. One may lag behind the files, none may differ from its file. */
async function checkCopies(database, folder) {
  // Read again, since the service may have exported meanwhile.
  const bySize = new Map(
    readCheckpoints(folder).checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]),
  );
  const broken = [];
  for await (const row of rowsOf(database, 'ledger_checkpoint', 'size')) {
    const size = Number(row.size);
    const file = bySize.get(size);
    if (!file) {
      broken.push({ subject: `checkpoint ${size}`, text: 'stands in the database but was never exported.' });
    } else if (file.root !== row.root || file.signature !== row.signature || file.logId !== row.log_id) {
      broken.push({
        subject: `checkpoint ${size}`,
        text: 'its copy in the database differs from the exported file.',
      });
    }
  }
  return broken;
}
