import type { Comparison, filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import {
  type ComparedField,
  comparedFields,
  correctable,
  isDifferent,
} from '@lifttrust/shared-types/filing/filing.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dateInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { OrganisationPatch } from '@lifttrust/shared-types/organisation/organisation.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { OrganisationChanges } from '../organisation/organisation.changes';
import { Organisation } from '../organisation/organisation.entity';
import { masked, openPhones } from '../organisation/organisation.phones';
import { inspectedKinds, readable } from '../organisation/organisation.scope';
import { Person } from '../person/person.entity';
import { Task } from '../task/task.entity';
import { TaskService } from '../task/task.service';
import { FilingComparison } from './filing-comparison.entity';

const taskKind = 'filing.differs';
const outcomes: Record<string, string> = {
  accepted: '资料已按核对结果更正',
  rejected: '监管人员未同意更正',
  withdrawn: '检验人员撤回了更正',
};

/** An inspection body compares what is filed with what it finds, and starts the correction (ORG-03). */
@Singleton()
export class ComparisonService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() outbox: Outbox;
  @Inject() cityService: CityService;
  @Inject() taskService: TaskService;
  @Inject() organisationChanges: OrganisationChanges;

  @Init()
  open(): void {
    this.outbox.on('change.closed', (payload, ctx) => this.changeClosed(payload, ctx), { onlyWrites: true });
  }

  /**
   * Differences in fields of the register become a change request, all differences a task of the unit with a deadline.
   * @throws invalid `filing.visited_later`; not_found for units outside the body's area
   */
  async compare(input: InputOf<typeof filingApi.compare>, ctx: Ctx): Promise<Comparison> {
    const actor = requireActor(ctx);
    const today = dayOf(ctx.at);
    if (input.visitedOn > today) throw AppError.invalid('filing.visited_later', '核对日期不能晚于今天。');
    return this.work.run(ctx, async (tx) => {
      const unit = await readable(actor, input.organisationId, tx.manager);
      if (!inspectedKinds.includes(unit.kind)) throw AppError.notFound();
      const filed = await this.filedOf(tx, unit, today);
      const fields = input.found.map(({ field, found }) => ({
        field,
        filed: filed[field],
        found,
        differs: isDifferent(filed[field], found),
      }));
      const id = newId();
      const differing = fields.filter(({ differs }) => differs);
      const changeId = await this.correct(tx, unit, differing, { ...input, personId: actor.personId });
      const dueOn = addDays(today, this.cityService.parameters.filing.correctionDays);
      const taskId = differing.length > 0 ? await this.task(tx, unit, differing, { id, dueOn }) : null;
      await tx.manager.insert(FilingComparison, {
        id,
        organisationId: unit.id,
        divisionCode: unit.divisionCode,
        personId: actor.personId,
        bodyId: actor.organisationId,
        visitedOn: input.visitedOn,
        fields: fields.map(hidePhone),
        note: input.note,
        changeId,
        taskId,
        createdAt: tx.at,
      });
      await tx.audit('organisation.compared', 'organisation', unit.id, {
        comparisonId: id,
        differing: differing.map(({ field }) => field),
      });
      const [shape] = await this.shapes(tx.manager, [
        await tx.manager.findOneByOrFail(FilingComparison, { id }),
      ]);
      if (!shape) throw new Error('a comparison without a shape');
      return shape;
    });
  }

  async list(organisationId: string, ctx: Ctx): Promise<{ items: Comparison[] }> {
    const { manager } = this.database.reader;
    await readable(requireActor(ctx), organisationId, manager);
    const rows = await manager.find(FilingComparison, {
      where: { organisationId },
      order: { id: 'DESC' },
      take: 100,
    });
    return { items: await this.shapes(manager, rows) };
  }

  private async filedOf(
    tx: Transaction,
    unit: Organisation,
    today: string,
  ): Promise<Record<ComparedField, string>> {
    const profile = await this.organisationChanges.profileOf(tx, unit.id);
    const [row]: { number: number | string }[] = await tx.manager.query(
      `SELECT COUNT(DISTINCT person_id) AS number FROM assignment WHERE organisation_id = ? AND role = 'technician'
         AND from_day <= ? AND (until_day IS NULL OR until_day >= ?)`,
      [unit.id, today, today],
    );
    return {
      name: unit.name,
      creditCode: unit.creditCode ?? '',
      address: profile.address,
      emergencyPhone: openPhones(this.cipher, profile.phonesSealed).emergencyPhone,
      permitNumber: profile.permitNumber,
      permitUntil: profile.permitUntil ?? '',
      staff: String(Number(row?.number ?? 0)),
    };
  }

  private async correct(
    tx: Transaction,
    unit: Organisation,
    differing: { field: ComparedField; found: string }[],
    { visitedOn, personId }: { visitedOn: string; personId: string },
  ): Promise<string | null> {
    const wished = differing.filter(({ field }) => correctable.includes(field));
    if (wished.length === 0) return null;
    const read = OrganisationPatch.safeParse(
      Object.fromEntries(wished.map(({ field, found }) => [field, found])),
    );
    if (!read.success)
      throw AppError.invalid('filing.found_unreadable', '现场情况的写法不对，请核对名称、代码和日期。');
    const reason = `检验机构 ${dateInWords(visitedOn)}上门核对，与备案不符`;
    return this.organisationChanges.propose(tx, unit, { patch: read.data, reason, personId });
  }

  private task(
    tx: Transaction,
    unit: Organisation,
    differing: { field: ComparedField; filed: string; found: string }[],
    { id, dueOn }: { id: string; dueOn: string },
  ): Promise<string> {
    const lines = differing
      .map(hidePhone)
      .map(({ field, filed, found }) => `${comparedFields[field]}：备案“${filed || '未填'}”，现场“${found}”`);
    return this.taskService.open(tx, {
      kind: taskKind,
      about: id,
      subject: { kind: 'organisation', id: unit.id },
      divisionCode: unit.divisionCode,
      organisationId: unit.id,
      title: '备案资料与现场不符',
      text: `${lines.join('；')}。请在期限内更正资料，或说明情况。`,
      dueOn,
    });
  }

  private changeClosed(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const changeId = String(payload.changeId ?? '');
      const comparison = await tx.manager.findOneBy(FilingComparison, { changeId });
      if (!comparison) return;
      // What no change of the register puts right stays the unit's task.
      const others = comparison.fields.some(({ field, differs }) => differs && !correctable.includes(field));
      if (others && payload.state === 'accepted') return;
      const outcome = outcomes[String(payload.state)] ?? '更正已处理';
      await this.taskService.settle(tx, { kind: taskKind, about: comparison.id }, outcome);
    });
  }

  private async shapes(manager: EntityManager, rows: FilingComparison[]): Promise<Comparison[]> {
    const people = await manager.findBy(Person, { id: In(rows.map(({ personId }) => personId)) });
    const bodies = await manager.findBy(Organisation, { id: In(rows.map(({ bodyId }) => bodyId)) });
    const tasks = await manager.findBy(Task, { id: In(rows.flatMap(({ taskId }) => taskId ?? [])) });
    const named = (all: { id: string; name: string }[], id: string) => ({
      id,
      name: all.find((one) => one.id === id)?.name ?? '',
    });
    return rows.map((row) => ({
      ...row,
      inspector: named(people, row.personId),
      body: named(bodies, row.bodyId),
      dueOn: tasks.find(({ id }) => id === row.taskId)?.dueOn ?? null,
    }));
  }
}

function hidePhone<T extends { field: ComparedField; filed: string; found: string }>(line: T): T {
  return line.field === 'emergencyPhone'
    ? { ...line, filed: masked(line.filed), found: masked(line.found) }
    : line;
}
