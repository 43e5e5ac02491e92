import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dueDate } from '@lifttrust/shared-types/plan/plan.rules';
import type { Finding, recordApi, Sheet } from '@lifttrust/shared-types/record/record.contract';
import { findingsAtSubmit } from '@lifttrust/shared-types/record/record.finding.rules';
import { refuseSubmit, validityOf, waitsForPartner } from '@lifttrust/shared-types/record/record.rules';
import type { SubmittedClosed, SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import {
  itemResults,
  MaintenanceClass,
  maintenanceClasses,
  VisitState,
} from '@lifttrust/shared-types/visit/visit.contract';
import { mayFollowLater } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { CheckInService, madeDetail } from '../check-in/check-in.service';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { madeOf } from '../kernel/made-times';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { conflictsOf, partHashOf } from '../visit/visit.parts';
import { type LoadedVisit, standingSignature, VisitQuery } from '../visit/visit.query';
import { VisitService } from '../visit/visit.service';
import { refuseInTurn } from '../visit/worksheet.service';
import { DueService } from './due.service';
import { FindingRow } from './finding.entity';
import { closedBody, openBody, type SealInput, workTimes } from './record.bodies';
import { MaintenanceRecord } from './record.entity';
import { RecordFacts } from './record.facts';
import { Signature } from './signature.entity';

/** From the filled worksheet to the sealed record: what is signed, by whom, and the one submission. */
@Singleton()
export class RecordService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() ledgerService: LedgerService;
  @Inject() visitService: VisitService;
  @Inject() visitQuery: VisitQuery;
  @Inject() checkIns: CheckInService;
  @Inject() recordFacts: RecordFacts;
  @Inject() dueService: DueService;

  async sheet(visitId: string, ctx: Ctx): Promise<Sheet> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => this.toSheet(await this.load(tx, visitId, actor), actor));
  }

  async sign(input: InputOf<typeof recordApi.sign>, ctx: Ctx): Promise<Sheet> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const loaded = await this.load(tx, input.visitId, actor);
      const said = madeOf(ctx, tx.at);
      const isOwnPart = input.partHash !== undefined;
      refuseInTurn(loaded, actor, 'sign', {
        workComplete: this.visitQuery.isWorkComplete(loaded),
        mayFollow: mayFollowLater({ isOffline: said.offline, isOwnPart }),
      });
      const contentHash = mustBeCurrent(loaded, actor, input);
      const place = { visitId: loaded.visit.id, personId: actor.personId };
      const made = await this.checkIns.madeAtStep(tx, place, said);
      const file = await this.fileService.mustBeOwn(tx.manager, input.fileId, 'signature', actor);
      await tx.manager.insert(Signature, {
        id: newId(),
        visitId: loaded.visit.id,
        recordId: null,
        personId: actor.personId,
        signedAs: 'technician',
        fileId: file.id,
        contentHash,
        deviceId: ctx.deviceId,
        at: made.at,
        scope: isOwnPart ? 'part' : null,
        receivedAt: made.offline ? made.receivedAt : null,
        leftAt: ctx.leftAt ?? null,
      });
      await this.checkIns.noteMade(tx, place, made);
      const detail = { contentHash, ...(isOwnPart ? { scope: 'part' } : {}), ...madeDetail(said, made) };
      await tx.audit('record.technician_sign', 'visit', loaded.visit.id, detail);
      return this.toSheet(await this.load(tx, input.visitId, actor), actor);
    });
  }

  /** Seals the record: one entry of the log, with everything it rests on, or every reason why not (DECISIONS 8). */
  async submit(input: InputOf<typeof recordApi.submit>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const loaded = await this.load(tx, input.visitId, actor);
      const made = madeOf(ctx, tx.at);
      if (made.offline) this.mustWaitForPartner(loaded, actor);
      const refusals = this.refusals(loaded);
      // On a phone without a network nobody has seen the colleague's part: told is what is missing, not the next step.
      const isLead = loaded.visit.leadId === actor.personId;
      const isUnseen = input.partHash !== undefined && isLead && loaded.visit.state === 'checked_in';
      if (isUnseen && refusals.length > 0) throw AppError.broken(refusals);
      const workComplete = this.visitQuery.isWorkComplete(loaded);
      refuseInTurn(loaded, actor, 'submit', { workComplete });
      mustBeCurrent(loaded, actor, input);
      if (refusals.length > 0) throw AppError.broken(refusals);
      const findings = findingsAtSubmit(await this.recordFacts.findingFacts(tx.manager, loaded));
      const seal = this.sealInput(loaded, findings, { receivedAt: tx.at, reason: input.lateReason ?? '' });
      const open = openBody(seal);
      const entry = await this.ledgerService.append(tx, {
        kind: 'record.submitted',
        liftId: loaded.lift.id,
        at: tx.at,
        open,
        closed: closedBody(seal),
      });
      await this.visitService.move(tx, loaded.visit, 'submitted', { recordId: seal.recordId });
      await this.keep(tx, open, entry, findings, loaded);
      await tx.audit('record.submit', 'record', seal.recordId, {
        entryHash: entry.hash,
        validity: seal.validity,
        ...madeDetail(made, made),
      });
      await tx.emit('record.submitted', { recordId: seal.recordId });
      return { recordId: seal.recordId, validity: seal.validity, receipt: entry.receipt, findings };
    });
  }

  private load(tx: Transaction, visitId: string, actor: Actor): Promise<LoadedVisit> {
    return this.visitQuery.loadFor(tx.manager, visitId, actor);
  }

  private refusals(loaded: LoadedVisit): Refusal[] {
    const { visit, items, photos, presences } = loaded;
    const state = VisitState.parse(visit.state);
    const parameters = this.cityService.parameters;
    return refuseSubmit({
      state,
      items,
      photos,
      presences,
      grade: visit.grade,
      gradeReason: visit.gradeReason,
      conflicts: conflictsOf(loaded.rows),
      parameters,
    });
  }

  /** What was submitted without a network before a colleague's part has come is complete but for that part. */
  private mustWaitForPartner(loaded: LoadedVisit, actor: Actor): void {
    const { visit, items, photos, presences } = loaded;
    const facts = { items, photos, presences, grade: visit.grade, gradeReason: visit.gradeReason };
    const { parameters } = this.cityService;
    if (visit.leadId !== actor.personId || visit.state !== 'checked_in') return;
    const waits = waitsForPartner({ ...facts, parameters }, actor.personId);
    if (waits) throw AppError.conflict(waits.code, waits.message);
  }

  private toSheet(loaded: LoadedVisit, actor: Actor): Sheet {
    const { visit, lift, items, photos } = loaded;
    const count = (result: keyof typeof itemResults) => items.filter((item) => item.result === result).length;
    const lines: [string, string][] = [
      ['电梯', `${lift.place} ${lift.ownNumber}`],
      ['维保类别', maintenanceClasses[MaintenanceClass.parse(visit.class)]],
      [
        '检查项目',
        `${items.length} 项：合格 ${count('pass')}，已处理 ${count('treated')}，不合格 ${count('fail')}，不涉及 ${count('not_applicable')}`,
      ],
      ['照片', `${photos.length} 张`],
      [
        '设备状态等级',
        visit.grade ? [visit.grade, visit.gradeReason].filter(Boolean).join('：') : '还没有给出',
      ],
    ];
    return {
      contentHash: loaded.contentHash,
      partHash: partHashOf(loaded.rows, actor.personId),
      conflicts: conflictsOf(loaded.rows),
      lines: lines.map(([label, value]) => ({ label, value })),
      refusals: this.refusals(loaded),
    };
  }

  private sealInput(loaded: LoadedVisit, findings: Finding[], late: SealInput['late']): SealInput {
    const maintenanceClass = MaintenanceClass.parse('half_month');
    const { intervalDays } = this.cityService.parameters;
    return {
      recordId: newId(),
      loaded,
      findings,
      late,
      validity: validityOf(findings),
      nextPlannedOn: dueDate(workTimes(loaded).completedAt, maintenanceClass, intervalDays),
      signatures: signaturesOf(loaded),
    };
  }

  private async keep(
    tx: Transaction,
    open: SubmittedOpen,
    entry: { hash: string },
    findings: Finding[],
    loaded: LoadedVisit,
  ): Promise<void> {
    const {
      edition: _edition,
      evidence: _evidence,
      findingCodes: _codes,
      offline: _offline,
      templateEdition: _template,
      recordId,
      ...columns
    } = open;
    await insertRows(tx.manager, MaintenanceRecord, [
      {
        ...columns,
        ...{ id: recordId, ownerAnswer: 'pending', standing: 'original' },
        ...{ entrySeq: null, contentHash: entry.hash },
      },
    ]);
    const waiting = loaded.rows.members
      .filter(({ presence }) => presence?.identity === 'in_review')
      .map(({ member }) => member.personId);
    const rows = findings.map((finding) => {
      const named = loaded.presences.find(
        (presence) => finding.code === 'face.in_review' && finding.message.startsWith(presence.person.name),
      );
      const personId = named && waiting.includes(named.person.id) ? named.person.id : null;
      const { code, message, settledBy } = finding;
      return {
        ...{ id: newId(), recordId, personId, code, message, settledBy },
        isSettled: false,
        createdAt: tx.at,
      };
    });
    await insertRows(tx.manager, FindingRow, rows);
    await this.dueService.recompute(tx, open.liftId);
  }
}

/** What was signed or submitted is what stands there now, the whole or one's own part; gives its hash. */
function mustBeCurrent(
  loaded: LoadedVisit,
  { personId }: Actor,
  given: { contentHash?: string | undefined; partHash?: string | undefined },
): string {
  const isPart = given.partHash !== undefined;
  const current = isPart ? partHashOf(loaded.rows, personId) : loaded.contentHash;
  if ((given.partHash ?? given.contentHash) !== current) {
    throw AppError.conflict('record.content_changed', '内容在您查看之后有改动，请重新核对后再签名或提交。');
  }
  return current;
}

/** A technician who signed twice signed once: the last one stands. */
function signaturesOf({ rows, contentHash, presences }: LoadedVisit): SubmittedClosed['signatures'] {
  const signers = [...new Set(rows.signatures.map(({ signature }) => signature.personId))];
  const standing = signers.flatMap((personId) => standingSignature(rows, personId, contentHash) ?? []);
  return standing.map(({ signature, file }) => ({
    who: presences.find((presence) => presence.person.id === signature.personId)?.person.name ?? '',
    personId: signature.personId,
    as: '维保人员',
    at: signature.at,
    fileId: signature.fileId,
    sha256: file?.sha256 ?? '',
    contentHash: signature.contentHash,
    deviceId: signature.deviceId,
    scope: signature.scope === 'part' ? 'part' : 'whole',
    receivedAt: signature.receivedAt,
    leftAt: signature.leftAt,
  }));
}
