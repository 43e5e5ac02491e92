import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Side, Tier } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import type { Entrapment } from './entrapment.entity';
import { RescueBook } from './rescue.book';
import { RescueCandidates, tierOfSide } from './rescue.candidates.query';
import { RescueDispatch } from './rescue.dispatch';
import { RescueJournal } from './rescue.journal';
import { RescuePeople } from './rescue.people.query';
import { Summons } from './summons.entity';

interface Group {
  unit: string;
  side: Side;
  people: string[];
}

/** Whom the desk calls beside what goes by itself: a station of its choice, or single people (EMG-05). */
@Singleton()
export class RescueByHand {
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() people: RescuePeople;
  @Inject() candidates: RescueCandidates;

  /**
   * Another station than the nearest, or one more. From then on it rings and is waited for as the second tier, and where it
   * stays silent the third follows.
   * @throws not_found `rescue.station_unknown` of another city, closed or none; rule_broken `rescue.station_empty`
   */
  async callStation(tx: Transaction, before: Entrapment, stationId: string): Promise<Entrapment> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: before.liftId });
    const units = await this.candidates.units(tx.manager, lift);
    if (!units.some(({ id, side }) => id === stationId && side === 'station'))
      throw AppError.notFound(
        'rescue.station_unknown',
        '没有找到这个救援站，或者它现在不出动。请刷新后重选。',
      );
    const people = await this.candidates.ofStation(tx.manager, stationId, tx.at);
    if (people.length === 0)
      throw AppError.broken([
        {
          code: 'rescue.station_empty',
          message: '这个救援站还没有登记救援人员，没有派单。请打电话联系，或改派别的站。',
        },
      ]);
    await this.call(tx, before, 2, [{ unit: stationId, side: 'station', people }]);
    const isFirst = before.tier2At === null;
    return this.book.save(tx, before, isFirst ? { tier2At: tx.at, tier2RungAt: tx.at } : {});
  }

  /**
   * Single people of the lift's company, its owner or a station of the city. Whoever was called already is rung again.
   * What goes by itself goes on: a station that the desk has asked one person of is still called when its time comes.
   * @throws not_found `rescue.person_unknown` where one of them is nobody of these; then nobody is called
   */
  async callPeople(
    tx: Transaction,
    before: Entrapment,
    tier: Tier,
    personIds: string[],
  ): Promise<Entrapment> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: before.liftId });
    const groups: Group[] = [];
    const left = new Set(personIds);
    for (const { id: unit, side } of await this.candidates.units(tx.manager, lift)) {
      const people = await this.people.among(tx.manager, unit, [...left]);
      for (const personId of people) left.delete(personId);
      if (people.length > 0) groups.push({ unit, side, people });
    }
    if (left.size > 0)
      throw AppError.notFound(
        'rescue.person_unknown',
        '有人不是这台电梯的维保单位、使用单位或本市救援站的人员，没有派单。',
      );
    await this.call(tx, before, tier, groups);
    return this.book.save(tx, before, tier === 1 && before.tier1At === null ? { tier1At: tx.at } : {});
  }

  private async call(tx: Transaction, one: Entrapment, tier: Tier, groups: readonly Group[]): Promise<void> {
    const names = await tx.manager.findBy(Organisation, { id: In(groups.map(({ unit }) => unit)) });
    for (const { unit, side, people } of groups) {
      const called = await this.dispatch.callAlso(tx, one, tierOfSide(side), [
        side,
        people.map((personId) => ({ personId, organisationId: unit })),
      ]);
      const again = people.length - called > 0 ? await this.ringAgain(tx, one, people) : 0;
      const name = names.find(({ id }) => id === unit)?.name ?? '';
      const anew = called > 0 || again === 0 ? `呼叫 ${called} 人` : '';
      const words = [anew, again > 0 ? `再次提醒 ${again} 人` : ''].filter(Boolean).join('，');
      await this.journal.write(tx, one, {
        kind: 'dispatched',
        text: `人工派单：${name}，${words}`,
        open: { tier, reason: 'by_hand', called, again, unitId: unit },
      });
    }
  }

  /** Those of them who were called before this instant and have said nothing. */
  private async ringAgain(tx: Transaction, one: Entrapment, people: readonly string[]): Promise<number> {
    const silent = (
      await tx.manager.findBy(Summons, {
        ...{ entrapmentId: one.id, state: 'called' as const, personId: In([...people]) },
      })
    ).filter(({ calledAt }) => calledAt < tx.at);
    await this.dispatch.ring(tx, one, silent);
    return silent.length;
  }
}
