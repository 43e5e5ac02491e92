import type { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { isOpen } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut, StopNotice } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import {
  FaultCauseField,
  FaultSignField,
  RepairSlotField,
  ReportSourceField,
} from '@lifttrust/shared-types/call-out/call-out.view.contract';
import type { FaultReport } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { IdentityMethod, IdentityState } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { CityService } from '../city/city.service';
import { PhotoNonce } from '../file/photo-nonce.entity';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { CallOutCards } from './call-out.cards.query';
import { CallOutRow } from './call-out.entity';
import { mayOf } from './call-out.may';
import { publicMessage } from './call-out.public-words';
import { stateOf } from './call-out.steps';
import { faultsOf } from './call-out-faults.query';
import { CallOutMember } from './call-out-member.entity';
import { CallOutPart, CallOutPhoto } from './call-out-part.entity';
import { CallOutStep } from './call-out-step.entity';
import { CallOutStop } from './call-out-stop.entity';
import { FaultPicture, FaultReportRow } from './fault-report.entity';

const noncesShown = 20;
const focusAtMost = 200;

/** Call-outs as everybody concerned sees them; of a stopped lift what the public page says. */
@Singleton()
export class CallOutQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() cards: CallOutCards;

  /**
   * A technician sees what they take part in or have reported, not a colleague's.
   * @throws not_found
   */
  async mustSee(manager: EntityManager, callOutId: string, actor: Actor): Promise<CallOutRow> {
    const row = await manager.findOneBy(CallOutRow, { id: callOutId });
    if (!row || !covers(actor, row)) throw AppError.notFound();
    if (actor.role !== 'technician') return row;
    const own = { callOutId, personId: actor.personId };
    const isTheirs =
      (await manager.existsBy(CallOutMember, own)) || (await manager.existsBy(FaultReportRow, own));
    if (!isTheirs) throw AppError.notFound();
    return row;
  }

  list(input: InputOf<typeof callOutApi.list>, ctx: Ctx) {
    return this.cards.list(this.database.reader.manager, input, requireActor(ctx), ctx.at);
  }

  async show(manager: EntityManager, callOutId: string, actor: Actor, at: number): Promise<CallOut> {
    const row = await manager.findOneByOrFail(CallOutRow, { id: callOutId });
    const [card] = await this.cards.of(manager, [row], at);
    if (!card) throw AppError.notFound();
    const members = await manager.find(CallOutMember, {
      where: { callOutId, leftAt: IsNull() },
      order: { position: 'ASC' },
    });
    const presences = await manager.findBy(Presence, { visitId: callOutId });
    const steps = await manager.find(CallOutStep, { where: { callOutId }, order: { at: 'ASC', id: 'ASC' } });
    const reports = await manager.find(FaultReportRow, { where: { callOutId }, order: { id: 'ASC' } });
    const pictures = await this.picturesOf(manager, reports);
    const nameOf = await personNames(manager, [
      ...members.map(({ personId }) => personId),
      ...steps.map(({ personId }) => personId),
      ...reports.map(({ personId }) => personId),
    ]);
    const isMine = members.some(({ personId }) => personId === actor.personId);
    const mine = presences.find(({ personId }) => personId === actor.personId) ?? null;
    const [stop] = await manager.find(CallOutStop, { where: { callOutId }, order: { id: 'DESC' }, take: 1 });
    const parts = await manager.find(CallOutPart, { where: { callOutId }, order: { id: 'ASC' } });
    const photos = await manager.find(CallOutPhoto, { where: { callOutId }, order: { createdAt: 'ASC' } });
    return {
      ...card,
      members: members.map(({ personId, role }) => {
        const there = presences.find((one) => one.personId === personId);
        return {
          person: { id: personId, name: nameOf(personId) },
          role: role === 'lead' ? ('lead' as const) : ('partner' as const),
          codeAt: there?.codeAt ?? null,
          positionVerdict: there?.positionVerdict ?? 'none',
          distanceMetres: there?.distanceMetres ?? null,
          identity: IdentityState.parse(there?.identity ?? 'none'),
          identityMethod: there?.identityMethod ? IdentityMethod.parse(there.identityMethod) : null,
        };
      }),
      servicePermit: row.servicePermit,
      photos: photos.map((one) => ({
        ...{ fileId: one.fileId, at: one.createdAt },
        slot: RepairSlotField.parse(one.slot),
      })),
      parts,
      reportList: reports.map((one) => ({
        ...{ id: one.id, at: one.reportedAt, by: nameOf(one.personId), text: one.text },
        source: ReportSourceField.parse(one.source),
        sign: FaultSignField.parse(one.sign),
        pictures: pictures.get(one.id) ?? [],
      })),
      timeline: steps.map(({ at: then, act, personId, text, entryHash }) => ({
        ...{ at: then, act, text, entryHash, by: nameOf(personId) },
      })),
      solution: stop?.solution ?? '',
      outcome: row.outcome === null ? null : row.outcome === 'no_fault' ? 'no_fault' : 'repaired',
      cause: row.cause === null ? null : FaultCauseField.parse(row.cause),
      work: row.work,
      feedback: row.feedback,
      serviceReportIds: row.serviceReportIds,
      returns: row.returnCount,
      major: majorOf(row),
      nonces: isMine ? await this.noncesOf(manager, callOutId, actor.personId) : [],
      mine: isMine,
      may: mayOf(row, actor, {
        isMine,
        mine,
        hasAccepted: members.some((one) => one.personId === actor.personId && one.acceptedAt !== null),
      }),
    };
  }

  /** Whether a lift stands still by notice, and until when it is expected to; null: it is not stopped (REP-04). */
  async stopNotice(liftId: string, manager = this.database.reader.manager): Promise<StopNotice | null> {
    const [stop] = await manager.find(CallOutStop, {
      where: { liftId, toAt: IsNull() },
      order: { id: 'DESC' },
      take: 1,
    });
    if (!stop) return null;
    const { callOutId, fromAt: from, expectedOn, toAt: to, reason } = stop;
    return { callOutId, from, expectedOn, to, reason };
  }

  /** Lifts with as many faults as the city calls too many, most first (REP-07). */
  async focusLifts(ctx: Ctx) {
    const manager = this.database.reader.manager;
    const { focusDays, focusFaults } = this.cityService.parameters.callOuts;
    const scope = coverClause(requireActor(ctx), 'c');
    const rows: { liftId: string }[] = await manager
      .createQueryBuilder(CallOutRow, 'c')
      .select('c.liftId', 'liftId')
      .where(scope.sql, scope.parameters)
      .andWhere("c.reportedAt > :since AND c.state <> 'merged'", { since: ctx.at - focusDays * 86_400_000 })
      .andWhere("(c.outcome IS NULL OR c.outcome <> 'no_fault')")
      .groupBy('c.liftId')
      .having('COUNT(*) >= :least', { least: focusFaults })
      .orderBy('COUNT(*)', 'DESC')
      .limit(focusAtMost)
      .getRawMany();
    const ids = rows.map(({ liftId }) => liftId);
    const lifts = ids.length > 0 ? await manager.findBy(Lift, { id: In(ids) }) : [];
    const counted = await faultsOf(manager, ids, ctx.at, focusDays);
    const names = await organisationNames(
      manager,
      lifts.flatMap(({ companyId, ownerId }) => [companyId, ownerId]),
    );
    const named = (id: string | null) => (id ? { id, name: names.get(id) ?? '' } : null);
    const own = await this.cards.idsWithin(manager, ids, ctx.at - focusDays * 86_400_000);
    const items = counted
      .flatMap(({ liftId, faults, lastAt }) => {
        const lift = lifts.find(({ id }) => id === liftId);
        if (!lift) return [];
        const { id, place, ownNumber, rescueCode, divisionCode } = lift;
        const company = named(lift.companyId);
        const owner = named(lift.ownerId);
        const callOutIds = own.get(liftId) ?? [];
        return [
          {
            lift: { id, place, ownNumber, rescueCode },
            company,
            owner,
            divisionCode,
            faults,
            lastAt,
            callOutIds,
          },
        ];
      })
      .sort((a, b) => b.faults - a.faults || b.lastAt - a.lastAt);
    return { items, days: focusDays, faults: focusFaults };
  }

  /** What a reporter without a login reads; nobody's name is in it. */
  async faultReport(manager: EntityManager, reportId: string): Promise<FaultReport> {
    const report = await manager.findOneByOrFail(FaultReportRow, { id: reportId });
    const row = await manager.findOneByOrFail(CallOutRow, { id: report.callOutId });
    const lift = await manager.findOneByOrFail(Lift, { id: report.liftId });
    const names = await organisationNames(manager, [row.companyId]);
    const stop = await this.stopNotice(row.liftId, manager);
    const isDone = !isOpen(stateOf(row));
    return {
      reportId,
      place: lift.place,
      ownNumber: lift.ownNumber,
      sign: FaultSignField.parse(report.sign),
      text: report.text,
      state: stateOf(row),
      message: publicMessage(row, stop?.expectedOn ?? null),
      companyName: names.get(row.companyId ?? '') ?? '',
      others: (await manager.countBy(FaultReportRow, { callOutId: row.id })) - 1,
      reportedAt: report.reportedAt,
      acceptedAt: row.acceptedAt,
      arrivedAt: row.arrivedAt,
      finishedAt: row.finishedAt,
      closedAt: row.closedAt,
      stop: stop && { from: stop.from, expectedOn: stop.expectedOn },
      feedback: isDone ? row.feedback : '',
      pictures: await manager.countBy(FaultPicture, { reportId }),
    };
  }

  private async picturesOf(manager: EntityManager, reports: FaultReportRow[]) {
    const ids = reports.map(({ id }) => id);
    const rows: { reportId: string; fileId: string }[] =
      ids.length === 0
        ? []
        : await manager.query(
            `SELECT p.report_id AS reportId, p.file_id AS fileId FROM fault_picture p
               JOIN stored_file f ON f.id = p.file_id AND f.state = 'stored'
              WHERE p.report_id IN (${ids.map(() => '?').join(', ')}) ORDER BY p.file_id`,
            ids,
          );
    const of = new Map<string, string[]>();
    for (const { reportId, fileId } of rows) of.set(reportId, [...(of.get(reportId) ?? []), fileId]);
    return of;
  }

  private async noncesOf(manager: EntityManager, visitId: string, personId: string): Promise<string[]> {
    const where = { visitId, personId, fileId: IsNull() };
    const rows = await manager.find(PhotoNonce, { where, take: noncesShown });
    return rows.map(({ nonce }) => nonce);
  }
}

const majorOf = (row: CallOutRow): CallOut['major'] =>
  row.majorScope === null
    ? null
    : {
        scope: row.majorScope,
        noticeNumber: row.majorNoticeNumber ?? '',
        noticeOn: row.majorNoticeOn ?? '',
        inspectionNumber: row.majorInspectionNumber,
        inspectedOn: row.majorInspectedOn,
      };
