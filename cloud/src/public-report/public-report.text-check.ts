import { withoutNumbers } from '@lifttrust/shared-types/public-report/public-report.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { TextCheckers } from '../adapters/text-check/text-checkers';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ReportBook } from './public-report.book';
import { PublicReport } from './public-report.entity';

/**
 * Free text on its way to the public (PUB-05): what the platform's check passes is shown without numbers that lead to a
 * person; everything else, and whatever could not be asked about or looks like a campaign, waits for somebody at the desk.
 */
@Singleton()
export class ReportTextCheck {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() cipher: Cipher;
  @Inject() textCheckers: TextCheckers;
  @Inject() book: ReportBook;

  @Init()
  listen(): void {
    this.outbox.on('public_report.text_waits', (payload, ctx) =>
      this.check(String(payload.reportId), String(payload.openIdSealed), ctx),
    );
  }

  private async check(id: string, openIdSealed: string, ctx: Ctx): Promise<void> {
    const { checker } = this.textCheckers;
    const waiting = { id, publication: 'waiting' as const };
    const report = await this.database.writer.manager.findOneBy(PublicReport, waiting);
    if (!report || !checker) return;
    const text = this.book.unseal(report.textSealed);
    const checkVerdict = await checker.check(text, this.cipher.decrypt(openIdSealed));
    if (checkVerdict === 'unknown') return;
    const isShown = checkVerdict === 'pass' && report.suspicion === 'none';
    const shown = isShown ? { publication: 'shown' as const, publicText: withoutNumbers(text) } : {};
    await this.work.run(ctx, async (tx) => {
      // Somebody at the desk may have decided meanwhile: their word stands.
      const { affected } = await tx.manager.update(PublicReport, waiting, { checkVerdict, ...shown });
      if (affected === 1) await tx.audit('public_report.text_checked', 'public_report', id, { checkVerdict });
    });
  }
}
