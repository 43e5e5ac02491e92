import { createRequire } from 'node:module';
import { join } from 'node:path';
import { connectionOptions } from './dump-mariadb.mjs';

const require = createRequire(import.meta.url);

/** Somewhere to restore to that nobody works with: gives its address, and takes it away again if we made it. */
export async function openScratch(database, given, folder) {
  if (database.startsWith('sqlite:')) {
    const address = `sqlite:${join(given ?? folder, 'drill.sqlite')}`;
    return { address, isOurs: true, close: async () => undefined };
  }
  if (given) return { address: given, isOurs: false, close: async () => undefined };
  const url = new URL(database.replace(/^mariadb:/, 'mysql:'));
  const name = `${url.pathname.slice(1)}_drill`;
  const run = async (sql) => {
    const { createConnection } = require('mysql2/promise');
    const connection = await createConnection(connectionOptions(database));
    try {
      await connection.query(sql);
    } finally {
      await connection.end();
    }
  };
  await run(`DROP DATABASE IF EXISTS \`${name}\``);
  await run(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  url.pathname = `/${name}`;
  return {
    address: url.href.replace(/^mysql:/, 'mariadb:'),
    isOurs: true,
    close: () => run(`DROP DATABASE \`${name}\``),
  };
}
