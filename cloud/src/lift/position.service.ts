import { Fix } from '@lifttrust/shared-types/check-in/check-in.contract';
import { refuseMockPosition } from '@lifttrust/shared-types/check-in/check-in.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { onSiteApi, PositionView } from '@lifttrust/shared-types/lift/on-site.contract';
import {
  type CollectedFix,
  judgeCollected,
  type PositionFinding,
  refuseBlurredFix,
} from '@lifttrust/shared-types/lift/position.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, MoreThan } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { TaskService } from '../task/task.service';
import { Lift } from './lift.entity';
import { LiftPositionRow } from './lift-position.entity';
import { PositionFix } from './position-fix.entity';

/** What a technician gave: where, how exact, and in which system. */
export interface Offered {
  lift: Lift;
  actor: Actor;
  visitId: string | null;
  fix: Fix;
}

const mostFixes = 20;

/** Where lifts really stand: collected by technicians on site, confirmed when enough of them agree (EQ-03). */
@Singleton()
export class PositionService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() taskService: TaskService;

  /** From the lift's own page: the code is scanned first, so that nobody collects from elsewhere by name alone. */
  async offerFix(
    { liftId, token, ...fix }: InputOf<typeof onSiteApi.offerFix>,
    ctx: Ctx,
  ): Promise<PositionView> {
    const actor = requireActor(ctx);
    const lift = await this.mustBeOwn(this.database.reader.manager, liftId, actor);
    const simulated = refuseMockPosition(fix.isMock);
    if (simulated) {
      await this.work.apart(ctx, (tx) => tx.audit('lift.mock_position', 'lift', liftId));
      throw AppError.broken([simulated]);
    }
    const blurred = refuseBlurredFix(fix.accuracyMetres, this.rules.weakAccuracyMetres);
    if (blurred) throw AppError.broken([blurred]);
    return this.work.run(ctx, async (tx) => {
      const code = await this.codeService.find(tx.manager, token, tx.at);
      if (code?.liftId !== lift.id || !code.isCurrent)
        throw AppError.broken([
          { code: 'lift.other_code', message: '扫到的不是这台电梯现用的码，请在这台电梯旁扫码后再采集。' },
        ]);
      await this.offer(tx, { lift, actor, visitId: null, fix });
      return this.view(tx.manager, liftId);
    });
  }

  /** Keeps a fix and confirms the position if enough technicians agree. Weak fixes are not kept: they say nothing. */
  async offer(tx: Transaction, { lift, actor, visitId, fix }: Offered): Promise<void> {
    if (fix.accuracyMetres > this.rules.weakAccuracyMetres || fix.isMock === true) return;
    await tx.manager.insert(PositionFix, {
      id: newId(),
      liftId: lift.id,
      personId: actor.personId,
      companyId: actor.organisationId,
      visitId,
      fixSealed: this.cipher.encrypt(JSON.stringify(fix)),
      accuracyMetres: fix.accuracyMetres,
      at: tx.at,
    });
    await tx.audit('lift.position_collected', 'lift', lift.id);
    await this.judge(tx, lift);
  }

  async show(liftId: string, ctx: Ctx): Promise<PositionView> {
    const manager = this.database.reader.manager;
    await this.mustBeOwn(manager, liftId, requireActor(ctx));
    return this.view(manager, liftId);
  }

  private get rules() {
    const { position, fence } = this.cityService.parameters;
    return { ...position, weakAccuracyMetres: fence.weakAccuracyMetres };
  }

  private async judge(tx: Transaction, lift: Lift): Promise<void> {
    const found = await this.finding(tx.manager, lift.id);
    const trouble = { kind: 'lift.position_contradiction', about: lift.id };
    if (found.state === 'contradiction')
      await this.taskService.open(tx, {
        ...trouble,
        subject: { kind: 'lift', id: lift.id },
        divisionCode: lift.divisionCode,
        organisationId: lift.companyId,
        title: '现场采集的位置相互矛盾',
        text: `${lift.place} ${lift.ownNumber} 由不同人员采集的位置相差 ${found.spreadMetres} 米，请到现场重新采集。`,
        dueOn: null,
      });
    if (found.state !== 'confirmed') return;
    await this.taskService.settle(tx, trouble, '新采集的位置一致。');
    const { lng, lat, fixes, spreadMetres } = found;
    const kept = { id: newId(), liftId: lift.id, lng, lat, fixes, spreadMetres, at: tx.at };
    await insertRows(tx.manager, LiftPositionRow, [kept]);
    const place = { lng, lat, crs: 'GCJ02', positionConfirmed: true, updatedAt: tx.at };
    await tx.manager.update(Lift, { id: lift.id }, place);
    await tx.audit('lift.position_confirmed', 'lift', lift.id, { fixes, spreadMetres });
  }

  /** What the fixes since the last confirmation say. */
  private async finding(manager: EntityManager, liftId: string): Promise<PositionFinding> {
    const [last] = await this.confirmed(manager, liftId);
    const rows = await manager.find(PositionFix, {
      where: { liftId, ...(last ? { at: MoreThan(last.at) } : {}) },
      order: { id: 'DESC' },
      take: mostFixes,
    });
    return judgeCollected(
      rows.reverse().map((row) => this.opened(row)),
      this.rules,
    );
  }

  private confirmed(manager: EntityManager, liftId: string): Promise<LiftPositionRow[]> {
    return manager.find(LiftPositionRow, { where: { liftId }, order: { at: 'DESC', id: 'DESC' }, take: 20 });
  }

  private opened(row: PositionFix): CollectedFix {
    const fix = Fix.parse(JSON.parse(this.cipher.decrypt(row.fixSealed)));
    return { ...fix, personId: row.personId };
  }

  private async view(manager: EntityManager, liftId: string): Promise<PositionView> {
    const lift = await manager.findOneByOrFail(Lift, { id: liftId });
    const found = await this.finding(manager, liftId);
    const history = await this.confirmed(manager, liftId);
    const isKnown = lift.lng !== null && lift.lat !== null;
    return {
      current: isKnown ? { lng: lift.lng ?? 0, lat: lift.lat ?? 0, confirmed: lift.positionConfirmed } : null,
      missing: found.state === 'waiting' && !lift.positionConfirmed ? found.missing : 0,
      contradiction: found.state === 'contradiction',
      history: history.map(({ lng, lat, fixes, spreadMetres, at }) => ({
        lng,
        lat,
        fixes,
        spreadMetres,
        at,
      })),
    };
  }

  private async mustBeOwn(manager: EntityManager, liftId: string, actor: Actor): Promise<Lift> {
    const lift = await manager.findOneBy(Lift, { id: liftId });
    mustCover(actor, lift);
    if (!lift) throw AppError.notFound();
    return lift;
  }
}
