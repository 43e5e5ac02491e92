const { MariadbServer } = require('./mariadb-server.cjs');
const { makeRunFolder } = require('./run-folder.cjs');

/** One MariaDB for all tests of a run, gone after it, in the folder where the services under test keep their data too. */
module.exports = async () => {
  if (process.env.LIFTTRUST_TEST_MARIADB) return;
  const folder = makeRunFolder();
  const server = await MariadbServer.on(folder, [
    '--innodb-buffer-pool-size=256M',
    '--max-connections=400',
    // Nobody pulls this server's plug: tests that do start their own, with every commit on the disk.
    '--innodb-flush-log-at-trx-commit=0',
    '--skip-innodb-doublewrite',
    // Each test file makes all tables anew; a file for each would take longer than the test.
    '--skip-innodb-file-per-table',
    '--innodb-stats-persistent=0',
  ]);
  process.env.LIFTTRUST_TEST_FOLDER = folder;
  process.env.LIFTTRUST_TEST_MARIADB = server.address;
  globalThis.lifttrustMariadb = { server, folder };
};
