import type { DutyRoster, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { refusePhone, tidyPhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { TaskService } from '../task/task.service';
import { DutyRosterRow, DutyShiftRow } from './duty.entity';
import { DutyQuery } from './duty.query';
import { DutyService, gapTask } from './duty.service';
import { DutyWithout } from './duty.without';

type Draft = InputOf<typeof dutyApi.create>;

/** A unit's rosters: for which lifts, who may be entered, which phone is answered. */
@Singleton()
export class DutyRosterService {
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() dutyQuery: DutyQuery;
  @Inject() dutyService: DutyService;
  @Inject() taskService: TaskService;
  @Inject() dutyWithout: DutyWithout;

  /** @throws not_found for lifts of others; rule_broken `organisation.phone_invalid` */
  create(input: Draft, ctx: Ctx): Promise<DutyRoster> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const unit = await tx.manager.findOneByOrFail(Organisation, { id: actor.organisationId });
      const row = {
        ...{ id: newId(), organisationId: unit.id, divisionCode: unit.divisionCode },
        ...(await this.fieldsOf(tx, input, actor)),
        ...{ createdAt: tx.at, endedAt: null },
      };
      await tx.manager.insert(DutyRosterRow, { phoneSealed: null, ...row });
      await tx.audit('duty.roster_made', 'duty_roster', row.id, { name: row.name });
      await this.dutyWithout.settle(tx, unit.id, '已建立值班表', actor.personId);
      return this.viewOf(tx, row.id, ctx);
    });
  }

  change({ rosterId, ...draft }: InputOf<typeof dutyApi.change>, ctx: Ctx): Promise<DutyRoster> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.dutyQuery.mustSee(tx.manager, rosterId, actor);
      const fields = await this.fieldsOf(tx, draft, actor);
      await tx.manager.update(DutyRosterRow, { id: row.id }, fields);
      const { name, areas, needsCertificate } = fields;
      const detail = { name, areas, needsCertificate, lifts: fields.liftIds.length };
      await tx.audit('duty.roster_changed', 'duty_roster', row.id, detail);
      return this.viewOf(tx, row.id, ctx);
    });
  }

  /** What was on it stays; what still lay ahead is cancelled with it. */
  async end({ rosterId, reason }: InputOf<typeof dutyApi.end>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const row = await this.dutyQuery.mustSee(tx.manager, rosterId, actor);
      await tx.manager.update(DutyRosterRow, { id: row.id }, { endedAt: tx.at });
      const ahead = await this.dutyQuery.shiftsOf(tx.manager, [row.id], tx.at, Number.MAX_SAFE_INTEGER);
      const isBegun = ({ startsAt }: DutyShiftRow) => startsAt < tx.at;
      const begun = ahead.filter(isBegun).map(({ id }) => id);
      const later = ahead.filter((one) => !isBegun(one)).map(({ id }) => id);
      await tx.manager.update(DutyShiftRow, { id: In(begun) }, { endsAt: tx.at, reason });
      await tx.manager.update(DutyShiftRow, { id: In(later) }, { cancelledAt: tx.at, reason });
      await this.taskService.settle(tx, { kind: gapTask, about: row.id }, '值班表已停用', actor.personId);
      await tx.audit('duty.roster_ended', 'duty_roster', row.id, { reason });
    });
  }

  /**
   * The phone of duty and the phones of who is on duty now, in full; who read them and what for stays in the log of
   * each of those people.
   */
  readPhone({ rosterId, purpose }: InputOf<typeof dutyApi.readPhone>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) => {
      const row = await this.dutyQuery.mustSee(tx.manager, rosterId, requireActor(ctx));
      const now = await this.dutyQuery.shiftsOf(tx.manager, [row.id], tx.at, tx.at + 1);
      const shifts = await this.dutyQuery.shiftViews(tx.manager, now);
      const people = shifts.map(({ person }) => person);
      const phones = await this.dutyService.phonesOf(
        tx,
        people.map(({ id }) => id),
        purpose,
      );
      await tx.audit('duty.phone_read', 'duty_roster', row.id, { purpose });
      return {
        phone: row.phoneSealed ? this.cipher.decrypt(row.phoneSealed) : '',
        people: people.map((one) => ({ ...one, phone: phones.get(one.id) ?? '' })),
      };
    });
  }

  private async viewOf(tx: Transaction, rosterId: string, ctx: Ctx): Promise<DutyRoster> {
    const row = await tx.manager.findOneByOrFail(DutyRosterRow, { id: rosterId });
    return this.dutyQuery.view(tx.manager, row, ctx);
  }

  /** Empty phone: taken away; absent: as it is. */
  private async fieldsOf(tx: Transaction, draft: Draft, actor: Actor) {
    const { name, needsCertificate, phone } = draft;
    const liftIds = [...new Set(draft.liftIds)];
    if (liftIds.length > 0) {
      const lifts = await tx.manager.findBy(Lift, { id: In(liftIds) });
      const own = lifts.filter((lift) => covers(actor, lift));
      if (own.length !== liftIds.length) throw AppError.notFound();
    }
    const refusal = phone ? refusePhone(phone, 'phone', '值班电话') : null;
    if (refusal) throw AppError.broken([refusal]);
    return {
      ...{ name, needsCertificate, liftIds, areas: [...new Set(draft.areas)] },
      ...(phone === undefined
        ? {}
        : { phoneSealed: phone === '' ? null : this.cipher.encrypt(tidyPhone(phone)) }),
    };
  }
}
