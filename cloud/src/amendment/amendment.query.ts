import {
  type Amendment,
  AmendmentKind,
  AmendmentState,
  type amendmentApi,
  VoidCause,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { isOpenAmendment, refuseProposal } from '@lifttrust/shared-types/amendment/amendment.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { RecordStanding, Validity } from '@lifttrust/shared-types/record/record.contract';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { LedgerService } from '../ledger/ledger.service';
import { personNames } from '../person/person-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordQuery } from '../record/record.query';
import { SignerService } from '../signing/signer.service';
import { VisitMember } from '../visit/visit-member.entity';
import { viewOf } from './amendment.document';
import { AmendmentRow } from './amendment.entity';
import { atTheVisit, isCompanyAdmin } from './amendment.people.query';

const deciding = ['regulator', 'regulator_admin'];

/** Proposals as lists and files, with what the reader may do. */
@Singleton()
export class AmendmentQuery {
  @Inject() database: Database;
  @Inject() ledgerService: LedgerService;
  @Inject() recordQuery: RecordQuery;
  @Inject() signerService: SignerService;

  /** The proposal if its record is in the actor's reach; a technician only of what they took part in. */
  async mustSee(manager: EntityManager, amendmentId: string, actor: Actor): Promise<AmendmentRow> {
    const row = await manager.findOneBy(AmendmentRow, { id: amendmentId });
    if (!row || !covers(actor, row)) throw AppError.notFound();
    if (actor.role !== 'technician') return row;
    await this.recordQuery.mustSee(manager, row.recordId, actor);
    return row;
  }

  async show(manager: EntityManager, amendmentId: string, ctx: Ctx): Promise<Amendment> {
    const row = await this.mustSee(manager, amendmentId, requireActor(ctx));
    const [shown] = await this.toAmendments(manager, [row], ctx);
    if (!shown) throw AppError.notFound();
    return shown;
  }

  async list(input: InputOf<typeof amendmentApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { page, pageSize, state, kind, open } = input;
    const scope = coverClause(actor, 'a');
    const query = manager.createQueryBuilder(AmendmentRow, 'a').where(scope.sql, scope.parameters);
    if (actor.role === 'technician')
      query.andWhere(
        `EXISTS (SELECT 1 FROM record r JOIN visit_member m ON m.visit_id = r.visit_id
                 WHERE r.id = a.record_id AND m.person_id = :me)`,
        { me: actor.personId },
      );
    if (state) query.andWhere('a.state = :state', { state });
    if (kind) query.andWhere('a.kind = :kind', { kind });
    if (open) query.andWhere('a.openRecord IS NOT NULL');
    const [rows, total] = await query
      .orderBy('a.id', open ? 'ASC' : 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: await this.toAmendments(manager, rows, ctx), total, page, pageSize };
  }

  async ofRecord(recordId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const record = await this.recordQuery.mustSee(manager, recordId, actor);
    const rows = await manager.find(AmendmentRow, { where: { recordId }, order: { id: 'ASC' } });
    const may = await this.mayPropose(manager, record, rows, actor);
    const { view } = await viewOf(this.ledgerService, manager, record);
    const named = (field: string, label: string, value: string) => ({ field, label, value });
    const fields =
      may.amend === false
        ? []
        : [
            ...view.items.flatMap(({ code, name, result, note, reading }) => [
              named(`items.${code}.result`, `${code} ${name} 结果`, result ?? ''),
              named(`items.${code}.note`, `${code} ${name} 说明`, note),
              named(`items.${code}.reading`, `${code} ${name} 读数`, reading),
            ]),
            named('grade', '设备状态等级', view.grade),
            named('gradeReason', '等级原因', view.gradeReason),
            ...view.snapshot.map(({ label, value }) => named(`snapshot.${label}`, label, value)),
            named('remark', '补充说明', ''),
          ];
    return { items: await this.toAmendments(manager, rows, ctx), fields, may };
  }

  private async mayPropose(
    manager: EntityManager,
    record: MaintenanceRecord,
    rows: AmendmentRow[],
    actor: Actor,
  ): Promise<{ amend: boolean; void: boolean }> {
    const proposes =
      isCompanyAdmin(actor, record) ||
      (actor.role === 'technician' &&
        actor.organisationId === record.companyId &&
        (await atTheVisit(manager, record)).technicianIds.includes(actor.personId));
    const facts = {
      standing: RecordStanding.parse(record.standing),
      validity: Validity.parse(record.validity),
      hasOpen: rows.some(({ openRecord }) => openRecord !== null),
      corrections: 1,
      cause: 'other',
    };
    const may = (kind: 'amendment' | 'void') => proposes && refuseProposal({ ...facts, kind }).length === 0;
    return { amend: may('amendment'), void: may('void') };
  }

  private async toAmendments(manager: EntityManager, rows: AmendmentRow[], ctx: Ctx): Promise<Amendment[]> {
    const actor = requireActor(ctx);
    const records = await manager.findBy(MaintenanceRecord, { id: In(rows.map(({ recordId }) => recordId)) });
    const nameOf = await personNames(
      manager,
      rows.map(({ proposedBy }) => proposedBy),
    );
    const shown: Amendment[] = [];
    for (const row of rows) {
      const record = records.find(({ id }) => id === row.recordId);
      if (record)
        shown.push({
          ...toAmendment(row, record, nameOf(row.proposedBy)),
          may: await this.may(manager, row, record, actor, ctx.at),
        });
    }
    return shown;
  }

  private async may(
    manager: EntityManager,
    row: AmendmentRow,
    record: MaintenanceRecord,
    actor: Actor,
    at: number,
  ): Promise<Amendment['may']> {
    const state = AmendmentState.parse(row.state);
    const isOwn = row.proposedBy === actor.personId;
    const member = { visitId: record.visitId, personId: actor.personId };
    return {
      sign:
        state === 'waiting_technician' &&
        actor.role === 'technician' &&
        (await manager.countBy(VisitMember, member)) > 0,
      approve: state === 'waiting_company' && isCompanyAdmin(actor, row) && !isOwn,
      confirm:
        state === 'waiting_owner' && (await this.signerService.signsAs(manager, record, actor, at)) !== null,
      decide: state === 'waiting_district' && deciding.includes(actor.role),
      withdraw: isOpenAmendment(state) && isOwn,
    };
  }
}

const toAmendment = (
  row: AmendmentRow,
  record: MaintenanceRecord,
  proposedBy: string,
): Omit<Amendment, 'may'> => ({
  id: row.id,
  recordId: row.recordId,
  kind: AmendmentKind.parse(row.kind),
  state: AmendmentState.parse(row.state),
  place: record.place,
  ownNumber: record.ownNumber,
  class: MaintenanceClass.parse(record.class),
  completedOn: record.completedOn,
  companyName: record.companyName,
  ownerName: record.ownerName,
  cause: row.cause === null ? null : VoidCause.parse(row.cause),
  reason: row.reason,
  corrections: row.corrections,
  contentHash: row.contentHash,
  proposedBy,
  proposedAt: row.proposedAt,
  late: row.late,
  ownerTermOn: row.ownerTermOn,
  agreements: row.agreements.map(({ who, as, at, accepted, text, fileId }) => ({
    ...{ who, as, at, accepted, text, fileId },
  })),
  sealedAt: row.state === 'sealed' ? row.endedAt : null,
});
