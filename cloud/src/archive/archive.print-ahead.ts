import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { LedgerBundleQuery } from '../ledger/ledger.bundle.query';
import { ArchiveLifts } from './archive.lifts';
import { printers } from './archive.print.threads';
import { unprintedRecords } from './archive.unprinted.query';

/** At night, when few requests come. */
const hours = { from: '00:30', until: '05:30' };
const dayMs = 86_400_000;
/** A record nobody has answered by then is printed as it is. */
const settledMs = 3 * dayMs;
const backMs = 40 * dayMs;

/**
 * Prints each night what was answered during the day, so that on the 1st little is left: a print takes longer than
 * everything else about a record in a package.
 */
@Singleton()
export class ArchivePrintAhead {
  @Inject() database: Database;
  @Inject() clock: Clock;
  @Inject() ledgerBundleQuery: LedgerBundleQuery;
  @Inject() archiveLifts: ArchiveLifts;

  async look(isStopping: () => boolean): Promise<void> {
    const now = this.clock.now();
    const time = timeInWords(now);
    if (time >= hours.from && time < hours.until) await this.print(isStopping);
  }

  /** Prints all there is to print by now. */
  async print(isStopping: () => boolean): Promise<number> {
    const size = await this.ledgerBundleQuery.checkedSize();
    if (size === 0) return 0;
    const bundle = await this.ledgerBundleQuery.begin(size);
    const now = this.clock.now();
    let since = now - backMs;
    for (let printed = 0; ; ) {
      const terms = { since, settledBefore: now - settledMs, logSize: size };
      const found = await unprintedRecords(this.database.reader.manager, terms, printers * 4);
      if (found.length === 0 || isStopping()) return printed;
      await this.archiveLifts.print(bundle, found);
      printed += found.length;
      // Forward whatever came of it: one that cannot be printed must not be asked for for ever.
      since = found.at(-1)?.completedAt ?? now;
    }
  }
}
