import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

/** Takes a test's own database away: the server reads through all of them whenever one asks about its tables. */
export async function dropMariadb(address: string): Promise<void> {
  const { pathname } = new URL(address);
  const server = process.env.LIFTTRUST_TEST_MARIADB;
  if (!server || !/^\/t_[0-9a-f]{12}$/.test(pathname)) return;
  const connection = await createConnection(server);
  await connection.query(`DROP DATABASE IF EXISTS ${pathname.slice(1)}`);
  await connection.end();
}

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
