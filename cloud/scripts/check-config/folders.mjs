import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { must, should } from './finding.mjs';

const isInside = (folder, of) => {
  const way = relative(of, folder);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep));
};

/** The disk on which a path lies, or will lie. */
function diskOf(path) {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) return statSync(at).dev;
    if (dirname(at) === at) return null;
  }
}

/** Keys, checkpoints, objects, backups: each where it belongs. */
export async function folderFindings(env) {
  return [...apartFindings(env), ...keyFindings(env.keyDir), ...copyFindings(env), ...backupFindings(env)];
}

function apartFindings(env) {
  const found = [];
  const places = [
    ['keys', '密钥', env.keyDir],
    ['checkpoints', '检查点', env.checkpointDir],
  ];
  for (const [code, name, folder] of places) {
    if (isInside(folder, env.dataDir))
      found.push(
        must(`${code}_in_data`, `${name}文件夹在数据文件夹里：拿到数据的人同时拿到${name}。请另放一处。`),
      );
    else if (diskOf(folder) === diskOf(env.dataDir))
      found.push(
        should(`${code}_same_disk`, `${name}和数据在同一块磁盘上：一次故障、一次拷贝就同时失去两样。`),
      );
  }
  if (isInside(env.keyDir, env.checkpointDir) || isInside(env.checkpointDir, env.keyDir))
    found.push(
      must('keys_with_checkpoints', '密钥和检查点在一起：拿到它们的人可以改写整个存证日志。请分开。'),
    );
  return found;
}

function keyFindings(folder) {
  if (!existsSync(folder)) return [must('keys_missing', `没有密钥文件夹 ${folder}。`)];
  const found = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.key'));
  for (const kind of ['data', 'log'])
    if (!names.some((name) => new RegExp(`^${kind}-\\d+\\.key$`).test(name)))
      found.push(
        must(
          `${kind}_key_missing`,
          `缺少密钥文件 ${kind}-1.key，服务不会启动。生成方法见 docs/operations.md。`,
        ),
      );
  if (!names.includes('index.key'))
    found.push(
      should(
        'index_key_missing',
        '没有 index.key：手机号索引仍用 data-1.key。第一次更换数据密钥时会自动分开。',
      ),
    );
  if ((statSync(folder).mode & 0o077) !== 0)
    found.push(must('key_folder_open', `密钥文件夹别的账号也能进：chmod 700 ${folder}`));
  if (!names.some((name) => /^backup-\d+\.key$/.test(name)))
    found.push(
      must('backup_key_missing', '缺少备份密钥，不能备份。生成：npm run backup -- --new-key，然后另存两份。'),
    );
  for (const name of names) found.push(...keyFileFindings(folder, name));
  return found;
}

function keyFileFindings(folder, name) {
  const path = join(folder, name);
  const found = [];
  if ((statSync(path).mode & 0o077) !== 0)
    found.push(must('key_file_open', `${name} 别的账号也能读：chmod 600 ${path}`));
  const bytes = readFileSync(path);
  if (name.startsWith('log-')) {
    if (!bytes.includes('PRIVATE KEY')) found.push(must('key_weak', `${name} 不是 Ed25519 私钥。`));
  } else if (bytes.length !== 32 || new Set(bytes).size < 12) {
    found.push(must('key_weak', `${name} 不是 32 个随机字节：openssl rand 32 > ${name}`));
  }
  return found;
}

function copyFindings({ objects, objectsCopy, evidenceDays, dataDir }) {
  const found = [];
  if (!objectsCopy)
    found.push(
      must(
        'no_second_copy',
        '照片和签名只有一份。请设 LIFTTRUST_OBJECT_COPY_DIR 或 LIFTTRUST_COS_COPY_BUCKET。',
      ),
    );
  else if (objectsCopy.kind === 'local' && objects.kind === 'local') {
    if (diskOf(objectsCopy.folder) === diskOf(objects.folder))
      found.push(should('copy_same_disk', '照片的两份在同一块磁盘上，等于一份。'));
  }
  if (objects.kind === 'local')
    found.push(
      should(
        'objects_not_locked',
        `照片在本机文件夹 ${objects.folder || dataDir}：没有防删除的保留期，只能靠权限和备份。`,
      ),
    );
  else if (objects.access.lock === 'off' || evidenceDays === 0)
    found.push(
      must(
        'cloud_no_retention',
        '云存储没有设保留期：照片可能在四年之内被删。请打开对象锁定（LIFTTRUST_COS_LOCK=ask）。',
      ),
    );
  return found;
}

function backupFindings({ backups, dataDir }) {
  const [first, second] = backups;
  if (!first)
    return [
      must(
        'backup_missing',
        '没有 LIFTTRUST_BACKUP_DIR：没有说备份放在哪里。备份的做法见 docs/operations.md。',
      ),
    ];
  const found = backups.flatMap((place) => backupPlaceFindings(place, dataDir));
  if (!second)
    found.push(
      must(
        'backup_single',
        '备份只有一处，规定要两处（双备份）。请设 LIFTTRUST_BACKUP_COPY_DIR，放到另一个地点。',
      ),
    );
  else if (first.kind === 'local' && second.kind === 'local') {
    if (isInside(first.folder, second.folder) || isInside(second.folder, first.folder))
      found.push(must('backup_nested', '备份的两处是同一个文件夹，等于一处。'));
    else if (diskOf(first.folder) === diskOf(second.folder))
      found.push(should('backup_copy_same_disk', '备份的两处在同一块磁盘上，等于一处。'));
  }
  return found;
}

function backupPlaceFindings(place, dataDir) {
  if (place.kind !== 'local') return [];
  const { folder } = place;
  if (isInside(folder, dataDir))
    return [must('backup_in_data', '备份放在数据文件夹里：会和数据一起丢。请放到另一台机器或另一块磁盘。')];
  if (!existsSync(folder)) return [must('backup_absent', `备份文件夹 ${folder} 不存在。`)];
  if (diskOf(folder) === diskOf(dataDir))
    return [should('backup_same_disk', `备份 ${folder} 和数据在同一块磁盘上。`)];
  return [];
}
