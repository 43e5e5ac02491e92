import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { hasNoCar, needsOutsideHelp } from '@lifttrust/shared-types/rescue/rescue.rules';
import {
  type EscalationReason,
  escalationReasons,
  type Side,
  sides,
  type Tier,
  tierWords,
} from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageRings } from '../message/message.rings';
import { MessageService } from '../message/message.service';
import type { Entrapment } from './entrapment.entity';
import { ArrivalCode } from './rescue.arrival-code';
import { RescueBook } from './rescue.book';
import { canFree, happened } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { type Callee, RescuePeople } from './rescue.people.query';
import { Summons } from './summons.entity';

/** Kinds about an entrapment that ask nobody to come. */
const besideCalls = ['rescue.owner_called', 'rescue.desk', 'rescue.changed'];

/** What was asked for in a request; every other reason is the clock’s, in whosever request it falls due. */
const saidBySomebody: readonly EscalationReason[] = ['first', 'injury', 'by_hand'];

type Group = readonly [side: Side, callees: readonly Callee[]];
const rungAtOf = { 1: 'tier1RungAt', 2: 'tier2RungAt', 3: 'tier3RungAt' } as const;
const calledAtOf = { 1: 'tier1At', 2: 'tier2At', 3: 'tier3At' } as const;

/** Calls people: each once, by every way there is, and again until somebody accepts (EMG-05, EMG-06, EMG-11). */
@Singleton()
export class RescueDispatch {
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() people: RescuePeople;
  @Inject() messageService: MessageService;
  @Inject() messageRings: MessageRings;
  @Inject() arrivalCode: ArrivalCode;

  /**
   * Calls a tier. One with nobody to call says so on the timeline, and where it was the company, the next is called at
   * once; whoever of it is at work at the lift already is somebody, and is told like the others. The owner's officers are
   * called with whichever comes first.
   */
  async callTier(
    tx: Transaction,
    before: Entrapment,
    tier: Tier,
    reason: EscalationReason,
  ): Promise<Entrapment> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: before.liftId });
    const groups: Group[] = [];
    if (tier === 1) groups.push(['company', await this.people.ofCompany(tx.manager, lift, tx.at)]);
    if (tier === 2) groups.push(['station', await this.people.ofStation(tx.manager, lift, tx.at)]);
    const isFirst = before.tier1At === null && before.tier2At === null;
    if (isFirst) groups.push(['owner', await this.people.ofOwner(tx.manager, lift, tx.at)]);
    await this.summon(tx, before, lift, tier, groups);
    // Whoever may be at the lift was called first of all, and whoever came along from another lift has accepted.
    const known = await tx.manager.findBy(Summons, { entrapmentId: before.id, tier });
    const called = known.filter(({ state }) => state === 'called');
    const able = known.filter((row) => canFree(row) && row.state !== 'declined').length;
    const whom = tier === 3 && called.length === 0 ? '由救援中心拨打 119' : `呼叫 ${called.length} 人`;
    await this.journal.write(tx, before, {
      kind: 'dispatched',
      text: `${tierWords[tier]}（${escalationReasons[reason]}），${whom}`,
      open: { tier, reason, called: called.length },
      isAutomatic: !saidBySomebody.includes(reason),
    });
    const one = await this.book.save(tx, before, { [calledAtOf[tier]]: tx.at, [rungAtOf[tier]]: tx.at });
    if (tier > 1 || able === 0) await this.tellDesk(tx, one, lift, reason);
    if (tier === 3 || able > 0) return one;
    await this.journal.write(tx, one, {
      kind: 'nobody',
      text: tier === 1 ? '维保单位没有可以联系的人员' : '辖区内没有可以联系的救援站',
      open: { tier },
      isAutomatic: true,
    });
    return tier === 1 && one.tier2At === null ? this.callTier(tx, one, 2, 'nobody_on_duty') : one;
  }

  /** Injury or panic became known after the report: the fire brigade, and a station, at once. */
  async forDistress(tx: Transaction, before: Entrapment): Promise<Entrapment> {
    if (!needsOutsideHelp(before) || before.arrivedAt !== null) return before;
    let one = before;
    for (const tier of [2, 3] as const)
      if (one[calledAtOf[tier]] === null) one = await this.callTier(tx, one, tier, 'injury');
    return one;
  }

  /**
   * A visit is open at the lift: they are called like everybody, and stand as having been there when the alarm came until
   * somebody says otherwise.
   */
  async callPresent(tx: Transaction, one: Entrapment, there: readonly Callee[]): Promise<void> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
    const arrived = { arrivedAt: one.reportedAt, arrivalProof: 'on_site' as const };
    for (const { id } of await this.summon(tx, one, lift, 1, [['company', there]]))
      await tx.manager.update(Summons, { id }, arrived);
  }

  /**
   * Nobody comes any more: everybody who has not answered is called anew, at once. A message of its own, since what was
   * sent before says that somebody comes.
   * @returns what the entrapment keeps of it
   */
  async callAnew(tx: Transaction, one: Entrapment): Promise<Partial<Entrapment>> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
    const silent = await tx.manager.findBy(Summons, { entrapmentId: one.id, state: 'called' });
    for (const isOwner of [false, true]) {
      const rung = silent.filter(({ side }) => (side === 'owner') === isOwner);
      await this.messageService.send(
        tx,
        rung.map(({ personId }) => personId),
        {
          ...{ kind: isOwner ? 'rescue.owner_called' : 'rescue.called', subjectId: one.id },
          title: isOwner ? '接单的人不能来了，正在重新呼叫' : '接单的人不能来了，请立即前往',
          text: `${lift.place} ${lift.ownNumber} ${whatOf(one)}，接单的人刚刚说不能前往。${isOwner ? '请继续在现场安抚。' : '请立即接单；不能前往请点“不能去”。'}`,
          facts: [...factsOf(lift), { label: '重新呼叫', value: timeInWords(tx.at) }],
          page: isOwner ? ownerPage(one.id) : rescuePage(one.id),
        },
      );
    }
    await this.countRing(tx, silent);
    return {
      ...(one.tier1At === null ? {} : { tier1RungAt: tx.at }),
      ...(one.tier2At === null ? {} : { tier2RungAt: tx.at }),
    };
  }

  /** The desk hears what it must know and need not answer. */
  async tellDeskOf(tx: Transaction, one: Entrapment, title: string, text: string): Promise<void> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
    await this.messageService.send(tx, await this.people.ofDesk(tx.manager, one.divisionCode), {
      ...{ kind: 'rescue.changed', subjectId: one.id, title, facts: factsOf(lift), page: null },
      text: `${lift.place} ${lift.ownNumber}：${text}`,
    });
  }

  /** Somebody whom the desk names is called as well. */
  async callAlso(
    tx: Transaction,
    one: Entrapment,
    tier: Tier,
    group: readonly [Side, readonly Callee[]],
  ): Promise<number> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
    return (await this.summon(tx, one, lift, tier, [group])).length;
  }

  /** Rings a tier again: everybody of it who has not answered; of the third the desk, until it has called 119. */
  async ringAgain(tx: Transaction, before: Entrapment, tier: Tier): Promise<Entrapment> {
    if (tier === 3) {
      const desk = await this.people.ofDesk(tx.manager, before.divisionCode);
      await this.messageRings.again(tx, before.id, 'rescue.desk', desk);
    } else {
      const silent = await tx.manager.findBy(Summons, { entrapmentId: before.id, tier, state: 'called' });
      await this.ring(tx, before, silent);
    }
    return this.book.save(tx, before, { [rungAtOf[tier]]: tx.at });
  }

  /** Rings those who were called and have said nothing, with what each was called by. */
  async ring(tx: Transaction, { id }: Entrapment, silent: readonly Summons[]): Promise<void> {
    const of = (isOwner: boolean) =>
      silent.filter(({ side }) => (side === 'owner') === isOwner).map(({ personId }) => personId);
    await this.messageRings.again(tx, id, 'rescue.called', of(false));
    await this.messageRings.again(tx, id, 'rescue.owner_called', of(true));
    await this.countRing(tx, silent);
  }

  private async countRing(tx: Transaction, rung: readonly Summons[]): Promise<void> {
    for (const { id, rings } of rung) await tx.manager.update(Summons, { id }, { rings: rings + 1 });
  }

  /** Everybody who was called, and has not declined, hears that something is different now. */
  async tellChange(tx: Transaction, one: Entrapment, title: string, text: string): Promise<void> {
    const called = await tx.manager.findBy(Summons, { entrapmentId: one.id });
    const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
    for (const [page, isOwner] of [
      [rescuePage(one.id), false],
      [ownerPage(one.id), true],
    ] as const) {
      const people = called
        .filter(({ side, state }) => (side === 'owner') === isOwner && state !== 'declined')
        .map(({ personId }) => personId);
      await this.messageService.send(tx, people, {
        ...{ kind: 'rescue.changed', subjectId: one.id, title, text, facts: factsOf(lift), page },
      });
    }
  }

  /** One of those who were called hears what was entered for them, so that they can put it right. */
  async tellOne(
    tx: Transaction,
    one: Entrapment,
    { personId, side }: Pick<Summons, 'personId' | 'side'>,
    { title, text }: { title: string; text: string },
  ): Promise<void> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
    const page = side === 'owner' ? ownerPage(one.id) : rescuePage(one.id);
    await this.messageService.send(tx, [personId], {
      ...{ kind: 'rescue.changed', subjectId: one.id, title, facts: factsOf(lift), page },
      text: `${lift.place} ${lift.ownNumber}：${text}`,
    });
  }

  /** What rang says how it ended, for everybody; what has not left by then is not needed any more. */
  settle(tx: Transaction, one: Entrapment, outcome: string): Promise<void> {
    return this.messageService.settle(tx, one.id, outcome);
  }

  /** Somebody comes: those who were called as well need not hear of it, owner and desk still do. */
  settleCalls(tx: Transaction, one: Entrapment, by: Side): Promise<void> {
    return this.messageService.settle(tx, one.id, `${sides[by]}已接单`, [], besideCalls);
  }

  private async summon(
    tx: Transaction,
    one: Entrapment,
    lift: Lift,
    tier: Tier,
    groups: readonly Group[],
  ): Promise<Summons[]> {
    const known = new Set(
      (await tx.manager.findBy(Summons, { entrapmentId: one.id })).map(({ personId }) => personId),
    );
    const rows: Summons[] = [];
    for (const [side, callees] of groups)
      for (const { personId, organisationId } of callees) {
        if (known.has(personId)) continue;
        known.add(personId);
        rows.push(summonsOf({ entrapmentId: one.id, personId, organisationId, side, tier }, tx.at));
      }
    await insertRows(tx.manager, Summons, rows);
    const of = (isOwner: boolean) =>
      rows.filter(({ side }) => (side === 'owner') === isOwner).map(({ personId }) => personId);
    const hurt = needsOutsideHelp(one) ? '，有人受伤、不适或情绪失控' : '';
    const what = whatOf(one);
    const where = hasNoCar(lift.type) ? '扶梯' : '电梯';
    await this.messageService.send(tx, of(false), {
      kind: 'rescue.called',
      subjectId: one.id,
      title: one.kind === 'hurt' ? `${where}伤人，请立即前往` : '电梯困人，请立即前往救援',
      text: `${lift.place} ${lift.ownNumber} ${what}${hurt}。请立即接单；不能前往请点“不能去”，系统会马上叫别人。`,
      facts: [...factsOf(lift), { label: '报警时间', value: timeInWords(one.reportedAt) }],
      page: rescuePage(one.id),
    });
    await this.messageService.send(tx, of(true), {
      kind: 'rescue.owner_called',
      subjectId: one.id,
      title: `本单位${where}${happened(one)}，请启动预案`,
      text: `${lift.place} ${lift.ownNumber} ${what}${hurt}。请到现场安抚并启动救援预案；救援人员到场时请告诉他们到场码。`,
      facts: [...factsOf(lift), { label: '到场码', value: this.arrivalCode.of(one.id) }],
      page: ownerPage(one.id),
    });
    return rows;
  }

  /** The desk hears of every step beyond the company; what it must do by telephone rings until it has. */
  private async tellDesk(
    tx: Transaction,
    one: Entrapment,
    lift: Lift,
    reason: EscalationReason,
  ): Promise<void> {
    const isFire = one.tier3At !== null;
    const number = one.isHurt || one.isMedical ? '119 和 120' : '119';
    await this.messageService.send(tx, await this.people.ofDesk(tx.manager, one.divisionCode), {
      kind: 'rescue.desk',
      subjectId: one.id,
      title: isFire ? `请立即联系 ${number}` : `${happened(one)}救援已升级`,
      text: `${lift.place} ${lift.ownNumber}：${escalationReasons[reason]}。${isFire ? `请拨打 ${number} 并在系统中记下。` : '请关注是否有人前往。'}`,
      facts: [...factsOf(lift), { label: '报警时间', value: timeInWords(one.reportedAt) }],
      page: null,
    });
  }
}

const rescuePage = (entrapmentId: string) => `rescue/entrapment/index?entrapmentId=${entrapmentId}`;

/** Owners have their page in WeChat too; whoever frees people works in DingTalk. */
const ownerPage = (entrapmentId: string) => `owner/entrapment/index?entrapmentId=${entrapmentId}`;

/** What has happened, for whoever is called. */
const whatOf = (one: Entrapment): string => {
  const people = one.people === null ? '人数不明' : `${one.people} 人`;
  return one.kind === 'hurt' ? '有人受伤或被夹' : `有人被困（${people}）`;
};

const factsOf = (lift: Lift) => [
  { label: '地址', value: `${lift.address} ${lift.place} ${lift.ownNumber}`.trim() },
  { label: '识别码', value: lift.rescueCode },
];

const summonsOf = (
  whom: Pick<Summons, 'entrapmentId' | 'personId' | 'organisationId' | 'side' | 'tier'>,
  at: number,
): Summons => ({
  ...{ id: newId(), ...whom, state: 'called', calledAt: at, rings: 1, answeredAt: null, reason: '' },
  ...{ etaAt: null, departedAt: null, arrivedAt: null, arrivalProof: null, distanceMetres: null },
  ...{ fixSealed: null, planStartedAt: null },
});

/** Somebody who is there already, or comes along from another lift. */
export const presentSummons = summonsOf;
