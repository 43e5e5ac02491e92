// 离线核对月度档案包和调阅证据包：解压后在文件夹里运行  node verify.mjs --key <公钥或 .pub 文件>
// Checks an unpacked package with nothing but Node.js; `npm run verify` of the product reads the zip itself.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const canonical = (value) =>
  `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(value[name])}`)
    .join(',')}}`;
const problems = [];
const bad = (subject, text) => problems.push(`${subject}：${text}`);

function isSigned(publicKey, text, signature) {
  try {
    const head = Buffer.from('302a300506032b6570032100', 'hex');
    const der = Buffer.concat([head, Buffer.from(publicKey, 'base64')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
const keyIdOf = (publicKey) => sha256(Buffer.from(publicKey, 'base64')).slice(0, 16);

/** The given key, and those it has handed over to or took over from, one after the other. */
function believedKeys(given, handovers) {
  const text = ({ version, logId, fromKey, toKey, at }) =>
    `lifttrust/key-handover/v1\n${canonical({ version, logId, fromKey, toKey, at })}`;
  const good = handovers.filter(
    (one) =>
      isSigned(one.fromKey, text(one), one.signature) && isSigned(one.toKey, text(one), one.countersignature),
  );
  const keys = new Set([given]);
  for (const [from, to] of [
    ['fromKey', 'toKey'],
    ['toKey', 'fromKey'],
  ])
    for (let key = given; key; ) {
      const next = [...new Set(good.filter((one) => one[from] === key).map((one) => one[to]))];
      key = next.length === 1 && !keys.has(next[0]) ? next[0] : null;
      if (key) keys.add(key);
    }
  return new Map([...keys].map((key) => [keyIdOf(key), key]));
}

/** Merkle tree of RFC 6962. */
const leafOf = (text) => sha256(Buffer.concat([Buffer.from([0]), Buffer.from(text)]));
const nodeOf = (left, right) =>
  sha256(Buffer.concat([Buffer.from([1]), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')]));
function rootFrom(leaf, index, size, path) {
  const sides = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    const middle = from + split;
    sides.unshift(index < middle ? 'right' : 'left');
    if (index < middle) to = middle;
    else from = middle;
  }
  if (sides.length !== path.length) return null;
  return path.reduce(
    (hash, sibling, at) => (sides[at] === 'left' ? nodeOf(sibling, hash) : nodeOf(hash, sibling)),
    leaf,
  );
}

function checkEntry(name, { entry, inclusion }, checkpoint) {
  const { version, seq, kind, liftId, liftSeq, previous, at, closedHash, hash } = entry;
  const where = `${name} 第 ${seq} 号存证`;
  const openHash = sha256(entry.open);
  const promised =
    version === 1
      ? leafOf(canonical({ version, seq, kind, liftId, liftSeq, previous, at, openHash, closedHash }))
      : sha256(`lifttrust/entry/v2\n${canonical({ version, kind, liftId, at, openHash, closedHash })}`);
  if (promised !== hash) bad(where, '内容与摘要不符');
  if (entry.closed === undefined || sha256(entry.closed) !== closedHash) bad(where, '不公开的部分与摘要不符');
  const leaf = version === 1 ? hash : leafOf(canonical({ version, seq, liftSeq, previous, promise: hash }));
  if (rootFrom(leaf, seq - 1, checkpoint.size, inclusion ?? []) !== checkpoint.root)
    bad(where, '不在检查点之下');
}

function checkCheckpoint(checkpoint, keys) {
  const { version, logId, keyId, size, root, at, signature } = checkpoint;
  const text = `lifttrust/checkpoint/v1\n${canonical({ version, logId, keyId, size, root, at })}`;
  if (!keys.has(keyId) || !isSigned(keys.get(keyId), text, signature))
    bad('checkpoint.json', '检查点不是由给出的公钥签名的');
}

function checkManifest(keys) {
  const bytes = readFileSync(join(folder, 'manifest.json'));
  const { version, keyId, manifest, at, signature } = read('manifest.signature.json');
  const text = `lifttrust/archive/v${version}\n${canonical({ version, keyId, manifest, at })}`;
  if (manifest !== sha256(bytes)) bad('manifest.json', '与签名的摘要不符，已被改动');
  if (!keys.has(keyId) || !isSigned(keys.get(keyId), text, signature))
    bad('manifest.signature.json', '不是由给出的公钥签名的');
  const { files } = JSON.parse(bytes);
  for (const { path, sha256: expected } of files) {
    if (!existsSync(join(folder, path))) bad(path, '缺少这个文件');
    else if (sha256(readFileSync(join(folder, path))) !== expected) bad(path, '与清单不符，已被改动');
  }
  const known = new Set([...files.map(({ path }) => path), 'manifest.json', 'manifest.signature.json']);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath ?? entry.path, entry.name))
      .split(sep)
      .join('/');
    if (entry.isFile() && !known.has(path)) bad(path, '清单里没有这个文件');
  }
  return files;
}

const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const given = process.argv[process.argv.indexOf('--key') + 1];
if (!process.argv.includes('--key') || !given) {
  console.error('用法：node verify.mjs --key <公钥，或存有公钥的 .pub 文件>');
  process.exit(2);
}
const publicKey = (existsSync(given) ? readFileSync(given, 'utf8') : given).trim();
const { checkpoint, handovers } = read('checkpoint.json');
const keys = believedKeys(publicKey, handovers ?? []);
checkCheckpoint(checkpoint, keys);
const files = checkManifest(keys);
const records = files.filter(({ path }) => /^lifts\/.*\.json$/.test(path) && existsSync(join(folder, path)));
const proofs = existsSync(join(folder, 'call-up.json')) ? [...records, { path: 'call-up.json' }] : records;
for (const { path } of proofs) for (const proven of read(path).entries) checkEntry(path, proven, checkpoint);
for (const problem of problems) console.log(`不符  ${problem}`);
console.log(
  problems.length === 0
    ? `全部相符：${files.length} 个文件，${records.length} 份记录，公钥编号 ${keyIdOf(publicKey)}。`
    : `有 ${problems.length} 处不符，请不要使用这个包。`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
