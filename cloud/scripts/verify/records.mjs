import { rowsOf } from './database.mjs';
import { recordChange, submittedColumns } from './shared.mjs';

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const submission = 'record.submitted';

/** A column as text, the same whatever the driver makes of numbers and lists. */
function asText(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What one entry says about columns of one record; null where it says nothing. Throws where it cannot be read. */
function said(entry) {
  if (entry.kind === submission) {
    const { id, ...columns } = submittedColumns(entry);
    return { id, columns };
  }
  const change = recordChange(entry);
  if (!change) return null;
  const { recordId: id, ...columns } = change;
  return { id, columns };
}

/**
 * The record table, which every list and page reads, against what the log says (record.projection). Read beside the log,
 * some entries at a time: remembered are only records whose row says something else than the log so far, which are those
 * that later entries will answer, amend or void. Memory does not grow with the log.
 */
export class RecordCheck {
  broken = [];
  /** Submissions in the log. */
  size = 0;
  /** Submissions whose row is there. */
  #found = 0;
  /** By record: what its row does not say yet, as text by column; `entry`: what seals it where the row is missing. */
  #open = new Map();

  constructor(database) {
    this.database = database;
  }

  /** The next entries of the log, in their order. */
  async add(entries) {
    const changes = entries.flatMap((entry) => this.#read(entry));
    const rows = await this.#rows([...new Set(changes.map(({ id }) => id))]);
    for (const { id, columns, entry } of changes) {
      const isSubmission = entry.kind === submission;
      const row = rows.get(id);
      if (isSubmission) this.size += 1;
      if (isSubmission && row) this.#found += 1;
      const expected = this.#open.get(id)?.expected ?? new Map();
      for (const [name, value] of Object.entries(columns)) expected.set(snake(name), asText(value));
      for (const [name, value] of expected) if (row && asText(row[name]) === value) expected.delete(name);
      if (row && expected.size === 0) this.#open.delete(id);
      else this.#open.set(id, { expected, seq: isSubmission ? entry.seq : this.#open.get(id)?.seq });
    }
  }

  /** After the last entry. */
  async finish() {
    const rows = await this.#rows([...this.#open.keys()]);
    for (const [id, { expected, seq }] of this.#open) {
      const [subject, row] = [`record ${id}`, rows.get(id)];
      if (!row) {
        const which = seq ? `entry ${seq}` : 'an entry that waits for its number';
        this.broken.push({ subject, text: `is missing from the record table; ${which} seals it.` });
      }
      for (const [name, value] of row ? expected : [])
        this.broken.push({
          subject,
          text: `its column ${name} was changed: it says “${asText(row[name])}”, the log says “${value}”.`,
        });
    }
    const [{ number }] = await this.database.query('SELECT COUNT(*) AS number FROM record');
    if (Number(number) !== this.#found) await this.#nameStrangers();
    return this.broken;
  }

  #read(entry) {
    try {
      const change = said(entry);
      return change ? [{ ...change, entry }] : [];
    } catch {
      const subject = entry.seq === null ? 'waiting entry' : `entry ${entry.seq}`;
      this.broken.push({ subject, text: `is no readable ${entry.kind}.` });
      return [];
    }
  }

  async #rows(ids) {
    const rows = new Map();
    for (let at = 0; at < ids.length; at += 1000) {
      const some = ids.slice(at, at + 1000);
      const found = await this.database.query(
        `SELECT * FROM record WHERE id IN (${some.map(() => '?').join(', ')})`,
        some,
      );
      for (const row of found) rows.set(row.id, row);
    }
    return rows;
  }

  /** Rows that no entry seals; only where there are more or fewer rows than were sealed. */
  async #nameStrangers() {
    const sealed = new Set();
    for await (const entry of rowsOf(this.database, 'ledger_entry', 'hash', `kind = '${submission}'`))
      for (const { id } of this.#sealedBy(entry)) sealed.add(id);
    for await (const { id } of rowsOf(this.database, 'record', 'id'))
      if (!sealed.has(id))
        this.broken.push({
          subject: `record ${id}`,
          text: 'stands in the record table, but no entry of the log seals it.',
        });
  }

  #sealedBy({ kind, open_text: open, seq, hash }) {
    try {
      return [submittedColumns({ kind, open, seq, hash })];
    } catch {
      return [];
    }
  }
}
