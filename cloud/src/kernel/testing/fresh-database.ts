import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

/** A fresh database on the MariaDB that the test run has started. */
export async function freshMariadb(): Promise<string> {
  const server = process.env.LIFTTRUST_TEST_MARIADB;
  if (!server) throw new Error('LIFTTRUST_TEST_MARIADB is not set: run the tests through npm test.');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const connection = await createConnection(server);
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
  return `${server.replace(/^mysql:/, 'mariadb:').replace(/\/$/, '')}/${name}`;
}
