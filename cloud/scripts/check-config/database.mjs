import { createRequire } from 'node:module';
import { isLocal, must, should } from './finding.mjs';

const require = createRequire(import.meta.url);
const guessed = /^(|root|password|passwd|lifttrust|mariadb|mysql|admin|test|12345\d*|changeme)$/i;
const skewMs = 2000;

/** The database: which, how it is reached, what its user may do, whether the clocks agree. */
export async function databaseFindings({ database }) {
  if (database.startsWith('sqlite:'))
    return [
      must(
        'database_sqlite',
        '正式运行用的是 SQLite：只适合试用和很小的单位。请用 MariaDB，设 LIFTTRUST_DATABASE。',
      ),
    ];
  const url = new URL(database);
  const found = [];
  if (guessed.test(decodeURIComponent(url.password)))
    found.push(must('database_password', '数据库口令是空的或太容易猜。'));
  if (!isLocal(url.hostname) && url.searchParams.get('tls') !== 'on')
    found.push(must('database_no_tls', `到数据库 ${url.hostname} 的连接没有加密。请在地址后面加 ?tls=on。`));
  return [...found, ...(await insideFindings(url))];
}

async function insideFindings(url) {
  let connection;
  try {
    const { createConnection } = require('mysql2/promise');
    const tls = url.searchParams.get('tls') === 'on' ? { ssl: { rejectUnauthorized: true } } : {};
    connection = await createConnection({
      host: url.hostname,
      port: Number(url.port || 3306),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      connectTimeout: 5000,
      ...tls,
    });
    return [...(await grantFindings(connection)), ...(await clockFindings(connection))];
  } catch (error) {
    return [must('database_unreachable', `连不上数据库（${error.code ?? '原因不明'}）。`)];
  } finally {
    await connection?.end();
  }
}

async function grantFindings(connection) {
  const [rows] = await connection.query('SHOW GRANTS');
  const grants = rows.map((row) => String(Object.values(row)[0]));
  const everywhere = grants.filter((grant) => / ON \*\.\* /.test(grant) && !/^GRANT USAGE ON/.test(grant));
  const passesOn = grants.some((grant) => /WITH GRANT OPTION/.test(grant));
  if (everywhere.length === 0 && !passesOn) return [];
  return [
    must(
      'database_rights',
      '数据库账号的权限太大（可以管别的库或授权给别人）。请只给本库的权限：GRANT ALL ON lifttrust.* TO …',
    ),
  ];
}

async function clockFindings(connection) {
  const before = Date.now();
  const [[row]] = await connection.query('SELECT UNIX_TIMESTAMP(NOW(3)) * 1000 AS now');
  const middle = (before + Date.now()) / 2;
  const apart = Math.abs(Number(row.now) - middle);
  if (apart <= skewMs) return [];
  return [
    should(
      'clock_skew',
      `本机和数据库的时钟差 ${Math.round(apart / 1000)} 秒。请在两边都打开时间同步（chrony、ntpd）。`,
    ),
  ];
}
