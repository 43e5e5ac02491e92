import type { checkInApi, Fix } from '@lifttrust/shared-types/check-in/check-in.contract';
import { judgePosition, refuseMockPosition } from '@lifttrust/shared-types/check-in/check-in.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Crs } from '@lifttrust/shared-types/kernel/geo';
import type { Step } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { ResponsibilityService } from '../contract/responsibility.service';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import type { Lift } from '../lift/lift.entity';
import { PositionService } from '../lift/position.service';
import { Visit } from '../visit/visit.entity';
import { type LoadedVisit, VisitQuery } from '../visit/visit.query';
import { VisitService } from '../visit/visit.service';
import { refuseInTurn } from '../visit/worksheet.service';
import { Presence } from './presence.entity';

interface Standing {
  tx: Transaction;
  actor: Actor;
  loaded: LoadedVisit;
  presence: Presence;
}

const crsOf = (crs: string | null): Crs =>
  crs === 'WGS84' || crs === 'GCJ02' || crs === 'BD09' ? crs : 'UNKNOWN';

/** Presence on the spot, step by step in the server's order: code → position → identity → start … check-out. */
@Singleton()
export class CheckInService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() fileService: FileService;
  @Inject() visitService: VisitService;
  @Inject() visitQuery: VisitQuery;
  @Inject() responsibility: ResponsibilityService;
  @Inject() positions: PositionService;

  scanCode(input: InputOf<typeof checkInApi.scanCode>, ctx: Ctx) {
    return this.step(input.visitId, 'code', ctx, async ({ tx, loaded, presence }) => {
      await this.mayBegin(tx, loaded);
      const code = await this.codeService.find(tx.manager, input.token, tx.at);
      if (!code)
        throw AppError.broken([
          { code: 'check_in.code_unknown', message: '这不是本市的电梯码，请扫电梯上张贴的智慧电梯码。' },
        ]);
      if (code.liftId !== loaded.lift.id) {
        throw AppError.broken([
          {
            code: 'check_in.other_lift',
            message: `扫到的是另一台电梯。这次维保的是 ${loaded.lift.place} ${loaded.lift.ownNumber}，请核对后再扫。`,
          },
        ]);
      }
      if (!code.isCurrent)
        throw AppError.broken([
          { code: 'check_in.code_replaced', message: '这张码已经更换，请扫新码，并撕下旧码。' },
        ]);
      const deviceId = ctx.deviceId ?? presence.deviceId;
      await this.keep(tx, presence, {
        codeAt: tx.at,
        deviceId,
        skewMs: skewOf(presence, input.scannedAt, tx.at),
      });
      if (loaded.visit.state === 'planned') await this.visitService.move(tx, loaded.visit, 'checked_in');
    });
  }

  async givePosition(input: InputOf<typeof checkInApi.givePosition>, ctx: Ctx) {
    const simulated = refuseMockPosition(input.isMock);
    if (simulated) {
      await this.visitService.mustBeMember(this.database.reader.manager, input.visitId, requireActor(ctx));
      await this.work.apart(ctx, (tx) => tx.audit('check_in.mock_position', 'visit', input.visitId));
      throw AppError.broken([simulated]);
    }
    return this.step(input.visitId, 'position', ctx, async ({ tx, actor, loaded, presence }) => {
      const judged = this.judge(loaded.lift, input);
      await this.keep(tx, presence, {
        positionAt: tx.at,
        positionVerdict: judged.verdict,
        distanceMetres: judged.distanceMetres,
        accuracyMetres: input.accuracyMetres,
        fixSealed: this.seal(input),
        isMock: input.isMock,
        skewMs: skewOf(presence, input.capturedAt, tx.at),
      });
      // The first maintenance collects where the lift stands (EQ-03).
      if (!loaded.lift.positionConfirmed)
        await this.positions.offer(tx, {
          lift: loaded.lift,
          actor,
          visitId: loaded.visit.id,
          fix: fixOf(input),
        });
    });
  }

  addPositionEvidence(input: InputOf<typeof checkInApi.addPositionEvidence>, ctx: Ctx) {
    return this.step(input.visitId, 'position_evidence', ctx, async ({ tx, actor, loaded, presence }) => {
      const file = await this.fileService.mustBeOwn(tx.manager, input.fileId, 'photo', actor);
      if (file.visitId !== loaded.visit.id)
        throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
      await this.keep(tx, presence, { positionEvidenceId: file.id });
    });
  }

  start(input: InputOf<typeof checkInApi.start>, ctx: Ctx) {
    return this.step(input.visitId, 'start', ctx, async ({ tx, loaded, presence }) => {
      await this.mayBegin(tx, loaded);
      await this.keep(tx, presence, { startedAt: tx.at });
    });
  }

  checkOut(input: InputOf<typeof checkInApi.checkOut>, ctx: Ctx) {
    return this.step(input.visitId, 'check_out', ctx, async ({ tx, loaded, presence }) => {
      const judged = input.fix && this.judge(loaded.lift, input.fix);
      await this.keep(tx, presence, {
        checkedOutAt: tx.at,
        outVerdict: judged?.verdict ?? 'none',
        outDistanceMetres: judged?.distanceMetres ?? null,
        outFixSealed: input.fix && this.seal(input.fix),
        skewMs: input.fix ? skewOf(presence, input.fix.capturedAt, tx.at) : presence.skewMs,
      });
    });
  }

  /** The face module has decided; the presence keeps outcome and method, never a picture. */
  async identityDecided(
    tx: Transaction,
    decided: {
      visitId: string;
      personId: string;
      outcome: string;
      method: string;
      score: number | null;
      modelVersion: string | null;
    },
  ): Promise<void> {
    await tx.manager.update(
      Presence,
      { visitId: decided.visitId, personId: decided.personId },
      {
        identity: decided.outcome,
        identityMethod: decided.method,
        identityScore: decided.score,
        identityModel: decided.modelVersion,
        identityAt: tx.at,
      },
    );
  }

  private step(
    visitId: string,
    step: Exclude<Step, 'done'>,
    ctx: Ctx,
    act: (standing: Standing) => Promise<void>,
  ) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const visit = await this.visitService.mustBeMember(tx.manager, visitId, actor);
      const loaded = await this.visitQuery.load(tx.manager, visit);
      refuseInTurn(loaded, actor, step, this.visitQuery.isWorkComplete(loaded));
      const presence = await tx.manager.findOneByOrFail(Presence, { visitId, personId: actor.personId });
      await act({ tx, actor, loaded, presence });
      await tx.audit(`check_in.${step}`, 'visit', visitId);
      const fresh = await tx.manager.findOneByOrFail(Visit, { id: visitId });
      return this.visitQuery.pack(tx.manager, fresh, actor.personId, tx.at);
    });
  }

  /** What a company began before 24:00 of its last day it may finish, its second technician included (CON-01). */
  private async mayBegin(tx: Transaction, { visit, presences }: LoadedVisit): Promise<void> {
    if (presences.some((presence) => presence.startedAt !== null)) return;
    await this.responsibility.mustBeResponsible(tx.manager, visit, tx.at);
  }

  private judge(lift: Lift, fix: Fix) {
    const { parameters } = this.cityService;
    const liftPosition =
      lift.lng === null || lift.lat === null
        ? null
        : { lng: lift.lng, lat: lift.lat, crs: crsOf(lift.crs), confirmed: lift.positionConfirmed };
    return judgePosition({
      liftPosition,
      fix,
      radiusMetres: lift.fenceRadiusMetres ?? parameters.fence.radiusMetres,
      parameters,
    });
  }

  private seal({ lng, lat, crs, accuracyMetres, capturedAt }: Fix): string {
    return this.cipher.encrypt(JSON.stringify({ lng, lat, crs, accuracyMetres, capturedAt }));
  }

  private async keep(tx: Transaction, presence: Presence, changes: Partial<Presence>): Promise<void> {
    await tx.manager.update(Presence, { visitId: presence.visitId, personId: presence.personId }, changes);
  }
}

const fixOf = ({ lng, lat, crs, accuracyMetres, isMock, capturedAt }: Fix): Fix => ({
  ...{ lng, lat, crs, accuracyMetres, isMock, capturedAt },
});

/** The largest difference seen so far between the phone's clock and ours; positive: the phone is fast. */
function skewOf(presence: Presence, phoneAt: number, serverAt: number): number {
  const seen = phoneAt - serverAt;
  return Math.abs(seen) > Math.abs(presence.skewMs) ? seen : presence.skewMs;
}
