import { dayInWords, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { SubmittedClosed } from '@lifttrust/shared-types/record/record.sealed';
import {
  itemResults,
  MaintenanceClass,
  maintenanceClasses,
} from '@lifttrust/shared-types/visit/visit.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, MoreThan } from 'typeorm';
import type { Ctx } from '../kernel/actor';
import { groupedBy } from '../kernel/grouped-by';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { MessageService } from '../message/message.service';
import { AssignmentsGiven } from '../person/assignment.service';
import { type Signer, SignerService } from '../signing/signer.service';
import { MaintenanceRecord } from './record.entity';

const text = (payload: Record<string, unknown>, name: string): string => String(payload[name] ?? '');

const kind = 'record.to_confirm';
const shownExceptions = 3;
/** Whoever comes new is asked for what is younger than this; older records are in the list of what waits. */
const lookBackMs = 10 * 86_400_000;
const atOnce = 50;

/** The request in chat: who did what, the exceptions, and where to sign (SIG-01). To each person once. */
@Singleton()
export class RecordAsking {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() ledgerService: LedgerService;
  @Inject() messageService: MessageService;
  @Inject() signerService: SignerService;

  @Init()
  open(): void {
    const onlyWrites = { onlyWrites: true };
    this.outbox.on(
      'record.submitted',
      (payload, ctx) => this.ask(text(payload, 'recordId'), ctx),
      onlyWrites,
    );
    // Somebody takes the place of somebody else: the request comes to them too, the deadline stays (SIG-01).
    this.outbox.on('assignment.given', (told, ctx) => this.askAssigned(told, ctx), onlyWrites);
    this.outbox.on(
      'signing.delegated',
      (payload, ctx) => this.askNewcomers(text(payload, 'ownerId'), [text(payload, 'personId')], ctx),
      onlyWrites,
    );
    this.outbox.on(
      'officer.named',
      (payload, ctx) => this.askNewcomers(text(payload, 'ownerId'), [text(payload, 'personId')], ctx),
      onlyWrites,
    );
  }

  private ask(recordId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId });
      if (!record?.ownerId) return;
      const signers = await this.signerService.signersOf(tx.manager, record.ownerId, [record.liftId], tx.at);
      await this.tell(tx, record, signers.get(record.liftId) ?? []);
    });
  }

  private async askAssigned(told: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const { assignments } = AssignmentsGiven.parse(told);
    for (const [ownerId, own] of groupedBy(assignments, ({ organisationId }) => organisationId))
      await this.askNewcomers(
        ownerId,
        own.map(({ personId }) => personId),
        ctx,
      );
  }

  /** What waits is read once for all who come: a table brings hundreds, mostly where nothing waits. */
  private askNewcomers(ownerId: string, personIds: string[], ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const waiting = await tx.manager.find(MaintenanceRecord, {
        where: { ownerId, ownerAnswer: In(['pending']), completedAt: MoreThan(tx.at - lookBackMs) },
        order: { completedAt: 'ASC' },
        take: atOnce,
      });
      const liftIds = [...new Set(waiting.map(({ liftId }) => liftId))];
      if (liftIds.length === 0) return;
      const signers = await this.signerService.signersOf(tx.manager, ownerId, liftIds, tx.at);
      for (const personId of new Set(personIds)) {
        if (!(await this.signerService.worksFor(tx.manager, ownerId, personId, tx.at))) continue;
        for (const record of waiting) {
          const own = (signers.get(record.liftId) ?? []).filter((one) => one.personId === personId);
          await this.tell(tx, record, own);
        }
      }
    });
  }

  private async tell(tx: Transaction, record: MaintenanceRecord, signers: Signer[]): Promise<void> {
    if (signers.length === 0) return;
    const told = await this.messageService.sentTo(tx, record.id, kind);
    const people = signers.map(({ personId }) => personId).filter((id) => !told.has(id));
    if (people.length === 0) return;
    const maintenanceClass = maintenanceClasses[MaintenanceClass.parse(record.class)];
    await this.messageService.send(tx, people, {
      kind,
      subjectId: record.id,
      title: '维保记录待确认',
      text: `${record.place} ${record.ownNumber}的${maintenanceClass}已完成，请当天核对签字。`,
      facts: [
        { label: '维保单位', value: record.companyName },
        { label: '维保人员', value: record.technicians.join('、') },
        { label: '完成时间', value: `${dayInWords(record.completedOn)} ${timeInWords(record.completedAt)}` },
        { label: '设备状态等级', value: record.grade },
        { label: '处理或不合格', value: `${record.exceptions} 项` },
        ...(await this.exceptionsOf(tx, record)),
        ...(record.validity === 'suspect' ? [{ label: '有效性', value: '待核实，不影响您签字' }] : []),
      ],
      page: `owner/record/index?recordId=${record.id}`,
    });
  }

  /** What was not simply 合格, as it was sealed; more than a few are counted. */
  private async exceptionsOf(tx: Transaction, record: MaintenanceRecord) {
    if (record.exceptions === 0) return [];
    const entries = await this.ledgerService.entriesAbout(record.liftId, record.id, tx.manager);
    const sealed = entries.find(({ hash }) => hash === record.contentHash);
    const closed = SubmittedClosed.safeParse(JSON.parse(sealed?.closed ?? '{}'));
    if (!closed.success) return [];
    const items = closed.data.items.filter(({ result }) => result === 'treated' || result === 'fail');
    const shown = items.slice(0, shownExceptions).map(({ name, result, note }) => ({
      label: result ? itemResults[result] : '',
      value: note ? `${name}：${note}` : name,
    }));
    const left = items.length - shown.length;
    return left > 0 ? [...shown, { label: '其余', value: `${left} 项，打开记录查看` }] : shown;
  }
}
