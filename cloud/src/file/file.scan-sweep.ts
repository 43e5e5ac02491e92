import { scanRetention } from '@lifttrust/shared-types/file/file.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThan } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { FileService } from './file.service';
import { StoredFile } from './stored-file.entity';

// More would hold the writer for long; the rest follows the next day.
const mostAtOnce = 2000;
const hourMs = 3_600_000;

/** Scans that were sent and never became part of anything: they show people's numbers and nobody needs them (FACE-15). */
@Singleton()
export class ScanSweep {
  @Inject() dailyRound: DailyRound;
  @Inject() fileService: FileService;

  @Init()
  open(): void {
    this.dailyRound.on('file.unattached', (tx) => this.sweep(tx));
  }

  private async sweep(tx: Transaction): Promise<void> {
    const before = tx.at - scanRetention.unattachedHours * hourMs;
    const files = await tx.manager.find(StoredFile, {
      where: {
        purpose: 'paper',
        attachedAt: IsNull(),
        createdAt: LessThan(before),
        state: In(['announced', 'stored']),
      },
      order: { createdAt: 'ASC' },
      take: mostAtOnce,
    });
    for (const { id } of files) await this.fileService.forgetUnattached(tx, id);
  }
}
