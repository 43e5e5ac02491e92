import { randomBytes } from 'node:crypto';

const rowsAtOnce = 300;
const dayMs = 86_400_000;
/** A lift's visits in four years. */
const recordsOfALift = 96;

/**
 * A log that is true in every hash and signature, written into a MariaDB directly: submissions with their owners'
 * signatures, the record table, the tree, the heads and one checkpoint. A service would need ten milliseconds for each.
 */
export class SealedLog {
  /** @param tools the product's own rules: hashOfEntry, fastHash, entryLeaf, appendLeaf, rootOfRange, emptyRange, texts, bodies */
  constructor(connection, { tools, signer, logId, newId, now }) {
    Object.assign(this, { connection, tools, signer, logId, newId, now });
    this.range = tools.emptyRange;
    this.lifts = new Map();
    this.entries = [];
    this.records = [];
    this.nodes = [];
  }

  async fill(records) {
    const lifts = Math.ceil(records / recordsOfALift);
    const ids = Array.from({ length: lifts }, () => this.newId());
    await this.connection.query('SET SESSION unique_checks = 0');
    for (let number = 0; number < records; number += 1) {
      const daysAgo = 15 * (recordsOfALift - Math.floor(number / lifts));
      this.add(ids[number % lifts], this.now - daysAgo * dayMs);
      if (this.entries.length >= rowsAtOnce) await this.flush();
    }
    await this.flush();
    await this.end();
  }

  add(liftId, completedAt) {
    const { openOf, closedText, signedClosed } = this.tools.bodies;
    const recordId = this.newId();
    const open = openOf(recordId, liftId, completedAt);
    const salted = (text) => text.replace('"salt":""', `"salt":"${randomBytes(32).toString('hex')}"`);
    const sealed = this.entry('record.submitted', liftId, completedAt, open, salted(closedText));
    const answer = { edition: 1, recordId, ownerAnswer: 'signed', evidence: [] };
    this.entry('record.owner_signed', liftId, completedAt + 3_600_000, answer, salted(signedClosed));
    const {
      edition: _e,
      evidence: _v,
      findingCodes: _f,
      offline: _o,
      templateEdition: _t,
      recordId: _r,
      ...columns
    } = open;
    const own = { ownerAnswer: 'signed', standing: 'original', id: recordId };
    this.records.push({ ...columns, ...own, entrySeq: sealed.seq, contentHash: sealed.hash });
  }

  entry(kind, liftId, at, open, closed) {
    const { canonicalJson, fastHash, hashOfEntry, entryLeaf, appendLeaf, receiptText, noPrevious } =
      this.tools;
    const openText = canonicalJson(open);
    const closedHash = fastHash(closed);
    const hash = hashOfEntry({ version: 2, kind, liftId, at, open: openText, closedHash });
    const before = this.lifts.get(liftId);
    const seq = this.range.size + 1;
    const liftSeq = (before?.liftSeq ?? 0) + 1;
    const previous = before?.hash ?? noPrevious;
    const leaf = entryLeaf({ version: 2, seq, liftSeq, previous, hash });
    this.lifts.set(liftId, { liftSeq, hash: leaf });
    const grown = appendLeaf(this.range, leaf);
    this.range = grown.range;
    for (const { level, index, hash: node } of grown.completed) this.nodes.push([level, index, node]);
    const { keyId, sign } = this.signer;
    const signature = sign(receiptText({ version: 2, logId: this.logId, keyId, entryHash: hash, at }));
    this.entries.push([
      ...[2, seq, kind, liftId, liftSeq, previous, leaf, at],
      ...[openText, closed, closedHash, hash, keyId, signature],
    ]);
    return { seq, hash };
  }

  async flush() {
    const { connection } = this;
    if (this.entries.length === 0) return;
    await connection.beginTransaction();
    await connection.query(
      `INSERT INTO ledger_entry (version, seq, kind, lift_id, lift_seq, previous, leaf, at, open_text, closed_text,
         closed_hash, hash, key_id, signature) VALUES ?`,
      [this.entries],
    );
    if (this.nodes.length > 0)
      await connection.query('INSERT INTO ledger_node (level, position, hash) VALUES ?', [this.nodes]);
    const names = Object.keys(this.records[0]);
    const columns = names.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    const asCell = (value) => (Array.isArray(value) ? JSON.stringify(value) : value);
    const rows = this.records.map((record) => names.map((name) => asCell(record[name])));
    await connection.query(`INSERT INTO record (${columns.join(', ')}) VALUES ?`, [rows]);
    await connection.commit();
    this.entries = [];
    this.records = [];
    this.nodes = [];
  }

  /** The heads as the sequencer leaves them, and a checkpoint over everything. */
  async end() {
    const { connection, range, signer, logId, now } = this;
    const { headText, checkpointText, rootOfRange } = this.tools;
    const heads = [...this.lifts].map(([liftId, { liftSeq, hash }]) => [liftId, liftSeq, hash]);
    for (let at = 0; at < heads.length; at += 1000)
      await connection.query('INSERT INTO ledger_lift_head (lift_id, lift_seq, hash) VALUES ?', [
        heads.slice(at, at + 1000),
      ]);
    const { keyId, sign } = signer;
    const { size, hashes } = range;
    const draft = { version: 1, logId, keyId, size, root: rootOfRange(range), at: now };
    await connection.query(
      'UPDATE ledger_head SET size = ?, frontier = ?, key_id = ?, signed_at = ?, signature = ? WHERE id = 1',
      [size, JSON.stringify(hashes), keyId, now, sign(headText(draft))],
    );
    this.checkpoint = { ...draft, signature: sign(checkpointText(draft)) };
    await connection.query(
      'INSERT INTO ledger_checkpoint (size, log_id, key_id, root, at, signature) VALUES (?, ?, ?, ?, ?, ?)',
      [size, logId, keyId, draft.root, now, this.checkpoint.signature],
    );
  }
}
