import { rowsOf } from './database.mjs';
import { submittedColumns } from './shared.mjs';

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A column as text, the same whatever the driver makes of numbers and lists. */
function asText(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The record table, which every list and page reads, against what the log says (record.projection). */
export async function checkRecords(database, records) {
  const broken = [];
  const seen = new Set();
  let page = [];
  for await (const row of rowsOf(database, 'record', 'id')) {
    seen.add(row.id);
    page.push(row);
    if (page.length < 200) continue;
    broken.push(...(await checkPage(database, page, records)));
    page = [];
  }
  broken.push(...(await checkPage(database, page, records)));
  for (const [id, { entry }] of records) {
    if (!seen.has(id)) {
      const which = entry?.seq ? `entry ${entry.seq}` : 'an entry that waits for its number';
      broken.push({ subject: `record ${id}`, text: `is missing from the record table; ${which} seals it.` });
    }
  }
  return broken;
}

async function checkPage(database, rows, records) {
  const sealed = rows.map((row) => records.get(row.id)?.entry).filter((entry) => entry !== undefined);
  const entries = new Map();
  if (sealed.length > 0) {
    const marks = sealed.map(() => '?').join(', ');
    const found = await database.query(
      `SELECT seq, hash, kind, open_text FROM ledger_entry WHERE hash IN (${marks})`,
      sealed.map(({ hash }) => hash),
    );
    for (const entry of found) entries.set(entry.hash, entry);
  }
  return rows.flatMap((row) => checkRow(row, records.get(row.id), entries));
}

function checkRow(row, sealed, entries) {
  const subject = `record ${row.id}`;
  const found = entries.get(sealed?.entry?.hash);
  if (!found) return [{ subject, text: 'stands in the record table, but no entry of the log seals it.' }];
  const { entry, ...changed } = sealed;
  const columns = submittedColumns({ ...entry, kind: found.kind, open: found.open_text });
  return Object.entries({ ...columns, ...changed })
    .filter(([name, value]) => asText(row[snake(name)]) !== asText(value))
    .map(([name, value]) => ({
      subject,
      text: `its column ${snake(name)} was changed: it says “${asText(row[snake(name)])}”, the log says “${asText(value)}”.`,
    }));
}
