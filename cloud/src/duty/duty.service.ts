import { gapsIn, reaches } from '@lifttrust/shared-types/duty/duty.rules';
import { dayInWords, dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { DutyRosterRow } from './duty.entity';
import { DutyQuery } from './duty.query';

export const gapTask = 'duty.gap';
const dayMs = 86_400_000;
/** So far ahead a gap is told; nearer ones can hardly be filled any more. */
const watchedDays = 7;

/** Somebody on duty at an instant. No phone in here: `phonesOf` reads it and leaves a trace. */
export interface OnDuty {
  personId: string;
  name: string;
  rosterId: string;
  /** When their hours end (epoch ms). */
  until: number;
}

/** Who is on duty: asked by dispatch, told to the units where nobody is. */
@Singleton()
export class DutyService {
  @Inject() database: Database;
  @Inject() cipher: Cipher;
  @Inject() dutyQuery: DutyQuery;
  @Inject() dailyRound: DailyRound;
  @Inject() taskService: TaskService;

  @Init()
  listen(): void {
    this.dailyRound.on('duty.gaps', (tx) => this.lookAtAll(tx));
  }

  /**
   * Who is on duty for a unit at an instant (epoch ms), each person once. The duty table decides, at midnight as at any
   * other time, whoever the lift's technician of the day is. People who have left the unit or lack the certificate that
   * the roster asks for do not count. Empty: nobody, or the unit keeps no roster for this lift.
   * @param liftId null: whichever lift
   */
  async onDuty(
    unitId: string,
    liftId: string | null,
    at: number,
    manager: EntityManager = this.database.reader.manager,
  ): Promise<OnDuty[]> {
    const lift = liftId === null ? null : await manager.findOneBy(Lift, { id: liftId });
    if (liftId !== null && !lift) return [];
    const rosters = (
      await manager.findBy(DutyRosterRow, { organisationId: unitId, endedAt: IsNull() })
    ).filter((roster) => reaches(roster, lift));
    const ids = rosters.map(({ id }) => id);
    const shifts = await this.dutyQuery.shiftsOf(manager, ids, at, at + 1);
    if (shifts.length === 0) return [];
    const people = await this.dutyQuery.peopleOf(manager, unitId, dayOf(at));
    const found = new Map<string, OnDuty>();
    for (const { personId, rosterId, endsAt } of shifts) {
      const person = people.find(({ id }) => id === personId);
      const roster = rosters.find(({ id }) => id === rosterId);
      if (!person || (roster?.needsCertificate && person.certifiedUntil === null)) continue;
      if (!found.has(personId)) found.set(personId, { personId, name: person.name, rosterId, until: endsAt });
    }
    return [...found.values()];
  }

  /**
   * Telephone numbers in full, by person; every person can read in their log who saw it and what for.
   * @param purpose in words
   */
  async phonesOf(
    tx: Transaction,
    personIds: readonly string[],
    purpose: string,
  ): Promise<Map<string, string>> {
    const sealed = await this.dutyQuery.sealedPhones(tx.manager, [...new Set(personIds)]);
    const detail = { what: 'phone', purpose };
    await tx.auditAll(
      'personal.read',
      'person',
      [...sealed.keys()].map((id) => ({ id, detail })),
    );
    return new Map([...sealed].map(([id, text]) => [id, this.cipher.decrypt(text)]));
  }

  /** Hours ahead without anybody become the unit's task, and the task ends when somebody is entered. */
  async lookAt(tx: Transaction, roster: DutyRosterRow): Promise<void> {
    const until = tx.at + watchedDays * dayMs;
    const shifts = await this.dutyQuery.shiftsOf(tx.manager, [roster.id], tx.at, until);
    const [first, ...others] = gapsIn(shifts, tx.at, until);
    const trouble = { kind: gapTask, about: roster.id };
    if (!first) {
      await this.taskService.settle(tx, trouble, '今后七天都有人值班');
      return;
    }
    const more = others.length > 0 ? `，另有 ${others.length} 段` : '';
    await this.taskService.open(tx, {
      ...trouble,
      ...{ subject: { kind: 'duty_roster', id: roster.id }, divisionCode: roster.divisionCode },
      ...{ organisationId: roster.organisationId, dueOn: dayOf(first.startsAt) },
      title: `值班表“${roster.name}”有空班`,
      text: `${inWords(first.startsAt)} 至 ${inWords(first.endsAt)} 没有人值班${more}。请排班；空班时困人求助没有人接。`,
    });
  }

  private async lookAtAll(tx: Transaction): Promise<void> {
    const rosters = await tx.manager.findBy(DutyRosterRow, { endedAt: IsNull() });
    for (const roster of rosters) await this.lookAt(tx, roster);
  }
}

const inWords = (at: number): string => `${dayInWords(dayOf(at))} ${timeInWords(at)}`;
