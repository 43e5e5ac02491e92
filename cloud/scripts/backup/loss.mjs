import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../service-code.mjs';
import { takeBack } from './log-files.mjs';

const { writeOnce } = load('kernel/write-once');
const { LedgerSigner } = load('ledger/ledger.signer');

/**
 * Sets aside the checkpoints of entries that no backup has, so that the log can go on from where the backup ends, and
 * signs a statement that it did: which sizes were lost, when, who accepted it and why. The service seals it in the log
 * before its first request. Nothing is thrown away, and whoever holds a receipt of
 * a lost entry can show it (docs/adr/0028).
 */
export async function acceptLoss(lost, { logId, size, id }, { checkpointDir, stores, by, why }) {
  const signer = new LedgerSigner();
  signer.clock = { now: Date.now };
  signer.open();
  await takeBack(stores, lost);
  const at = Date.now();
  const aside = join(checkpointDir, 'lost', String(at));
  const key = signer.current();
  const statement = { version: 1, logId, keyId: key.keyId, keptSize: size, lost, backup: id, at, by, why };
  mkdirSync(join(aside, logId), { recursive: true });
  for (const name of lost) renameSync(join(checkpointDir, name), join(aside, name));
  const text = JSON.stringify(statement);
  await writeOnce(
    join(aside, 'statement.json'),
    `${JSON.stringify({ ...statement, signature: key.sign(text) })}\n`,
  );
  return `已认下丢失：${lost.length} 个检查点移到 ${aside}，声明写在 statement.json；服务启动时把它记进存证日志。请告诉监管部门和有关单位。`;
}
