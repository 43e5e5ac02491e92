import { type EventKind, eventWords } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import type { Entrapment } from './entrapment.entity';
import { EntrapmentEvent } from './entrapment-event.entity';

/** What happened, for the timeline and the log. */
export interface Happening {
  kind: EventKind;
  /** For the timeline; nothing about a caller. */
  text?: string;
  /** When, where it was not now: a technician who was there when the alarm came. */
  at?: number;
  /** What anybody may hold in full; ids, tiers, counts and reasons. */
  open?: Record<string, unknown>;
  /** Of whose organisation, where nobody asks in this request. */
  organisationId?: string | null;
  personId?: string | null;
  /** The clock did it, in whosever request it fell due: nobody’s name stands beside it. */
  isAutomatic?: boolean;
}

const longestText = 300;

/** Every event of a rescue: a line of the timeline, a sealed entry of the log and an audit row, in one transaction. */
@Singleton()
export class RescueJournal {
  @Inject() ledgerService: LedgerService;

  async write(tx: Transaction, one: Pick<Entrapment, 'id' | 'liftId'>, what: Happening): Promise<void> {
    const { kind, open = {} } = what;
    const at = what.at ?? tx.at;
    const actor = what.isAutomatic ? null : tx.actor;
    const personId = what.personId ?? actor?.personId ?? null;
    const organisationId = what.organisationId ?? actor?.organisationId ?? null;
    const text = [...(what.text ?? '')].slice(0, longestText).join('');
    const { hash } = await this.ledgerService.append(tx, {
      kind: `rescue.${kind}`,
      liftId: one.liftId,
      at,
      open: { edition: 1, entrapmentId: one.id, organisationId, ...open },
      closed: { personId, text },
    });
    await insertRows(tx.manager, EntrapmentEvent, [
      { id: newId(), entrapmentId: one.id, kind, at, personId, organisationId, text, hash },
    ]);
    await tx.audit(`rescue.${kind}`, 'entrapment', one.id, text ? { what: eventWords[kind], text } : null);
  }
}
