import { createRequire } from 'node:module';

const fromCloud = createRequire(new URL('../../cloud/package.json', import.meta.url));
const rowsAtOnce = 500;

/** The service's database from outside, for filling it: SQLite or MariaDB, many rows at a time. */
export class Store {
  constructor(run, close) {
    this.run = run;
    this.close = close;
  }

  static async open(address) {
    if (address.startsWith('sqlite:')) {
      const { DatabaseSync } = fromCloud('@photostructure/sqlite');
      const store = new DatabaseSync(address.slice('sqlite:'.length));
      store.exec('PRAGMA busy_timeout = 10000');
      return new Store(
        async (text, values) => void store.prepare(text).run(...values),
        async () => store.close(),
      );
    }
    const uri = address.replace(/^mariadb:/, 'mysql:');
    const connection = await fromCloud('mysql2/promise').createConnection(uri);
    return new Store(
      (text, values) => connection.query(text, values),
      () => connection.end(),
    );
  }

  async insert(table, columns, rows) {
    const atOnce = Math.min(rowsAtOnce, Math.floor(30_000 / columns.length));
    const one = `(${columns.map(() => '?').join(', ')})`;
    for (let first = 0; first < rows.length; first += atOnce) {
      const part = rows.slice(first, first + atOnce);
      const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${part.map(() => one).join(', ')}`;
      await this.run(text, part.flat());
    }
  }
}
