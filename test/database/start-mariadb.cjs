const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { MariadbServer } = require('./mariadb-server.cjs');

/** One MariaDB in a temporary folder for all tests of a run, gone after it. */
module.exports = async () => {
  if (process.env.LIFTTRUST_TEST_MARIADB) return;
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-mariadb-'));
  const server = await MariadbServer.on(folder, ['--innodb-buffer-pool-size=128M', '--max-connections=400']);
  process.env.LIFTTRUST_TEST_MARIADB = server.address;
  globalThis.lifttrustMariadb = { server, folder };
};
