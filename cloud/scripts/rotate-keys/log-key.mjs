import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadShared } from '../service-code.mjs';
import { writeKeyFile } from './key-file.mjs';

/**
 * Makes the log's next key. Old and new key sign the handover; it lies beside the checkpoints before the new key lies
 * in the key folder, since a key without a handover signs nothing. `afterMs`: by then every process has read it.
 */
export async function handOver(database, afterMs, say) {
  const { env } = load('kernel/env');
  const { LedgerSigner } = load('ledger/ledger.signer');
  const { Clock } = load('kernel/clock');
  const { handoverText } = loadShared('proof/proof.keys');
  const { keyIdOf } = loadShared('proof/proof.signature');
  const { keyDir, checkpointDir } = env();
  const head = await database.one('SELECT log_id FROM ledger_head');
  if (!head) throw new Error('数据库里还没有存证日志；先启动一次服务。');
  if (!existsSync(checkpointDir)) throw new Error(`没有检查点文件夹 ${checkpointDir}。`);
  const signer = new LedgerSigner();
  signer.clock = new Clock();
  const old = signer.current();
  if (signer.keys.at(-1).keyId !== old.keyId) throw new Error('上一次交接还没有生效，请稍后再试。');
  const { privateKey } = generateKeyPairSync('ed25519');
  const toKey = publicKeyOf(privateKey);
  const draft = {
    version: 1,
    logId: head.log_id,
    fromKey: old.publicKey,
    toKey,
    at: Date.now() + afterMs,
  };
  const text = handoverText(draft);
  const countersignature = sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64');
  const handover = { ...draft, signature: old.sign(text), countersignature };
  const keyId = keyIdOf(toKey);
  writeFileSync(join(checkpointDir, `${keyId}.pub`), `${toKey}\n`, { flag: 'wx' });
  writeFileSync(join(checkpointDir, `${keyId}.handover.json`), `${JSON.stringify(handover)}\n`, {
    flag: 'wx',
  });
  const version = nextVersion(keyDir);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeKeyFile(keyDir, `log-${version}.key`, pem);
  await database.audit('keys.log_rotated', 'key', `log-${version}`, Date.now());
  say(`已生成 log-${version}.key，公钥编号 ${keyId}，${new Date(draft.at).toISOString()} 起由它签名。`);
  say(`请备份它，并公布新公钥 ${join(checkpointDir, `${keyId}.pub`)}；旧公钥签过的回执和检查点永远有效。`);
}

function publicKeyOf(privateKey) {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return spki.subarray(-32).toString('base64');
}

function nextVersion(folder) {
  const versions = readdirSync(folder).flatMap((name) => /^log-(\d{1,3})\.key$/.exec(name)?.[1] ?? []);
  return Math.max(...versions.map(Number)) + 1;
}
