import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { OfficerPost } from '@lifttrust/shared-types/officer/officer.contract';
import { dutySince, isReminderDay, standingOf } from '@lifttrust/shared-types/officer/officer.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull, MoreThan } from 'typeorm';
import { CityService } from '../city/city.service';
import { groupedBy } from '../kernel/grouped-by';
import { marks } from '../kernel/marks';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { Organisation } from '../organisation/organisation.entity';
import { PersonService } from '../person/person.service';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';

const taskKind = 'officer.missing';
const messageKind = 'officer.missing';
const ownersAtOnce = 100;

interface Gap {
  ownerId: string;
  liftId: string;
  place: string;
  ownerSince: string | null;
  inUseSince: string | null;
  createdAt: number | string;
  posts: string | null;
}

/** What one owner has not reported. */
interface Lack {
  owner: Organisation;
  gaps: Gap[];
  /** The earliest day by which something has to be reported. */
  first: string;
  isLate: boolean;
  /** Today is one of the days on which the owner is reminded. */
  isDay: boolean;
  text: string;
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
    if ((await this.gaps(tx, [ownerId])).length > 0) return;
    await this.taskService.settle(tx, { kind: taskKind, about: ownerId }, '每台电梯都有了责任人员', personId);
  }

  /** Some owners at a time: the gaps of a whole city, with every lift new in it, would stop the service for seconds. */
  private async remind(tx: Transaction, today: string): Promise<void> {
    for (let after = ''; ; ) {
      const owners = await tx.manager.find(Organisation, {
        where: { kind: 'owner', closedOn: IsNull(), id: MoreThan(after) },
        order: { id: 'ASC' },
        take: ownersAtOnce,
      });
      await this.remindThese(tx, owners, today);
      const last = owners.at(-1);
      if (last === undefined || owners.length < ownersAtOnce) return;
      after = last.id;
    }
  }

  private async remindThese(tx: Transaction, owners: Organisation[], today: string): Promise<void> {
    const ids = owners.map(({ id }) => id);
    const gaps = groupedBy(await this.gaps(tx, ids), ({ ownerId }) => ownerId);
    const lacking = owners.flatMap((owner) => {
      const own = gaps.get(owner.id);
      return own ? [this.lack(owner, own, today)] : [];
    });
    await this.taskService.openAll(
      tx,
      lacking.map(({ owner: { id, divisionCode }, text, first }) => ({
        kind: taskKind,
        about: id,
        subject: { kind: 'organisation', id },
        divisionCode,
        organisationId: id,
        title: '电梯没有安全员或主要负责人',
        text,
        dueOn: first,
      })),
    );
    const told = lacking.filter(({ isDay }) => isDay);
    const admins = await this.personService.idsWithRole(
      tx.manager,
      told.map(({ owner }) => owner.id),
      'owner_admin',
    );
    for (const one of told) await this.tell(tx, one, admins.get(one.owner.id) ?? []);
  }

  private lack(owner: Organisation, gaps: Gap[], today: string): Lack {
    const { reportDays } = this.cityService.parameters.owner;
    const standings = gaps.map((gap) => this.standing(gap, today));
    const days = standings.map(({ reportBy }) => reportBy).sort();
    const [first = today] = days;
    const late = standings.filter((standing) => standing.late).length;
    const state = late > 0 ? `其中 ${late} 台已超过期限` : `最早的期限是 ${first}`;
    return {
      owner,
      gaps,
      first,
      isLate: late > 0,
      isDay: days.some((day) => isReminderDay(day, reportDays, today)),
      text: `有 ${gaps.length} 台电梯还没有报齐主要负责人和安全员，${state}。请逐台指定。`,
    };
  }

  private async tell(tx: Transaction, { owner, gaps, first, isLate, text }: Lack, to: string[]) {
    const more = gaps.length > 1 ? ` 等 ${gaps.length} 台` : '';
    await this.messageService.send(tx, to, {
      kind: messageKind,
      subjectId: owner.id,
      title: isLate ? '责任人员逾期未报' : '请为电梯指定责任人员',
      text,
      facts: [
        { label: '电梯', value: `${gaps[0]?.place ?? ''}${more}` },
        { label: '期限', value: first },
      ],
      page: 'owner/officers',
    });
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

  /** Lifts in use of some owners that lack a safety officer or a responsible person. */
  private async gaps(tx: Transaction, ownerIds: string[]): Promise<Gap[]> {
    if (ownerIds.length === 0) return [];
    return tx.manager.query(
      `SELECT * FROM (
         SELECT l.owner_id AS ownerId, l.id AS liftId, l.place AS place, l.owner_since AS ownerSince,
           l.in_use_since AS inUseSince, l.created_at AS createdAt,
           (SELECT GROUP_CONCAT(lo.post) FROM lift_officer lo
            WHERE lo.lift_id = l.id AND lo.owner_id = l.owner_id AND lo.until_day IS NULL) AS posts
         FROM lift l WHERE l.state = 'in_use' AND l.owner_id IN (${marks(ownerIds)})) g
       WHERE posts IS NULL OR posts NOT LIKE '%safety_officer%' OR posts NOT LIKE '%responsible%'
       ORDER BY g.liftId`,
      ownerIds,
    );
  }
}
