import {
  calibrationEffect,
  isWorthApplying,
  type ScoredCheck,
} from '@lifttrust/shared-types/face/face.calibration.rules';
import { Calibration, type faceDeskApi } from '@lifttrust/shared-types/face/face.desk.contract';
import { cohortOf, type ScoreParts } from '@lifttrust/shared-types/face/face.match.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull, MoreThanOrEqual, Not } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DailyRound } from '../round/daily-round';
import { CalibrationStore } from './face.calibration.store';
import { commonestModel, supervisors } from './face.query';
import { TemplateStore } from './face.template-store';
import { FaceCalibration } from './face-calibration.entity';
import { FaceChallenge } from './face-challenge.entity';

const dayMs = 86_400_000;
const shown = 30;
/** Checks scored anew at most; more would change no share by a noticeable amount. */
const mostChecks = 20_000;

/**
 * How near strangers are to each other in this city is worked out anew each day, and what that would change is shown to
 * a person before anything changes (docs/adr/0023-a-calibration-that-somebody-applies.md).
 */
@Singleton()
export class CalibrationService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() dailyRound: DailyRound;
  @Inject() cityService: CityService;
  @Inject() calibrations: CalibrationStore;
  @Inject() templates: TemplateStore;
  @Inject() messageService: MessageService;

  @Init()
  open(): void {
    // Opening thousands of templates has no place in the round's transaction.
    this.dailyRound.on('face.calibration', (tx, day) => tx.emit('face.calibrate', { day }));
    this.outbox.on('face.calibrate', (_payload, ctx) => this.make(ctx));
  }

  async list(): Promise<{ items: Calibration[]; inForce: number | null }> {
    const { manager } = this.database.reader;
    const rows = await manager.find(FaceCalibration, { order: { version: 'DESC' }, take: shown });
    const model = await commonestModel(manager);
    const inForce = model ? await this.calibrations.inForce(model) : null;
    return { items: rows.map((row) => Calibration.parse(row)), inForce: inForce?.version ?? null };
  }

  /** Applied by a person or not at all; the proposal is decided once. */
  async decide(input: InputOf<typeof faceDeskApi.decideCalibration>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    const { version, apply, reason } = input;
    await this.work.run(ctx, async (tx) => {
      const before = await tx.manager.findOneBy(FaceCalibration, { version });
      if (!before) throw AppError.notFound('face.calibration_unknown', '没有找到这次校准。');
      const state = apply ? 'applied' : 'discarded';
      const decided = { state, reason, decidedBy: actor.personName, decidedAt: tx.at };
      const moved = await tx.manager.update(FaceCalibration, { version, state: 'proposed' }, decided);
      if (moved.affected !== 1)
        throw AppError.conflict('face.calibration_decided', '这次校准已经有人决定，或已有更新的一次。');
      const { mean, spread, modelVersion } = before;
      await tx.audit(`face.calibration_${state}`, 'face_calibration', String(version), {
        mean,
        spread,
        modelVersion,
        reason,
      });
    });
  }

  private async make(ctx: Ctx): Promise<void> {
    const { manager } = this.database.reader;
    const modelVersion = await commonestModel(manager);
    if (!modelVersion) return;
    const faces = await this.templates.cohort(modelVersion);
    const general = cohortOf(faces).general;
    const { face: policy } = this.cityService.parameters;
    if (!general || faces.length < policy.coldStartPeople) return;
    const open = await manager.findOneBy(FaceCalibration, { state: 'proposed' });
    // Deliveries repeat; one look a day is enough.
    if (open && dayOf(open.madeAt) === dayOf(ctx.at)) return;
    if (!isWorthApplying(await this.calibrations.inForce(modelVersion), general)) return;
    const since = ctx.at - policy.calibrationDays * dayMs;
    const checks = await this.checksSince(modelVersion, since);
    const effect = calibrationEffect(checks, general, policy);
    await this.work.run(ctx, (tx) =>
      this.propose(tx, {
        modelVersion,
        people: faces.length,
        ...general,
        effect,
        days: policy.calibrationDays,
      }),
    );
  }

  private async checksSince(modelVersion: string, since: number): Promise<ScoredCheck[]> {
    const rows = await this.database.reader.manager.find(FaceChallenge, {
      where: { decidedAt: MoreThanOrEqual(since), parts: Not(IsNull()) },
      order: { decidedAt: 'DESC' },
      take: mostChecks,
    });
    return rows.flatMap((row) => {
      const isModel = row.modelVersion?.split('+c')[0] === modelVersion;
      if (!isModel || row.score === null || row.parts === null) return [];
      return [{ score: row.score, parts: JSON.parse(row.parts) as ScoreParts }];
    });
  }

  /** A newer proposal takes the place of one that nobody has decided; people are told of the first. */
  private async propose(
    tx: Transaction,
    found: Pick<FaceCalibration, 'modelVersion' | 'people' | 'mean' | 'spread' | 'effect' | 'days'>,
  ): Promise<void> {
    const overtaken = { state: 'discarded', reason: '已有更新的一次校准。', decidedAt: tx.at };
    const hadOpen = await tx.manager.update(FaceCalibration, { state: 'proposed' }, overtaken);
    const version = ((await tx.manager.maximum(FaceCalibration, 'version')) ?? 0) + 1;
    await tx.manager.insert(FaceCalibration, {
      ...found,
      version,
      state: 'proposed',
      madeAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      reason: null,
    });
    await tx.audit('face.calibration_proposed', 'face_calibration', String(version), {
      people: found.people,
    });
    if (!hadOpen.affected) await this.tell(tx, version);
  }

  private async tell(tx: Transaction, version: number): Promise<void> {
    const { personIds } = await supervisors(tx.manager, dayOf(tx.at));
    await this.messageService.send(tx, personIds, {
      kind: 'face.calibration',
      subjectId: String(version).padStart(26, '0'),
      title: '人脸比对有新的校准',
      text: '已按最近登记的人重新算出比对基准。请在“人脸数据”页看前后影响，再决定启用或放弃；不处理则照旧。',
      facts: [{ label: '校准', value: `第 ${version} 次` }],
      page: null,
    });
  }
}
