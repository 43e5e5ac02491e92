import { judgePosition, refuseMockPosition } from '@lifttrust/shared-types/check-in/check-in.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type Crs } from '@lifttrust/shared-types/kernel/geo';
import type {
  Entrapment as EntrapmentInFull,
  rescueApi,
} from '@lifttrust/shared-types/rescue/rescue.contract';
import { minuteMs } from '@lifttrust/shared-types/rescue/rescue.rules';
import { type Side, sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Entrapment } from './entrapment.entity';
import { ArrivalCode } from './rescue.arrival-code';
import { RescueBook } from './rescue.book';
import { presentSummons, RescueDispatch } from './rescue.dispatch';
import { RescueDue } from './rescue.due';
import { canFree, isTakenToBeThere, isThere, notThere } from './rescue.facts';
import { RescueIdentity } from './rescue.identity';
import { RescueJournal } from './rescue.journal';
import { RescueQuery } from './rescue.query';
import { RescueSight, sideOf } from './rescue.sight';
import { Summons } from './summons.entity';

type Input<K extends keyof typeof rescueApi> = InputOf<(typeof rescueApi)[K]>;
export interface Found {
  one: Entrapment;
  actor: Actor;
  /** The actor's own summons, entered where nobody had called them; where the desk enters it, that of whoever telephoned. */
  mine: Summons;
}

const mostWrongCodes = 5;
const over = () => AppError.conflict('rescue.over', '这起困人已经解救完成，请刷新查看。');
const hourMs = 3_600_000;

/** What those who were called do, one tap each. Nobody proves anything before acting (EMG-10, DECISIONS 34). */
@Singleton()
export class RescueSteps {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() arrivalCode: ArrivalCode;
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() due: RescueDue;
  @Inject() sight: RescueSight;
  @Inject() identity: RescueIdentity;
  @Inject() rescueQuery: RescueQuery;

  /** A colleague whom nobody called may come as well. @throws conflict `rescue.over` */
  async accept({ entrapmentId, etaMinutes }: Input<'accept'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      const etaAt = etaMinutes === undefined ? null : tx.at + etaMinutes * minuteMs;
      await this.answer(tx, mine, {
        ...{ state: 'accepted', answeredAt: answeredOf(mine, tx.at), etaAt, reason: '' },
      });
      const eta = etaMinutes === undefined ? '' : `，预计 ${etaMinutes} 分钟到达`;
      await this.journal.write(tx, one, {
        kind: 'accepted',
        text: `${sides[mine.side]}接单${eta}`,
        open: { side: mine.side, etaMinutes: etaMinutes ?? null },
      });
      if (!canFree(mine)) return {};
      await this.comes(tx, one, mine);
      return this.book.coming(tx, one);
    });
  }

  async depart({ entrapmentId, etaMinutes }: Input<'depart'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      const etaAt = tx.at + etaMinutes * minuteMs;
      await this.answer(tx, mine, {
        state: 'accepted',
        answeredAt: answeredOf(mine, tx.at),
        departedAt: mine.departedAt ?? tx.at,
        etaAt,
        ...(isTakenToBeThere(mine) ? notThere : {}),
      });
      await this.journal.write(tx, one, {
        kind: 'departed',
        text: `预计 ${etaMinutes} 分钟到达`,
        open: { side: mine.side, etaMinutes },
      });
      await this.comes(tx, one, mine);
      return this.book.coming(tx, one);
    });
  }

  /**
   * Proven by the position, or by the code that those at the lift read out where there is no position.
   * @throws rule_broken `rescue.not_there`, `rescue.wrong_code`, `check_in.mock_position`; too many wrong codes:
   * `rescue.codes_used_up`, and the owner or the desk confirms instead
   */
  async arrive(input: Input<'arrive'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, fix, code } = input;
    if (code !== undefined) await this.mustBeRight(entrapmentId, code, ctx);
    return this.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      const lift = await tx.manager.findOneByOrFail(Lift, { id: one.liftId });
      const seen = code === undefined ? this.seen(lift, fix) : null;
      const arrivalProof = code === undefined ? ('position' as const) : ('code' as const);
      const fixSealed = fix ? this.cipher.encrypt(JSON.stringify(fix)) : null;
      await this.answer(tx, mine, {
        ...{ state: 'accepted', answeredAt: answeredOf(mine, tx.at), departedAt: mine.departedAt ?? tx.at },
        ...{ arrivedAt: mine.arrivedAt ?? tx.at, arrivalProof, distanceMetres: seen, fixSealed },
      });
      await this.journal.write(tx, one, {
        kind: 'arrived',
        text: code === undefined ? '以定位确认' : '以到场码确认',
        open: { side: mine.side, proof: arrivalProof },
      });
      await this.comes(tx, one, mine);
      return arrivedChange(one, tx.at, mine.arrivedAt ?? tx.at);
    });
  }

  async start({ entrapmentId }: Input<'start'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      if (one.startedAt !== null) return {};
      await this.journal.write(tx, one, {
        kind: 'started',
        text: sides[mine.side],
        open: { side: mine.side },
      });
      // Who begins is there, proven or not; the owner's own people are no arrival.
      if (!canFree(mine)) return { startedAt: tx.at };
      const departedAt = mine.departedAt ?? tx.at;
      await this.answer(tx, mine, { state: 'accepted', answeredAt: answeredOf(mine, tx.at), departedAt });
      return { startedAt: tx.at, ...arrivedChange(one, tx.at, mine.arrivedAt ?? tx.at) };
    });
  }

  /**
   * People are out. Whoever frees without having proven an arrival arrived then at the latest; where the owner freed
   * them first, no arrival is measured.
   * @throws invalid `rescue.by_missing` where a desk does not say who freed them, `rescue.by_of_others` for whom the actor
   * cannot speak: whoever is on record as the one who freed them owes proof, or is measured
   */
  async free(input: Input<'free'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, people, hurt } = input;
    return this.change(entrapmentId, ctx, async (tx, one, actor) => {
      mustBeOpen(one);
      const by: Side = input.by ?? sideOf(actor);
      if (by === 'desk') throw AppError.invalid('rescue.by_missing', '请选择由谁解救。');
      if (!speaksFor(sideOf(actor), by)) throw AppError.invalid('rescue.by_of_others', notTheirs);
      const isRescuer = by === 'company' || by === 'station';
      const arrivedAt = isRescuer ? (one.arrivedAt ?? tx.at) : one.arrivedAt;
      await this.journal.write(tx, one, {
        kind: 'freed',
        text: `${sides[by]}，救出 ${people} 人${hurt > 0 ? `，其中 ${hurt} 人受伤` : ''}`,
        open: { by, people, hurt },
      });
      await this.dispatch.settle(tx, one, `已解救（${sides[by]}）`);
      if (by === sideOf(actor)) await this.wasThere(tx, one, actor);
      if (isRescuer) await this.identity.begin(tx, one);
      const freed = { freedAt: tx.at, freedBy: by, freedPeople: people, hurtPeople: hurt };
      const { evidenceHours } = this.cityService.parameters.rescue;
      const proof = isRescuer
        ? { evidence: 'waiting' as const, evidenceDueAt: tx.at + evidenceHours * hourMs }
        : {};
      return { ...freed, ...proof, arrivedAt };
    });
  }

  async restore({ entrapmentId }: Input<'restore'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.change(entrapmentId, ctx, async (tx, one) => {
      if (one.freedAt === null) throw AppError.conflict('rescue.not_freed', '还没有登记解救完成，请先登记。');
      if (one.restoredAt !== null) return {};
      await this.journal.write(tx, one, { kind: 'restored' });
      return { restoredAt: tx.at };
    });
  }

  async startPlan({ entrapmentId }: Input<'startPlan'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      if (mine.planStartedAt !== null) return {};
      await this.answer(tx, mine, { planStartedAt: tx.at });
      await this.journal.write(tx, one, {
        kind: 'plan_started',
        text: `${sides[mine.side]}启动救援预案`,
        open: { side: mine.side },
      });
      return {};
    });
  }

  /** A technician or rescuer who frees people stands at the lift, even where they proved no arrival before. */
  private async wasThere(tx: Transaction, one: Entrapment, actor: Actor): Promise<void> {
    if (actor.role !== 'technician' && actor.role !== 'rescuer') return;
    const mine = await this.mine(tx, one, actor);
    if (canFree(mine) && isThere(mine)) return;
    const { departedAt, arrivedAt } = mine;
    const times = { departedAt: departedAt ?? tx.at, arrivedAt: arrivedAt ?? tx.at };
    const answeredAt = answeredOf(mine, tx.at);
    await this.answer(tx, mine, { state: 'accepted', answeredAt, ...times });
  }

  /** The first who can free people comes: whoever has not been reached yet need not be. */
  private async comes(tx: Transaction, one: Entrapment, mine: Summons): Promise<void> {
    if (one.acceptedAt === null && canFree(mine)) await this.dispatch.settleCalls(tx, one, mine.side);
  }

  /** Metres from the lift; null where no honest comparison is possible. */
  private seen(lift: Lift, fix: Input<'arrive'>['fix']): number | null {
    const useCode = '请现场人员报出到场码后填写，或请使用单位确认您已到场。';
    if (!fix) {
      const message = `没有取得定位。${useCode}`;
      throw AppError.broken([{ code: 'rescue.not_there', field: 'fix', message }]);
    }
    const mock = refuseMockPosition(fix.isMock);
    if (mock) throw AppError.broken([mock]);
    const { parameters } = this.cityService;
    const at = lift.lng === null || lift.lat === null ? null : { lng: lift.lng, lat: lift.lat };
    const { verdict, distanceMetres } = judgePosition({
      liftPosition: at && { ...at, crs: (lift.crs ?? 'UNKNOWN') as Crs, confirmed: lift.positionConfirmed },
      fix,
      radiusMetres: lift.fenceRadiusMetres ?? parameters.fence.radiusMetres,
      parameters,
    });
    if (verdict === 'fine' || verdict === 'no_reference') return distanceMetres;
    const why =
      verdict === 'weak'
        ? '定位误差太大，不能确认到场。'
        : `当前位置离电梯约 ${Math.round(distanceMetres ?? 0)} 米，还没有到场。`;
    throw AppError.broken([{ code: 'rescue.not_there', field: 'fix', message: `${why}${useCode}` }]);
  }

  /** Wrong ones are counted even though the request is refused, or six digits would soon be guessed. */
  private async mustBeRight(entrapmentId: string, code: string, ctx: Ctx): Promise<void> {
    const isUsedUp = await this.work.apart(ctx, async (tx) => {
      const one = await this.sight.mustSee(
        tx.manager,
        await this.book.locked(tx, entrapmentId),
        requireActor(ctx),
      );
      if (one.wrongCodes >= mostWrongCodes) return true;
      if (code === this.arrivalCode.of(one.id)) return null;
      await tx.manager.update(Entrapment, { id: one.id }, { wrongCodes: one.wrongCodes + 1 });
      return false;
    });
    if (isUsedUp === null) return;
    const message = isUsedUp
      ? '到场码填错次数过多，请使用单位或救援中心确认您已到场。'
      : '到场码不对，请向现场人员核对。';
    throw AppError.broken([
      { code: isUsedUp ? 'rescue.codes_used_up' : 'rescue.wrong_code', field: 'code', message },
    ]);
  }

  async answer(tx: Transaction, mine: Summons, change: Partial<Summons>): Promise<void> {
    await tx.manager.update(Summons, { id: mine.id }, change);
  }

  /** A step of somebody at the lift, or on the way to it. */
  step(
    entrapmentId: string,
    ctx: Ctx,
    act: (tx: Transaction, found: Found) => Promise<Partial<Entrapment>>,
  ): Promise<EntrapmentInFull> {
    return this.change(entrapmentId, ctx, async (tx, one, actor) => {
      mustBeOpen(one);
      return act(tx, { one, actor, mine: await this.mine(tx, one, actor) });
    });
  }

  /**
   * The same step of somebody who telephoned the desk, entered there.
   * @throws not_found `rescue.not_called` of whom nobody called; conflict `rescue.over`
   */
  stepOf(
    personId: string,
    entrapmentId: string,
    ctx: Ctx,
    act: (tx: Transaction, found: Found) => Promise<Partial<Entrapment>>,
  ): Promise<EntrapmentInFull> {
    return this.change(entrapmentId, ctx, async (tx, one, actor) => {
      mustBeOpen(one);
      const mine = await tx.manager.findOneBy(Summons, { entrapmentId, personId });
      if (!mine)
        throw AppError.notFound('rescue.not_called', '这起困人没有呼叫过这个人，没有登记。请刷新后重选。');
      return act(tx, { one, actor, mine });
    });
  }

  private async mine(tx: Transaction, one: Entrapment, actor: Actor): Promise<Summons> {
    const { personId, organisationId } = actor;
    const known = await tx.manager.findOneBy(Summons, { entrapmentId: one.id, personId });
    if (known) return known;
    const side = sideOf(actor);
    const tier = side === 'station' ? 2 : 1;
    const row = presentSummons({ entrapmentId: one.id, personId, organisationId, side, tier }, tx.at);
    await tx.manager.insert(Summons, { ...row, rings: 0 });
    return row;
  }

  /** Afterwards whatever fell due by it is done in the same request. */
  async change(
    entrapmentId: string,
    ctx: Ctx,
    act: (tx: Transaction, one: Entrapment, actor: Actor) => Promise<Partial<Entrapment>>,
  ): Promise<EntrapmentInFull> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const one = await this.sight.mustSee(tx.manager, await this.book.locked(tx, entrapmentId), actor);
      const saved = await this.book.save(tx, one, await act(tx, one, actor));
      await this.due.settle(tx, saved);
      return this.rescueQuery.show(tx.manager, entrapmentId, ctx);
    });
  }
}

/** Rescuers say that they themselves freed people; the owner also who freed them before any came; the desk is told. */
const speaksFor = (side: Side, by: Side): boolean =>
  side === 'desk' || by === side || (side === 'owner' && (by === 'fire' || by === 'self'));
const notTheirs = '人是别的单位救出的，请由他们登记，或打电话给救援中心，由值班员登记。';

/** What the entrapment keeps of somebody who is there; the first stays. */
export function arrivedChange(one: Entrapment, at: number, arrivedAt = at): Partial<Entrapment> {
  const accepted = { acceptedAt: one.acceptedAt ?? at, departedAt: one.departedAt ?? at };
  return { ...accepted, arrivedAt: one.arrivedAt ?? arrivedAt };
}

/** @throws conflict `rescue.over` */
export function mustBeOpen(one: Entrapment): void {
  if (one.freedAt !== null || one.closedAt !== null) throw over();
}

/** When they said that they come; who takes back a refusal says so now. */
export const answeredOf = ({ state, answeredAt }: Summons, at: number): number =>
  state === 'accepted' ? (answeredAt ?? at) : at;
