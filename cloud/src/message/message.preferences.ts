import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type KindPreference,
  type messageApi,
  messageKinds,
  type MessagePreferences as Preferences,
} from '@lifttrust/shared-types/message/message.contract';
import {
  type Chosen,
  dutyOf,
  type Handling,
  handlingOf,
  refuseChoice,
  unchosen,
  urgencyOf,
} from '@lifttrust/shared-types/message/message.preference.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessagePreference } from './message-preference.entity';

const kinds: KindPreference[] = Object.entries(messageKinds).map(([kind, title]) => ({
  kind,
  title,
  urgency: urgencyOf(kind),
  duty: dutyOf(kind),
}));

const toChosen = ({ digest, quietFrom, quietUntil, muted }: MessagePreference): Chosen => ({
  digest,
  muted,
  quiet: quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null,
});

/** What people chose where the law leaves them a choice, and what follows from it for a message. */
@Singleton()
export class MessagePreferences {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;

  async mine(ctx: Ctx): Promise<Preferences> {
    const { personId } = requireActor(ctx);
    const chosen = (await this.chosenBy(this.database.reader.manager, [personId])).get(personId) ?? unchosen;
    const { quietHours, digestAt } = this.cityService.parameters.messages;
    // A kind that has become obligatory since is shown as what it is.
    const muted = Object.keys(messageKinds).filter((kind) => chosen.muted.includes(kind) && !dutyOf(kind));
    return {
      ...chosen,
      muted: muted as Preferences['muted'],
      kinds,
      cityQuiet: quietHours,
      digestAt,
    };
  }

  /** @throws rule_broken `message.duty`, `message.quiet_too_long` */
  async choose(choice: InputOf<typeof messageApi.setPreferences>, ctx: Ctx): Promise<void> {
    const { personId } = requireActor(ctx);
    const refusals = refuseChoice(choice);
    if (refusals.length > 0) throw AppError.broken(refusals);
    await this.work.run(ctx, async (tx) => {
      const row = {
        personId,
        digest: choice.digest,
        quietFrom: choice.quiet?.from ?? null,
        quietUntil: choice.quiet?.until ?? null,
        muted: [...new Set(choice.muted)],
        updatedAt: tx.at,
      };
      const known = await tx.manager.existsBy(MessagePreference, { personId });
      if (known) await tx.manager.update(MessagePreference, { personId }, row);
      else await tx.manager.insert(MessagePreference, row);
      await tx.audit('message.preferences_set', 'person', personId, {
        digest: row.digest,
        quiet: choice.quiet,
        muted: row.muted,
      });
    });
  }

  /** What becomes of a kind now, for each of these people. */
  async handlings(
    tx: Transaction,
    personIds: readonly string[],
    kind: string,
  ): Promise<(personId: string) => Handling> {
    const city = this.cityService.parameters.messages;
    const chosen = await this.chosenBy(tx.manager, personIds);
    return (personId) => handlingOf(kind, tx.at, chosen.get(personId) ?? unchosen, city);
  }

  private async chosenBy(manager: EntityManager, personIds: readonly string[]): Promise<Map<string, Chosen>> {
    if (personIds.length === 0) return new Map();
    const rows = await manager.findBy(MessagePreference, { personId: In([...personIds]) });
    return new Map(rows.map((row) => [row.personId, toChosen(row)]));
  }
}
