import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { HelpState, helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { hasNoCar, minuteMs, outsideNumbers } from '@lifttrust/shared-types/rescue/rescue.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, Not } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { Entrapment } from './entrapment.entity';
import { EntrapmentEvent } from './entrapment-event.entity';
import { HelpCall } from './help-call.entity';
import { callsBeside, takenBackBy } from './help-calls.query';
import { ArrivalCode } from './rescue.arrival-code';
import { RescueBook } from './rescue.book';
import { RescueDispatch } from './rescue.dispatch';
import { canFree, onSiteOf, tierOf } from './rescue.facts';
import { RescueIntake, withSituation } from './rescue.intake';
import { RescueJournal } from './rescue.journal';
import { RescueMove } from './rescue.move';
import { Summons } from './summons.entity';

type Input<K extends keyof typeof helpApi> = InputOf<(typeof helpApi)[K]>;

const hourMs = 3_600_000;
/** So many calls of one device for one lift within the hour, each taken back: the next is asked to telephone. */
const mostMistaken = 3;
/** The same call may come again so soon: somebody else may have reported meanwhile, and then it is taken. */
const askAgainSeconds = 30;
const mostNeighbours = 20;
const dayMs = 86_400_000;

/**
 * Help without an account. The caller holds a token that is computed from the installation's key and the caller's own
 * request key: it is stored nowhere, and the same report sent twice gets the same one.
 */
@Singleton()
export class HelpService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() codeService: CodeService;
  @Inject() arrivalCode: ArrivalCode;
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() intake: RescueIntake;
  @Inject() rescueMove: RescueMove;

  /**
   * The first call of a device for a lift is taken whatever happens, under a replaced code too, and for a lift that nobody
   * maintains. @throws not_found `rescue.code_unknown`; too_many `rescue.taken_back_often`, which names when to come again
   */
  async call(input: Input<'call'>, ctx: Ctx): Promise<HelpState & { helpToken: string }> {
    const keyPrint = this.cipher.fingerprint('rescue.call', input.key);
    return this.work.run(ctx, async (tx) => {
      const known = await tx.manager.findOneBy(HelpCall, { keyPrint });
      if (input.isTakenBack) return this.takenBackUnheard(tx, known);
      if (known) return this.answer(tx.manager, known, tx.at);
      const code = await this.codeService.find(tx.manager, input.code, tx.at);
      if (!code)
        throw AppError.notFound(
          'rescue.code_unknown',
          `没有找到这个码对应的电梯。请直接拨打 ${this.cityService.parameters.emergencyPhone}，报出电梯的位置。`,
        );
      const { liftId } = code;
      const devicePrint = this.devicePrint(ctx);
      await this.mustNotCryWolf(tx, liftId, devicePrint);
      const lift = await tx.manager.findOneByOrFail(Lift, { id: liftId });
      const { call } = await this.intake.receive(tx, {
        ...{ liftId, source: 'code', situation: input, phone: input.phone, keyPrint, devicePrint },
        kind: hasNoCar(lift.type) ? 'hurt' : input.kind,
        waitedMs: input.waitedSeconds * 1000,
      });
      return this.answer(tx.manager, call, tx.at);
    });
  }

  /** @throws not_found for a wrong token as for no such call */
  async show({ helpId, token }: Input<'show'>, ctx: Ctx): Promise<HelpState> {
    const { manager } = this.database.reader;
    return this.stateOf(manager, await this.mustHold(manager, helpId, token), ctx.at);
  }

  /** Lifts at the same place: the twin whose code was meant. */
  async neighbours({ helpId, token }: Input<'neighbours'>) {
    const { manager } = this.database.reader;
    const call = await this.mustHold(manager, helpId, token);
    return { items: await this.around(manager, call.liftId) };
  }

  /** The caller's own words about their own call. @throws conflict `rescue.over`; invalid `rescue.not_a_neighbour` */
  async correct(input: Input<'correct'>, ctx: Ctx): Promise<HelpState> {
    return this.work.run(ctx, async (tx) => {
      const [call, one] = await this.asItIs(tx, await this.mustHold(tx.manager, input.helpId, input.token));
      if (!one) throw AppError.notFound();
      const isOver = one.freedAt !== null || one.closedAt !== null;
      // Sent once more after a lost answer: it is taken back already.
      if (input.what === 'mistaken' && call.isMistaken) return this.stateOf(tx.manager, call, tx.at);
      if (input.what === 'still_trapped') await this.stillTrapped(tx, call, one);
      else if (isOver)
        throw AppError.conflict('rescue.over', '这起困人已经结束。如果还有人被困，请按“还有人被困”。');
      // Whoever has said that nobody is inside says nothing more of those for whom others have called.
      else if (call.isMistaken)
        throw AppError.conflict(
          'rescue.taken_back',
          `这次求助已经撤销。如果还有人被困，请重新求助，或拨打 ${this.cityService.parameters.emergencyPhone}。`,
        );
      else if (input.what === 'mistaken') await this.takeBack(tx, call, one);
      else if (input.what === 'freed') await this.outByThemselves(tx, call, one);
      else if (input.what === 'details') await this.detail(tx, call, one, input);
      else await this.otherLift(tx, call, one, input.liftId);
      const now = await tx.manager.findOneByOrFail(HelpCall, { id: call.id });
      return this.stateOf(tx.manager, now, tx.at);
    });
  }

  /**
   * Another call of the same caller would keep the matter open when they take theirs back: theirs is told once more. It is
   * a new alarm where the old one is over, and is held back like one. @throws conflict `rescue.long_over`
   */
  private async stillTrapped(tx: Transaction, call: HelpCall, one: Entrapment): Promise<void> {
    const overAt = one.closedAt ?? one.freedAt;
    if (overAt !== null) {
      if (tx.at - overAt > dayMs)
        throw AppError.conflict(
          'rescue.long_over',
          `这次求助早已结束。请重新扫码求助，或拨打 ${this.cityService.parameters.emergencyPhone}。`,
        );
      await this.mustNotCryWolf(tx, one.liftId, call.devicePrint, call.liftId);
    }
    await this.intake.receive(tx, {
      ...{ liftId: one.liftId, source: 'code', kind: one.kind === 'hurt' ? 'hurt' : 'trapped' },
      ...{ situation: { people: call.people ?? undefined }, devicePrint: call.devicePrint, again: call },
    });
  }

  /**
   * The phone never heard whether this call arrived, and the caller has taken it back: what never arrived calls nobody.
   * @throws not_found `rescue.help_unknown` for what never arrived
   */
  private async takenBackUnheard(tx: Transaction, known: HelpCall | null) {
    if (!known) throw this.unknownHelp();
    const [call, one] = await this.asItIs(tx, known);
    const mayEnd = one !== null && one.freedAt === null && one.closedAt === null;
    if (!mayEnd || call.isMistaken) return this.answer(tx.manager, call, tx.at);
    await this.takeBack(tx, call, one);
    const now = await tx.manager.findOneByOrFail(HelpCall, { id: call.id });
    return this.answer(tx.manager, now, tx.at);
  }

  /** Held with its entrapment, and read as it is then: a request that was sent twice may have said the same meanwhile. */
  private async asItIs(tx: Transaction, seen: HelpCall): Promise<[HelpCall, Entrapment | null]> {
    const one = await this.book.locked(tx, seen.entrapmentId);
    const call = await this.book.lockedCall(tx, seen.id);
    // Corrected to another lift meanwhile: it belongs there now.
    return call.entrapmentId === seen.entrapmentId ? [call, one] : this.asItIs(tx, call);
  }

  /** Of several reports the others stand; the only one ends the matter, kept as 误报, unless somebody is there already. */
  private async takeBack(tx: Transaction, call: HelpCall, one: Entrapment): Promise<void> {
    const takenBack = (call.takenBack ?? 0) + 1;
    await tx.manager.update(HelpCall, { id: call.id }, { isMistaken: true, takenBack });
    const others = await callsBeside(tx.manager, call);
    const ends = others === 0 && one.arrivedAt === null;
    await this.journal.write(tx, one, {
      kind: 'mistaken',
      text: ends ? '报警人更正为误按，没有人被困' : '一位报警人更正为误按；其他报告仍然有效',
      open: { others },
    });
    if (ends) {
      await this.dispatch.tellChange(tx, one, '困人为误报', '报警人已更正为误按，没有人被困，不用再前往。');
      await this.dispatch.settle(tx, one, '误报');
      await this.dispatch.tellDeskOf(
        tx,
        one,
        '报警人撤销了求助',
        '报警人更正为误按，没有人被困，已停止呼叫。情况可疑时请回电核实。',
      );
    }
    const end = ends ? { outcome: 'mistaken' as const, closedAt: tx.at } : {};
    await this.book.save(tx, one, { ...end, reports: Math.max(0, one.reports - 1) });
  }

  private async outByThemselves(tx: Transaction, call: HelpCall, one: Entrapment): Promise<void> {
    if (one.arrivedAt !== null || (await callsBeside(tx.manager, call)) > 0) {
      await this.journal.write(tx, one, { kind: 'detailed', text: '一位报警人说已经脱困，请到场核实' });
      await this.dispatch.tellDeskOf(
        tx,
        one,
        '一位报警人说已经脱困',
        '还有别的报告，或已有人到场，救援继续。请向现场核实。',
      );
      await this.book.save(tx, one);
      return;
    }
    await this.journal.write(tx, one, { kind: 'freed', text: '报警人说已自行脱困', open: { by: 'self' } });
    await this.dispatch.tellChange(
      tx,
      one,
      '报警人说已经脱困',
      '请仍到现场检查电梯，确认没有人被困后再恢复使用。',
    );
    await this.dispatch.settle(tx, one, '已自行脱困');
    await this.dispatch.tellDeskOf(
      tx,
      one,
      '报警人说已经脱困',
      '报警人说人已自行脱困，已停止呼叫。请回电核实，核实后可以直接结案。',
    );
    await this.book.save(tx, one, { freedAt: tx.at, freedBy: 'self', freedPeople: one.people });
  }

  private async detail(
    tx: Transaction,
    call: HelpCall,
    one: Entrapment,
    { situation = {}, phone }: Input<'correct'>,
  ): Promise<void> {
    const isPersonal = Boolean(phone) || Boolean(situation.note);
    await tx.manager.update(
      HelpCall,
      { id: call.id },
      {
        people: situation.people ?? call.people,
        ...(phone ? { phoneSealed: this.cipher.encrypt(phone) } : {}),
        ...(situation.note ? { noteSealed: this.cipher.encrypt(situation.note) } : {}),
        ...(isPersonal ? { forgetAt: tx.at + this.cityService.parameters.rescue.phoneDays * dayMs } : {}),
      },
    );
    const said = withSituation(one, situation);
    await this.journal.write(tx, one, { kind: 'detailed', open: { people: said.people ?? null } });
    const saved = await this.book.save(tx, one, said);
    await this.dispatch.forDistress(tx, saved);
  }

  private async otherLift(
    tx: Transaction,
    call: HelpCall,
    one: Entrapment,
    liftId: string | undefined,
  ): Promise<void> {
    const around = await this.around(tx.manager, call.liftId);
    if (!liftId || !around.some((lift) => lift.liftId === liftId))
      throw AppError.invalid(
        'rescue.not_a_neighbour',
        `请选择同一处的电梯；不在其中的，请拨打 ${this.cityService.parameters.emergencyPhone}。`,
      );
    await this.rescueMove.move(tx, one, call, liftId);
  }

  private async around(manager: EntityManager, liftId: string) {
    const lift = await manager.findOneByOrFail(Lift, { id: liftId });
    if (lift.ownerId === null) return [];
    const same = { ownerId: lift.ownerId, divisionCode: lift.divisionCode, address: lift.address };
    const found = await manager.find(Lift, {
      where: { ...same, id: Not(liftId) },
      order: { place: 'ASC', ownNumber: 'ASC' },
      take: mostNeighbours,
    });
    return found.map(({ id, place, ownNumber }) => ({ liftId: id, place, ownNumber }));
  }

  /** Only whoever has taken back several calls for this lift, and only while nobody is known to be inside. */
  private async mustNotCryWolf(
    tx: Transaction,
    liftId: string,
    devicePrint: string | null,
    calledFor = liftId,
  ): Promise<void> {
    if (!devicePrint || (await tx.manager.existsBy(Entrapment, { openLiftId: liftId }))) return;
    const since = tx.at - hourMs;
    const last = (await takenBackBy(tx.manager, { devicePrint, liftId: calledFor, since }))[mostMistaken - 1];
    if (last === undefined) return;
    const { emergencyPhone } = this.cityService.parameters;
    const untilFree = Math.ceil((last + hourMs - tx.at) / 1000);
    throw AppError.tooMany(
      'rescue.taken_back_often',
      `这部手机刚刚几次报警又更正为误按。如果真的有人被困，请直接拨打 ${emergencyPhone}，我们马上派人。`,
      Math.max(1, Math.min(askAgainSeconds, untilFree)),
    );
  }

  private devicePrint(ctx: Ctx): string | null {
    const device = ctx.deviceId ?? ctx.address ?? null;
    return device === null ? null : this.cipher.fingerprint('rescue.device', device);
  }

  /** Is this the token of whoever made the call? */
  async isCaller(helpId: string, token: string): Promise<boolean> {
    const call = await this.database.reader.manager.findOneBy(HelpCall, { id: helpId });
    return call !== null && call.keyPrint !== null && this.tokenOf(call) === token;
  }

  private tokenOf(call: HelpCall): string {
    return this.cipher.fingerprint('rescue.help', `${call.id} ${call.keyPrint ?? ''}`);
  }

  private async mustHold(manager: EntityManager, helpId: string, token: string): Promise<HelpCall> {
    const call = await manager.findOneBy(HelpCall, { id: helpId });
    if (!call || call.keyPrint === null || this.tokenOf(call) !== token) throw this.unknownHelp();
    return call;
  }

  private unknownHelp(): AppError {
    return AppError.notFound(
      'rescue.help_unknown',
      '没有找到这次求助。如果有人被困，请重新求助或直接打电话。',
    );
  }

  private async answer(manager: EntityManager, call: HelpCall, at: number) {
    return { ...(await this.stateOf(manager, call, at)), helpToken: this.tokenOf(call) };
  }

  private async stateOf(manager: EntityManager, call: HelpCall, at: number): Promise<HelpState> {
    const one = await manager.findOneByOrFail(Entrapment, { id: call.entrapmentId });
    const lift = await manager.findOneByOrFail(Lift, { id: one.liftId });
    const isOpen = one.freedAt === null && one.closedAt === null;
    const summons =
      isOpen && one.arrivedAt === null ? await manager.findBy(Summons, { entrapmentId: one.id }) : [];
    const { emergencyPhone } = this.cityService.parameters;
    return {
      helpId: call.id,
      state: call.isMistaken ? 'closed' : one.state,
      outcome:
        call.isMistaken || one.outcome === 'mistaken'
          ? 'mistaken'
          : one.freedAt === null
            ? 'none'
            : 'rescued',
      // Who closes an entrapment at the desk has called back; calls judged mistaken there are marked like those taken back.
      isTakenBack: call.isMistaken && (one.outcome !== 'mistaken' || !one.callBack),
      // By the lift, not by what somebody chose: the words are those for an escalator.
      kind: hasNoCar(lift.type) ? 'hurt' : 'trapped',
      ...{ place: lift.place, ownNumber: lift.ownNumber, address: lift.address, rescueCode: lift.rescueCode },
      ...{ emergencyPhone, receivedAt: call.at, acceptedAt: one.acceptedAt, departedAt: one.departedAt },
      ...{ etaAt: one.etaAt, arrivedAt: one.arrivedAt, freedAt: one.freedAt },
      mayBeThere: onSiteOf(summons) !== null,
      calling: one.state === 'waiting' ? await this.callingOf(manager, one, summons) : 'first',
      rescuer: await this.rescuerOf(manager, one),
      callAlso: isOpen ? outsideNumbers(tierOf(one), one) : [],
      arrivalCode: isOpen && one.arrivedAt === null ? this.arrivalCode.of(one.id) : '',
      reports: one.reports,
      askAgainSeconds: askAgain(one, at),
      readAt: at,
    };
  }

  /** Who is waited for while nobody comes: what happened last counts, a station called or somebody who cannot come. */
  private async callingOf(
    manager: EntityManager,
    one: Entrapment,
    summons: readonly Summons[],
  ): Promise<NonNullable<HelpState['calling']>> {
    const firstAt = Math.min(...summons.map(({ calledAt }) => calledAt));
    // With the first report, where somebody is hurt or no company answers for the lift, the station is one of the first.
    const stationAt = Math.max(
      0,
      ...summons.flatMap(({ side, calledAt }) =>
        side === 'station' && calledAt > firstAt ? [calledAt] : [],
      ),
    );
    const withdrawn = await manager.findBy(EntrapmentEvent, { entrapmentId: one.id, kind: 'withdrawn' });
    // The owner's officers free nobody: that they come was never said to those inside. What the desk entered for somebody
    // stands under the operator's name, with the instant of their answer.
    const mattered = withdrawn.filter(({ personId, at }) =>
      summons.some((row) => canFree(row) && (row.personId === personId || row.answeredAt === at)),
    );
    if (mattered.some(({ at }) => at >= stationAt)) return 'anew';
    return stationAt > 0 ? 'station' : 'first';
  }

  private async rescuerOf(manager: EntityManager, one: Entrapment): Promise<string | null> {
    const coming = await manager.findOne(Summons, {
      where: [
        { entrapmentId: one.id, state: 'accepted', side: 'company' },
        { entrapmentId: one.id, state: 'accepted', side: 'station' },
      ],
      order: { answeredAt: 'ASC' },
    });
    if (!coming) return null;
    return (await organisationNames(manager, [coming.organisationId])).get(coming.organisationId) ?? null;
  }
}

/** While nothing is decided often, on the way less, afterwards hardly ever: a page without a socket asks by this. */
function askAgain(one: Entrapment, at: number): number {
  if (one.freedAt !== null || one.closedAt !== null) return 60;
  return one.acceptedAt === null && at - one.reportedAt < 10 * minuteMs ? 5 : 10;
}
