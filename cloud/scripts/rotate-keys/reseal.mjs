import { load } from '../service-code.mjs';

const batch = 200;
const mostPasses = 5;

/** The first byte of a sealed value names the key that it was sealed with. */
const versionOf = (sealed) => Buffer.from(sealed.slice(0, 4), 'base64')[0];

function openCipher() {
  const { Cipher } = load('kernel/cipher');
  const cipher = new Cipher();
  cipher.open();
  return cipher;
}

/**
 * Seals every value anew that lies under an older key, some at a time. Each value says itself which key it lies under,
 * so a run that was broken off is simply run again. Values that somebody changes meanwhile are left to them.
 */
export async function reseal(database, say) {
  const cipher = openCipher();
  const columns = await database.sealedColumns();
  let total = 0;
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    let done = 0;
    for (const place of columns) done += await resealColumn(database, cipher, place, say);
    total += done;
    if (done === 0) return total;
  }
  throw new Error('一直有内容在用旧密钥写入：是不是有一个进程读不到新的密钥文件？');
}

async function resealColumn(database, cipher, place, say) {
  const { table, column } = place;
  let done = 0;
  for await (const rows of pagesOf(database, place)) {
    const old = rows.filter((row) => versionOf(row.sealed) !== cipher.newestVersion);
    // Outside the transaction: sealing takes longer than writing.
    const renewed = old.map((row) => ({ ...row, next: sealedAnew(cipher, row.sealed) }));
    if (renewed.length > 0) done += await write(database, place, renewed);
    if (done > 0 && done % 5000 < batch) say(`${table}.${column}：已换 ${done} 项……`);
  }
  if (done > 0) say(`${table}.${column}：换了 ${done} 项。`);
  return done;
}

/** By its bytes: some values are pictures, and reading those as text would destroy them. */
const sealedAnew = (cipher, sealed) =>
  cipher.encryptBytes(cipher.decryptBytes(Buffer.from(sealed, 'base64'))).toString('base64');

function write(database, { table, column, key }, renewed) {
  return database.transaction(async () => {
    let written = 0;
    const where = [...key, column].map((name) => `${name} = ?`).join(' AND ');
    for (const row of renewed) {
      const result = await database.query(`UPDATE ${table} SET ${column} = ? WHERE ${where}`, [
        row.next,
        ...key.map((name) => row[name]),
        row.sealed,
      ]);
      written += result.affectedRows;
    }
    await database.audit('keys.resealed', 'column', `${table}.${column}`.slice(0, 64), Date.now());
    return written;
  });
}

/** Everything after one row in the order of the primary key, of one column or several. */
function after(key, last) {
  if (!last) return { sql: '1 = 1', values: [] };
  const parts = key.map((name, index) => {
    const same = key.slice(0, index).map((earlier) => `${earlier} = ?`);
    return [...same, `${name} > ?`].join(' AND ');
  });
  const values = key.flatMap((_, index) => key.slice(0, index + 1).map((name) => last[name]));
  return { sql: `(${parts.join(' OR ')})`, values };
}

async function* pagesOf(database, { table, column, key }) {
  if (key.length === 0) throw new Error(`${table} 没有主键，不能逐批更换。`);
  let last = null;
  for (;;) {
    const where = after(key, last);
    const rows = await database.query(
      `SELECT ${key.join(', ')}, ${column} AS sealed FROM ${table}
        WHERE ${column} IS NOT NULL AND ${where.sql} ORDER BY ${key.join(', ')} LIMIT ${batch}`,
      where.values,
    );
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1);
  }
}

/** How many values lie under each key version. */
export async function versionsInUse(database) {
  const versions = new Map();
  for (const place of await database.sealedColumns())
    for await (const rows of pagesOf(database, place))
      for (const { sealed } of rows)
        versions.set(versionOf(sealed), (versions.get(versionOf(sealed)) ?? 0) + 1);
  return versions;
}
