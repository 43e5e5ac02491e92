import { z } from '@lifttrust/shared-types/kernel/zod';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import { Outbox } from '../kernel/outbox';
import { type Burials, Tombstones } from '../kernel/tombstones';
import type { Transaction } from '../kernel/unit-of-work';
import { PersonAccount } from '../person/person-account.entity';

const Tombstone = z.object({ personId: z.string(), channel: z.string(), at: z.number().int() });
type Tombstone = z.infer<typeof Tombstone>;

/** An account at a chat platform that was let go stays let go; one that was bound again later is another. */
@Singleton()
export class AccountTombstones implements Burials<Tombstone> {
  @Inject() outbox: Outbox;
  @Inject() tombstones: Tombstones;

  readonly kind = 'account';
  readonly shape = Tombstone;

  @Init()
  open(): void {
    this.tombstones.register(this);
    this.outbox.on('account.buried', (payload) =>
      this.tombstones.write<Tombstone>(this, Tombstone.parse(payload)),
    );
  }

  idOf = ({ personId, channel, at }: Tombstone): string => `${personId}-${channel}-${at}`;

  async survivors(manager: EntityManager, tombstones: readonly Tombstone[]): Promise<Tombstone[]> {
    const bound = await manager.findBy(PersonAccount, {
      personId: In(tombstones.map(({ personId }) => personId)),
    });
    return tombstones.filter(({ personId, channel, at }) =>
      bound.some(
        (account) => account.personId === personId && account.channel === channel && account.boundAt <= at,
      ),
    );
  }

  async bury(tx: Transaction, { personId, channel, at }: Tombstone): Promise<void> {
    await tx.manager.delete(PersonAccount, { personId, channel, boundAt: LessThanOrEqual(at) });
    await tx.audit('person.account_tombstone_obeyed', 'person', personId, { channel, at });
  }
}
