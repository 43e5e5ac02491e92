import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { isSignedBy } from '@lifttrust/shared-types/proof/proof.signature';
import { Inject, Singleton } from '@midwayjs/core';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { UnitOfWork } from '../kernel/unit-of-work';
import { AcceptedLoss } from './accepted-loss.entity';
import { fastHash } from './entry.hash';
import { LedgerQuery } from './ledger.query';
import { LedgerService } from './ledger.service';
import { LedgerSigner } from './ledger.signer';

/** What `npm run restore -- --accept-loss` signed and left beside the checkpoints it set aside. */
const Statement = z.object({
  logId: z.string(),
  keyId: z.string(),
  keptSize: z.number().int(),
  /** Names of the checkpoints that were set aside: `<log>/<size>.json`. */
  lost: z.array(z.string()),
  backup: z.string(),
  at: z.number().int(),
  /** Statements of older releases name nobody. */
  by: z.string().default(''),
  why: z.string().default(''),
  signature: z.string(),
});
type Statement = z.infer<typeof Statement>;

const sizeIn = (name: string): number => Number(/(\d{12})\.json$/.exec(name)?.[1] ?? 0);

/**
 * A loss is an entry of the log that goes on: what was lost, who accepted it, and why. It is sealed before the first
 * request of the restored service, so that nobody can take the older copy for the whole.
 * @basis docs/adr/0028, docs/adr/0031 (RET-02)
 */
@Singleton()
export class LedgerLosses {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerService: LedgerService;
  @Inject() ledgerSigner: LedgerSigner;

  /** Seals every statement of this log that is not sealed yet; also again when an older copy forgot it. */
  async seal(): Promise<void> {
    const folder = join(env().checkpointDir, 'lost');
    const logId = await this.ledgerQuery.logId();
    for (const name of (await readdir(folder).catch(() => [])).sort()) {
      const text = await readFile(join(folder, name, 'statement.json'), 'utf8').catch(() => null);
      if (text === null) continue;
      const statement = Statement.safeParse(JSON.parse(text)).data;
      if (statement?.logId !== logId) continue;
      if (this.isOurs(text, statement)) await this.sealOne(fastHash(text), statement);
      else log.error('loss.statement_not_ours', { name });
    }
  }

  /** Newest first. */
  all(): Promise<AcceptedLoss[]> {
    return this.database.reader.manager.find(AcceptedLoss, { order: { at: 'DESC' } });
  }

  private isOurs(text: string, { keyId, signature }: Statement): boolean {
    const { signature: _signature, ...said } = JSON.parse(text);
    const key = this.ledgerSigner.keys.find((one) => one.keyId === keyId);
    return key !== undefined && isSignedBy(key.publicKey, JSON.stringify(said), signature);
  }

  private async sealOne(statement: string, said: Statement): Promise<void> {
    const { manager } = this.database.reader;
    if (await manager.existsBy(AcceptedLoss, { statement })) return;
    const { logId, keptSize, backup, at, by, why } = said;
    const [fromSeq, toSeq] = [keptSize + 1, Math.max(keptSize + 1, ...said.lost.map(sizeIn))];
    const ctx = systemCtx(this.clock.now(), 'accepted-loss');
    const sealing = this.work.run(ctx, async (tx) => {
      // What concerns the log itself stands under the log's own id.
      const open = { edition: 1, statement, fromSeq, toSeq, at, backup, evidence: [] };
      const closed = { edition: 1, by, why };
      const kind = 'log.loss_accepted';
      const { hash } = await this.ledgerService.append(tx, { kind, liftId: logId, at: tx.at, open, closed });
      const row = { statement, fromSeq, toSeq, at, backup, acceptedBy: by, reason: why, entryHash: hash };
      await tx.manager.insert(AcceptedLoss, row);
      await tx.audit('log.loss_accepted', 'log', logId, { fromSeq, toSeq, entryHash: hash });
    });
    // Another process of the same start was quicker.
    await sealing.catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
    });
    log.warn('loss.sealed', { fromSeq, toSeq });
  }
}
