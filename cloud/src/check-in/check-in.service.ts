import type { checkInApi, Fix } from '@lifttrust/shared-types/check-in/check-in.contract';
import { refuseMockPosition } from '@lifttrust/shared-types/check-in/check-in.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { largerJump, type Made, notBefore } from '@lifttrust/shared-types/kernel/made-at';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Step } from '@lifttrust/shared-types/visit/visit.contract';
import { mayFollowLater } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { ResponsibilityService } from '../contract/responsibility.service';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { madeOf } from '../kernel/made-times';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { PositionService } from '../lift/position.service';
import { Visit } from '../visit/visit.entity';
import { type LoadedVisit, VisitQuery } from '../visit/visit.query';
import { VisitService } from '../visit/visit.service';
import { refuseInTurn } from '../visit/worksheet.service';
import { Presence } from './presence.entity';
import { PresenceService } from './presence.service';

interface Standing {
  tx: Transaction;
  actor: Actor;
  /** When the step was taken; on the spot or, for what came later, by the phone's word. */
  made: Made;
  loaded: LoadedVisit;
  presence: Presence;
}

/** Presence on the spot, step by step in the server's order: code → position → identity → start … check-out. */
@Singleton()
export class CheckInService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() visitService: VisitService;
  @Inject() visitQuery: VisitQuery;
  @Inject() responsibility: ResponsibilityService;
  @Inject() positions: PositionService;
  @Inject() presences: PresenceService;

  scanCode(input: InputOf<typeof checkInApi.scanCode>, ctx: Ctx) {
    return this.step(input.visitId, 'code', ctx, async ({ tx, loaded, presence, made }) => {
      await this.mayBegin(tx, loaded, made.at);
      const scan = { at: made.at, job: '维保' };
      await this.presences.mustBeCodeOf(tx.manager, loaded.lift, input.token, scan);
      const deviceId = ctx.deviceId ?? presence.deviceId;
      await this.keep(tx, presence, {
        codeAt: made.at,
        deviceId,
        skewMs: skewOf(presence, input.scannedAt, made),
      });
      if (loaded.visit.state === 'planned') await this.visitService.arrived(tx, loaded.visit);
    });
  }

  async givePosition(input: InputOf<typeof checkInApi.givePosition>, ctx: Ctx) {
    const simulated = refuseMockPosition(input.isMock);
    if (simulated) {
      await this.visitService.mustBeMember(this.database.reader.manager, input.visitId, requireActor(ctx));
      await this.work.apart(ctx, (tx) => tx.audit('check_in.mock_position', 'visit', input.visitId));
      throw AppError.broken([simulated]);
    }
    return this.step(input.visitId, 'position', ctx, async ({ tx, actor, loaded, presence, made }) => {
      const judged = this.presences.judge(loaded.lift, input);
      await this.keep(tx, presence, {
        positionAt: made.at,
        positionVerdict: judged.verdict,
        distanceMetres: judged.distanceMetres,
        accuracyMetres: input.accuracyMetres,
        fixSealed: this.presences.seal(input),
        isMock: input.isMock,
        skewMs: skewOf(presence, input.capturedAt, made),
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
    return this.step(input.visitId, 'start', ctx, async ({ tx, actor, loaded, presence, made }) => {
      await this.mayBegin(tx, loaded, made.at);
      await this.visitService.noteCertified(tx, loaded.visit.id, actor.personId, dayOf(made.at));
      await this.keep(tx, presence, { startedAt: made.at });
    });
  }

  checkOut(input: InputOf<typeof checkInApi.checkOut>, ctx: Ctx) {
    return this.step(input.visitId, 'check_out', ctx, async ({ tx, loaded, presence, made }) => {
      const judged = input.fix && this.presences.judge(loaded.lift, input.fix);
      await this.keep(tx, presence, {
        checkedOutAt: made.at,
        outVerdict: judged?.verdict ?? 'none',
        outDistanceMetres: judged?.distanceMetres ?? null,
        outFixSealed: input.fix && this.presences.seal(input.fix),
        skewMs: input.fix ? skewOf(presence, input.fix.capturedAt, made) : presence.skewMs,
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
    at = tx.at,
  ): Promise<void> {
    await tx.manager.update(
      Presence,
      { visitId: decided.visitId, personId: decided.personId },
      {
        identity: decided.outcome,
        identityMethod: decided.method,
        identityScore: decided.score,
        identityModel: decided.modelVersion,
        identityAt: at,
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
      const said = madeOf(ctx, tx.at);
      const isOwnPart = said.offline || this.visitQuery.hasSignedPart(loaded, actor.personId);
      refuseInTurn(loaded, actor, step, {
        workComplete: this.visitQuery.isWorkComplete(loaded),
        mayFollow: mayFollowLater({ isOffline: said.offline, isOwnPart }),
      });
      const presence = await tx.manager.findOneByOrFail(Presence, { visitId, personId: actor.personId });
      const made = inTurn(said, presence, lastSignedAt(loaded, actor.personId));
      await act({ tx, actor, loaded, presence, made });
      await this.keepMade(tx, presence, made, step);
      await tx.audit(`check_in.${step}`, 'visit', visitId, madeDetail(said, made));
      const fresh = await tx.manager.findOneByOrFail(Visit, { id: visitId });
      return this.visitQuery.pack(tx.manager, fresh, actor.personId, tx.at);
    });
  }

  /** When a step was taken that another module receives; never before the same person's step before it. */
  async madeAtStep(
    tx: Transaction,
    where: { visitId: string; personId: string },
    said: Made,
    signedAt: number | null = null,
  ): Promise<Made> {
    const presence = await tx.manager.findOneBy(Presence, where);
    return presence ? inTurn(said, presence, signedAt) : said;
  }

  /** Remembers what is known of such a step's time beside the step itself. */
  async noteMade(tx: Transaction, where: { visitId: string; personId: string }, made: Made): Promise<void> {
    const presence = await tx.manager.findOneBy(Presence, where);
    if (presence) await this.keepMade(tx, presence, made, 'work');
  }

  private async keepMade(
    tx: Transaction,
    { visitId, personId, ...before }: Presence,
    made: Made,
    step: Step,
  ): Promise<void> {
    const { offline, untrusted, anchorAt, jumpMs, receivedAt } = made;
    if (!offline && !untrusted && jumpMs === 0) return;
    const countsBefore = offline && step !== 'check_out' && before.startedAt === null;
    await tx.manager.update(
      Presence,
      { visitId, personId },
      {
        isOffline: before.isOffline || offline,
        anchorAt: countsBefore ? Math.max(before.anchorAt ?? 0, anchorAt ?? 0) : before.anchorAt,
        receivedAt: offline ? receivedAt : before.receivedAt,
        clockJumpMs: largerJump(before.clockJumpMs ?? 0, jumpMs),
        untrustedSteps: (before.untrustedSteps ?? 0) + (untrusted ? 1 : 0),
      },
    );
  }

  /** What a company began before 24:00 of its last day it may finish, its second technician included (CON-01). */
  private async mayBegin(tx: Transaction, { visit, presences }: LoadedVisit, at: number): Promise<void> {
    if (presences.some((presence) => presence.startedAt !== null)) return;
    await this.responsibility.mustBeResponsible(tx.manager, visit, at);
  }

  private async keep(tx: Transaction, presence: Presence, changes: Partial<Presence>): Promise<void> {
    await tx.manager.update(Presence, { visitId: presence.visitId, personId: presence.personId }, changes);
  }
}

/** No step of a person is earlier than their step before it. */
function inTurn(said: Made, presence: Presence, signedAt: number | null): Made {
  const { codeAt, positionAt, startedAt, checkedOutAt } = presence;
  return notBefore(
    said,
    Math.max(...[codeAt, positionAt, startedAt, checkedOutAt, signedAt].map((at) => at ?? 0)),
  );
}

const lastSignedAt = (loaded: LoadedVisit, personId: string): number | null =>
  loaded.presences.find(({ person }) => person.id === personId)?.signedAt ?? null;

/** For the log: what was said of the time of a step that did not come as it was taken. */
export function madeDetail(said: Made, made: Made): Record<string, unknown> | null {
  if (!said.offline && !said.untrusted && said.jumpMs === 0) return null;
  const raised = made.at === said.at ? {} : { saidAt: said.at };
  const { at, offline, untrusted, anchorAt, jumpMs } = made;
  return { madeAt: at, ...raised, offline, untrusted, anchorAt, jumpMs };
}

const fixOf = ({ lng, lat, crs, accuracyMetres, isMock, capturedAt }: Fix): Fix => ({
  ...{ lng, lat, crs, accuracyMetres, isMock, capturedAt },
});

/** The largest difference seen so far between the phone's clock and ours; positive: the phone is fast. */
function skewOf(presence: Presence, phoneAt: number, { at, untrusted }: Made): number {
  // When a step was taken whose time cannot be checked, nobody knows what the phone's clock should have said.
  if (untrusted) return presence.skewMs;
  const seen = phoneAt - at;
  return Math.abs(seen) > Math.abs(presence.skewMs) ? seen : presence.skewMs;
}
