import { agenda, type Due } from '@lifttrust/shared-types/rescue/rescue.clock.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { Transaction } from '../kernel/unit-of-work';
import type { Entrapment } from './entrapment.entity';
import { RescueBook } from './rescue.book';
import { RescueDispatch } from './rescue.dispatch';
import { clockFacts } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { Summons } from './summons.entity';

/** More than an entrapment can owe at once: three tiers, two marks, three rings. */
const mostSteps = 12;

/** Does what is due about one entrapment now, in the order in which it fell due. */
@Singleton()
export class RescueDue {
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;

  async settle(tx: Transaction, before: Entrapment): Promise<Entrapment> {
    let one = before;
    for (let step = 0; step < mostSteps; step += 1) {
      const summons = await tx.manager.findBy(Summons, { entrapmentId: one.id });
      const [first] = agenda(clockFacts(one, summons), one.limits)
        .filter(({ at }) => at <= tx.at)
        .sort((a, b) => a.at - b.at);
      if (!first) return one;
      one = await this.act(tx, one, first);
    }
    return one;
  }

  private async act(tx: Transaction, one: Entrapment, due: Due): Promise<Entrapment> {
    switch (due.act) {
      case 'escalate':
        return this.dispatch.callTier(tx, one, due.tier, due.reason);
      case 'ring':
        return this.dispatch.ringAgain(tx, one, due.tier);
      case 'mark':
        return this.book.save(tx, one);
      case 'doubt': {
        await this.journal.write(tx, one, {
          kind: 'evidence_suspect',
          text: '解救之后没有按时补交身份与照片；救援本身不受影响',
          isAutomatic: true,
        });
        return this.book.save(tx, one, { evidence: 'suspect' });
      }
    }
  }
}
