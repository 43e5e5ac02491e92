import type { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import {
  type CallOutState,
  isOpen,
  type RepairSlot,
  refuseFinish,
  refuseMajor,
  refusePart,
  refusePublicText,
  refuseStop,
} from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { refuseMockPosition } from '@lifttrust/shared-types/check-in/check-in.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { OtherJobs } from '../check-in/other-jobs';
import { Presence } from '../check-in/presence.entity';
import { PresenceService } from '../check-in/presence.service';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { PaperService } from '../paper/paper.service';
import { CallOutEnd } from './call-out.end';
import { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';
import { CallOutPhotos } from './call-out.photos';
import { CallOutQuery } from './call-out.query';
import { CallOutSteps, movedOn, stateOf } from './call-out.steps';
import { CallOutMember } from './call-out-member.entity';
import { CallOutPart, CallOutPhoto } from './call-out-part.entity';
import { CallOutStep } from './call-out-step.entity';
import { CallOutStop } from './call-out-stop.entity';

interface Standing {
  tx: Transaction;
  row: CallOutRow;
  actor: Actor;
}

const wrongTurn = (message: string) => AppError.broken([{ code: 'call_out.out_of_order', message }]);

/** The repair itself, from the technician's arrival to handing it over; identity as at maintenance (CHK-01). */
@Singleton()
export class CallOutRepair {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() otherJobs: OtherJobs;
  @Inject() presences: PresenceService;
  @Inject() fileService: FileService;
  @Inject() paperService: PaperService;
  @Inject() messageService: MessageService;
  @Inject() steps: CallOutSteps;
  @Inject() messages: CallOutMessages;
  @Inject() callOutEnd: CallOutEnd;
  @Inject() photos: CallOutPhotos;
  @Inject() callOutQuery: CallOutQuery;

  @Init()
  open(): void {
    this.otherJobs.on('call_out', {
      find: (manager, id) => this.jobOf(manager, id),
      refuseIdentity: (_job, presence) =>
        presence.codeAt === null || presence.checkedOutAt !== null
          ? { code: 'check_in.out_of_order', message: '请先到场扫码签到，再核验身份。' }
          : null,
    });
  }

  private async jobOf(manager: EntityManager, id: string) {
    const row = await manager.findOneBy(CallOutRow, { id });
    if (!row) return null;
    const members = await manager.findBy(CallOutMember, { callOutId: id, leftAt: IsNull() });
    const { liftId, companyId, ownerId, divisionCode } = row;
    // Once it is handed over nobody proves anything any more.
    const people = isOpen(stateOf(row)) ? members.map(({ personId }) => personId) : [];
    return { id, liftId, companyId, ownerId, divisionCode, members: people };
  }

  /**
   * The first code read on the spot is the arrival, whatever the position says: it is judged, and weak, far or missing
   * ones stay marked.
   * @throws rule_broken `check_in.…`, `call_out.out_of_order`
   */
  async arrive(input: InputOf<typeof callOutApi.arrive>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, token, fix } = input;
    const simulated = refuseMockPosition(fix?.isMock ?? null);
    if (simulated) {
      await this.mustTakePart(this.database.reader.manager, callOutId, requireActor(ctx));
      await this.work.apart(ctx, (tx) => tx.audit('check_in.mock_position', 'call_out', callOutId));
      throw AppError.broken([simulated]);
    }
    return this.onSite(callOutId, ctx, async ({ tx, row, actor }) => {
      const coming: CallOutState[] = ['accepted', 'waiting_parts'];
      const there: CallOutState[] = ['arrived', 'in_progress'];
      if (![...coming, ...there].includes(stateOf(row))) throw wrongTurn('请先接单，再到场签到。');
      const lift = await tx.manager.findOneByOrFail(Lift, { id: row.liftId });
      await this.presences.mustBeCodeOf(tx.manager, lift, token, { at: tx.at, job: '急修' });
      const judged = fix && this.presences.judge(lift, fix);
      const who = { visitId: callOutId, personId: actor.personId };
      const before = await tx.manager.findOneByOrFail(Presence, who);
      await tx.manager.update(Presence, who, {
        codeAt: before.checkedOutAt === null ? (before.codeAt ?? tx.at) : tx.at,
        deviceId: ctx.deviceId,
        skewMs: input.scannedAt - tx.at,
        positionAt: fix ? tx.at : before.positionAt,
        positionVerdict: judged?.verdict ?? before.positionVerdict,
        distanceMetres: judged?.distanceMetres ?? before.distanceMetres,
        accuracyMetres: fix?.accuracyMetres ?? before.accuracyMetres,
        fixSealed: fix ? this.presences.seal(fix) : before.fixSealed,
        isMock: fix?.isMock ?? before.isMock,
        checkedOutAt: null,
      });
      const member = { callOutId, personId: actor.personId, acceptedAt: IsNull() };
      await tx.manager.update(CallOutMember, member, { acceptedAt: tx.at });
      if (coming.includes(stateOf(row)))
        await this.steps.move(tx, row, 'arrived', { arrivedAt: row.arrivedAt ?? tx.at });
      const closed = {
        verdict: judged?.verdict ?? 'none',
        distanceMetres: judged?.distanceMetres ?? null,
      };
      await this.steps.note(tx, row, 'arrived', { closed });
    });
  }

  /** @throws rule_broken `call_out.identity_missing` before face or gesture */
  start({ callOutId }: InputOf<typeof callOutApi.start>, ctx: Ctx): Promise<CallOut> {
    return this.onSite(callOutId, ctx, async ({ tx, row, actor }) => {
      const who = { visitId: callOutId, personId: actor.personId };
      const mine = await tx.manager.findOneByOrFail(Presence, who);
      if (!isIdentified(mine))
        throw AppError.broken([
          { code: 'call_out.identity_missing', message: '请先核验身份：人脸或手势照片都可以。' },
        ]);
      await this.steps.move(tx, row, 'in_progress');
      await tx.manager.update(Presence, { ...who, startedAt: IsNull() }, { startedAt: tx.at });
      await this.steps.note(tx, row, 'started', { closed: { method: mine.identityMethod } });
    });
  }

  addPhoto(input: InputOf<typeof callOutApi.addPhoto>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, fileId, slot } = input;
    return this.atWork(callOutId, ctx, async ({ tx, row, actor }) => {
      if (await tx.manager.existsBy(CallOutPhoto, { fileId })) throw movedOn();
      await this.photos.take(tx, row, fileId, { slot, actor });
      await tx.manager.insert(CallOutPhoto, { fileId, callOutId, slot, createdAt: tx.at });
      await tx.audit('call_out.photo', 'call_out', callOutId, { fileId, slot });
    });
  }

  /** @throws rule_broken with everything that a safety component lacks (refusePart) */
  addPart(input: InputOf<typeof callOutApi.addPart>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, oldPhotoId, ...part } = input;
    return this.atWork(callOutId, ctx, async ({ tx, row, actor }) => {
      const refusals = refusePart({ ...part, hasOldPhoto: oldPhotoId !== undefined });
      if (refusals.length > 0) throw AppError.broken(refusals);
      if (oldPhotoId) await this.photos.take(tx, row, oldPhotoId, { slot: 'old_part', actor });
      const { name, quantity, isSafety, maker, typeTestNumber } = part;
      const put = { name, quantity, isSafety, maker, typeTestNumber, oldPhotoId: oldPhotoId ?? null };
      await tx.manager.insert(CallOutPart, { id: newId(), callOutId, ...put, createdAt: tx.at });
      await this.steps.note(tx, row, 'part', { text: `${name} × ${quantity}`, closed: put });
    });
  }

  /** From now on the public page says until when; told again with a new day, the notice goes on (REP-03, REP-04). */
  async stop(input: InputOf<typeof callOutApi.stop>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, reason, solution, expectedOn, waitsForParts } = input;
    return this.byTeam(callOutId, ctx, async ({ tx, row }) => {
      const working: CallOutState[] = row.service ? ['accepted'] : ['in_progress'];
      if (![...working, 'waiting_parts'].includes(stateOf(row)))
        throw wrongTurn('开始处理以后才能登记停梯方案。');
      const refusals = [
        ...refuseStop({ today: dayOf(tx.at), expectedOn }),
        ...refusePublicText('reason', reason),
      ];
      if (refusals.length > 0) throw AppError.broken(refusals);
      const open = await tx.manager.findOneBy(CallOutStop, { callOutId, toAt: IsNull() });
      const notice = { expectedOn, reason, solution };
      if (open) await tx.manager.update(CallOutStop, { id: open.id }, notice);
      else {
        const place = { id: newId(), callOutId, liftId: row.liftId };
        await tx.manager.insert(CallOutStop, { ...place, ...notice, fromAt: tx.at, toAt: null });
      }
      if (waitsForParts && stateOf(row) !== 'waiting_parts') {
        await this.steps.move(tx, row, 'waiting_parts');
        await this.leave(tx, callOutId);
        // Whoever comes back in a month shows anew who they are; what was proven today is sealed with its steps.
        const anew = { identity: 'none', identityMethod: null, identityAt: null };
        await tx.manager.update(Presence, { visitId: callOutId }, anew);
      }
      await this.steps.note(tx, row, 'stopped', {
        text: reason,
        closed: { solution, expectedOn, waitsForParts },
      });
      await this.messages.stopped(tx, row, { expectedOn, solution });
    });
  }

  /** @throws rule_broken: no permit for it, or no notice yet (refuseMajor) */
  major(input: InputOf<typeof callOutApi.major>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, scope, noticeNumber, noticeOn } = input;
    return this.byTeam(callOutId, ctx, async ({ tx, row }) => {
      if (!isOpen(stateOf(row))) throw wrongTurn('已完工的急修不能再改为重大修理。');
      const today = dayOf(tx.at);
      const lift = await tx.manager.findOneByOrFail(Lift, { id: row.liftId });
      const permit = row.service
        ? []
        : await this.paperService.permitCovers(tx.manager, row.companyId ?? '', lift, today, today);
      const servicePermit = row.service === null ? null : (row.servicePermit ?? '');
      const refusals = refuseMajor({ permit, servicePermit, noticeOn, today });
      if (refusals.length > 0) throw AppError.broken(refusals);
      const major = { majorScope: scope, majorNoticeNumber: noticeNumber, majorNoticeOn: noticeOn };
      await tx.manager.update(CallOutRow, { id: callOutId }, major);
      await this.steps.note(tx, row, 'major', { text: scope, closed: { noticeNumber, noticeOn } });
    });
  }

  /** The lift may run again; what only waited for this is closed. */
  inspected(input: InputOf<typeof callOutApi.inspected>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, inspectionNumber, inspectedOn } = input;
    return this.byTeam(callOutId, ctx, async ({ tx, row }) => {
      if (row.majorScope === null) throw wrongTurn('这次急修没有登记重大修理。');
      if (inspectedOn > dayOf(tx.at) || inspectedOn < (row.majorNoticeOn ?? ''))
        throw AppError.invalid('call_out.inspected_on_wrong', '监督检验日期应在施工告知之后、不晚于今天。');
      const report = { majorInspectionNumber: inspectionNumber, majorInspectedOn: inspectedOn };
      await tx.manager.update(CallOutRow, { id: callOutId }, report);
      Object.assign(row, report);
      await this.steps.note(tx, row, 'inspected', { closed: report });
      await this.callOutEnd.goOn(tx, row);
    });
  }

  /** @throws rule_broken with everything that is missing (refuseFinish) */
  async finish(input: InputOf<typeof callOutApi.finish>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, outcome, cause, work, feedback, fileIds } = input;
    return this.byTeam(callOutId, ctx, async ({ tx, row, actor }) => {
      const working: CallOutState[] = row.service ? ['accepted', 'waiting_parts'] : ['in_progress'];
      if (!working.includes(stateOf(row))) throw wrongTurn('开始处理以后才能完工。');
      const parts = await tx.manager.findBy(CallOutPart, { callOutId });
      const photos = await this.photosSinceReturn(tx, callOutId);
      const there = await this.onSpot(tx, callOutId);
      const refusals = [
        ...refuseFinish({
          ...{ outcome, cause, byService: row.service !== null, parts: parts.length },
          slots: photos.map(({ slot }) => slot as RepairSlot),
          identified: there.length > 0 && there.every(isIdentified),
          hasServiceReport: fileIds.length > 0,
        }),
        ...refusePublicText('feedback', feedback),
      ];
      if (refusals.length > 0) throw AppError.broken(refusals);
      for (const fileId of fileIds) await this.fileService.attach(tx, fileId, actor.personId);
      const result = { outcome, cause, work, feedback };
      const files = await this.hashes(tx, [...photos.map(({ fileId }) => fileId), ...fileIds]);
      await this.steps.move(tx, row, 'finished', {
        ...result,
        serviceReportIds: [...row.serviceReportIds, ...fileIds],
        finishedAt: tx.at,
        openKey: null,
      });
      await this.leave(tx, callOutId);
      const people = there.map((one) => ({
        ...{ personId: one.personId, codeAt: one.codeAt, verdict: one.positionVerdict },
        ...{ identity: one.identity, method: one.identityMethod },
      }));
      await this.steps.note(tx, row, 'finished', { text: work, closed: { ...result, people, files } });
      await this.callOutEnd.finished(tx, row);
    });
  }

  /** After a return the lift is shown once more as it was left. */
  private async photosSinceReturn(tx: Transaction, callOutId: string): Promise<CallOutPhoto[]> {
    const photos = await tx.manager.findBy(CallOutPhoto, { callOutId });
    const [returned] = await tx.manager.find(CallOutStep, {
      where: { callOutId, act: 'returned' },
      order: { at: 'DESC' },
      take: 1,
    });
    return photos.filter(({ slot, createdAt }) => slot !== 'finished' || createdAt > (returned?.at ?? 0));
  }

  /** Who has come and not left since: of several trips the present one. */
  private async onSpot(tx: Transaction, callOutId: string): Promise<Presence[]> {
    const members = await tx.manager.findBy(CallOutMember, { callOutId, leftAt: IsNull() });
    const personId = In(members.map((one) => one.personId));
    const here = { codeAt: Not(IsNull()), checkedOutAt: IsNull() };
    return tx.manager.findBy(Presence, { visitId: callOutId, personId, ...here });
  }

  private async hashes(tx: Transaction, fileIds: string[]) {
    const files = fileIds.length > 0 ? await tx.manager.findBy(StoredFile, { id: In(fileIds) }) : [];
    return files.map(({ id, sha256 }) => ({ id, sha256 }));
  }

  /** Nobody is at the lift any more, as far as being in two places goes (CHK-09). */
  private async leave(tx: Transaction, callOutId: string): Promise<void> {
    const there = { visitId: callOutId, codeAt: Not(IsNull()), checkedOutAt: IsNull() };
    await tx.manager.update(Presence, there, { checkedOutAt: tx.at });
  }

  private atWork(callOutId: string, ctx: Ctx, act: (standing: Standing) => Promise<void>) {
    return this.onSite(callOutId, ctx, async (standing) => {
      const there: CallOutState[] = ['arrived', 'in_progress'];
      if (!there.includes(stateOf(standing.row))) throw wrongTurn('请先到场签到，再登记现场情况。');
      await act(standing);
    });
  }

  private onSite(callOutId: string, ctx: Ctx, act: (standing: Standing) => Promise<void>): Promise<CallOut> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.mustTakePart(tx.manager, callOutId, actor);
      await act({ tx, row, actor });
      return this.callOutQuery.show(tx.manager, callOutId, actor, tx.at);
    });
  }

  /** The technicians; where another firm repairs, the company writes down what that firm did. */
  private byTeam(callOutId: string, ctx: Ctx, act: (standing: Standing) => Promise<void>): Promise<CallOut> {
    const actor = requireActor(ctx);
    if (actor.role === 'technician') return this.onSite(callOutId, ctx, act);
    return this.work.run(ctx, async (tx) => {
      const row = await this.callOutQuery.mustSee(tx.manager, callOutId, actor);
      await act({ tx, row, actor });
      return this.callOutQuery.show(tx.manager, callOutId, actor, tx.at);
    });
  }

  private async mustTakePart(manager: EntityManager, callOutId: string, actor: Actor): Promise<CallOutRow> {
    const row = await this.callOutQuery.mustSee(manager, callOutId, actor);
    const mine = { callOutId, personId: actor.personId, leftAt: IsNull() };
    if (!(await manager.existsBy(CallOutMember, mine))) throw AppError.notFound();
    return row;
  }
}

const isIdentified = ({ identity }: Presence): boolean => identity === 'accepted' || identity === 'in_review';
