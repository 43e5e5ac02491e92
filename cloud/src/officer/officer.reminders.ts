import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { OfficerPost } from '@lifttrust/shared-types/officer/officer.contract';
import { dutySince, isReminderDay, standingOf } from '@lifttrust/shared-types/officer/officer.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { Organisation } from '../organisation/organisation.entity';
import { PersonService } from '../person/person.service';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';

const taskKind = 'officer.missing';
const messageKind = 'officer.missing';

interface Gap {
  ownerId: string;
  liftId: string;
  place: string;
  ownerSince: string | null;
  inUseSince: string | null;
  createdAt: number | string;
  posts: string | null;
}

/** An owner whose lifts lack people is reminded and has a task; what is lacking is read from data each time. */
@Singleton()
export class OfficerReminders {
  @Inject() cityService: CityService;
  @Inject() dailyRound: DailyRound;
  @Inject() taskService: TaskService;
  @Inject() messageService: MessageService;
  @Inject() personService: PersonService;

  @Init()
  open(): void {
    this.dailyRound.on('officer.remind', (tx, day) => this.remind(tx, day));
  }

  /** Ends an owner's task once every lift in use has its people. */
  async settleIfWhole(tx: Transaction, ownerId: string, personId: string | null): Promise<void> {
    if ((await this.gaps(tx, ownerId)).length > 0) return;
    await this.taskService.settle(tx, { kind: taskKind, about: ownerId }, '每台电梯都有了责任人员', personId);
  }

  private async remind(tx: Transaction, today: string): Promise<void> {
    const byOwner = new Map<string, Gap[]>();
    for (const gap of await this.gaps(tx))
      byOwner.set(gap.ownerId, [...(byOwner.get(gap.ownerId) ?? []), gap]);
    for (const [ownerId, gaps] of byOwner) await this.remindOwner(tx, ownerId, gaps, today);
  }

  private async remindOwner(tx: Transaction, ownerId: string, gaps: Gap[], today: string): Promise<void> {
    const owner = await tx.manager.findOneBy(Organisation, { id: ownerId });
    if (!owner || owner.closedOn !== null) return;
    const { reportDays } = this.cityService.parameters.owner;
    const days = gaps.map((gap) => this.standing(gap, today).reportBy).sort();
    const [first = today] = days;
    const late = gaps.filter((gap) => this.standing(gap, today).late).length;
    const state = late > 0 ? `其中 ${late} 台已超过期限` : `最早的期限是 ${first}`;
    const text = `有 ${gaps.length} 台电梯还没有报齐主要负责人和安全员，${state}。请逐台指定。`;
    await this.taskService.open(tx, {
      kind: taskKind,
      about: ownerId,
      subject: { kind: 'organisation', id: ownerId },
      divisionCode: owner.divisionCode,
      organisationId: ownerId,
      title: '电梯没有安全员或主要负责人',
      text,
      dueOn: first,
    });
    if (!days.some((day) => isReminderDay(day, reportDays, today))) return;
    const admins = await this.personService.peopleWithRole(tx.manager, ownerId, 'owner_admin');
    await this.messageService.send(
      tx,
      admins.map(({ id }) => id),
      {
        kind: messageKind,
        subjectId: ownerId,
        title: late > 0 ? '责任人员逾期未报' : '请为电梯指定责任人员',
        text,
        facts: [
          {
            label: '电梯',
            value: `${gaps[0]?.place ?? ''}${gaps.length > 1 ? ` 等 ${gaps.length} 台` : ''}`,
          },
          { label: '期限', value: first },
        ],
        page: 'owner/officers',
      },
    );
  }

  private standing({ createdAt, posts, ...since }: Gap, today: string) {
    const held = (posts ?? '').split(',').filter(Boolean);
    return standingOf(
      {
        state: 'in_use',
        sinceDay: dutySince(since, dayOf(Number(createdAt))),
        posts: held.map((post) => OfficerPost.parse(post)),
      },
      this.cityService.parameters.owner.reportDays,
      today,
    );
  }

  /** Lifts in use that lack a safety officer or a responsible person, of one owner or of all. */
  private gaps(tx: Transaction, ownerId?: string): Promise<Gap[]> {
    const mine = ownerId ? ' AND l.owner_id = ?' : '';
    return tx.manager.query(
      `SELECT * FROM (
         SELECT l.owner_id AS ownerId, l.id AS liftId, l.place AS place, l.owner_since AS ownerSince,
           l.in_use_since AS inUseSince, l.created_at AS createdAt,
           (SELECT GROUP_CONCAT(lo.post) FROM lift_officer lo
            WHERE lo.lift_id = l.id AND lo.owner_id = l.owner_id AND lo.until_day IS NULL) AS posts
         FROM lift l WHERE l.state = 'in_use' AND l.owner_id IS NOT NULL${mine}) g
       WHERE posts IS NULL OR posts NOT LIKE '%safety_officer%' OR posts NOT LIKE '%responsible%'
       ORDER BY g.liftId`,
      ownerId ? [ownerId] : [],
    );
  }
}
