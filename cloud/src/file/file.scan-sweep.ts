import { scanRetention } from '@lifttrust/shared-types/file/file.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThan } from 'typeorm';
import { Held, type Matter } from '../kernel/held';
import type { Transaction } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { FileService } from './file.service';
import { StoredFile } from './stored-file.entity';

// More would hold the writer for long; the rest follows the next day.
const mostAtOnce = 2000;
const hourMs = 3_600_000;

// Looked at together; what is held among them must not keep the sweep from what comes after.
const lookedAt = 500;

/**
 * Scans that were sent and never became part of anything: they show people's numbers and nobody needs them (FACE-15).
 * What is held stays until it is released (RET-01).
 */
@Singleton()
export class ScanSweep {
  @Inject() dailyRound: DailyRound;
  @Inject() fileService: FileService;
  @Inject() held: Held;

  @Init()
  open(): void {
    this.dailyRound.on('file.unattached', (tx) => this.sweep(tx));
  }

  private async sweep(tx: Transaction): Promise<void> {
    let passedBy = 0;
    for (let swept = 0; swept < mostAtOnce; ) {
      const files = await this.loose(tx, passedBy);
      if (files.length === 0) return;
      const free = await this.held.free(tx.manager, files, matterOf);
      for (const { id } of free) await this.fileService.forgetUnattached(tx, id);
      swept += free.length;
      passedBy += files.length - free.length;
    }
  }

  /** The oldest after those that were passed by; what has been swept is among them no more. */
  private loose(tx: Transaction, passedBy: number): Promise<StoredFile[]> {
    return tx.manager.find(StoredFile, {
      where: {
        purpose: 'paper',
        attachedAt: IsNull(),
        createdAt: LessThan(tx.at - scanRetention.unattachedHours * hourMs),
        state: In(['announced', 'stored']),
      },
      order: { createdAt: 'ASC', id: 'ASC' },
      skip: passedBy,
      take: lookedAt,
    });
  }
}

/** What never arrived shows nothing that could be evidence. */
const matterOf = ({ id, state, personId, createdAt }: StoredFile): Matter | null =>
  state === 'stored' ? { id, personId, since: createdAt } : null;
