import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerSequencer } from '../ledger/ledger.sequencer';
import { MessageService } from '../message/message.service';
import { Organisation } from '../organisation/organisation.entity';
import { PersonService } from '../person/person.service';
import { FindingRow } from './finding.entity';
import { RecordAnswerService } from './record.answer.service';
import { MaintenanceRecord } from './record.entity';
import { numberRecords } from './record.numbers';

const text = (payload: Record<string, unknown>, name: string): string => String(payload[name] ?? '');

/** What follows a sealed record: a return is told, doubts are settled by decisions made elsewhere. */
@Singleton()
export class RecordJobs {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() messageService: MessageService;
  @Inject() personService: PersonService;
  @Inject() answers: RecordAnswerService;
  @Inject() ledgerSequencer: LedgerSequencer;

  @Init()
  open(): void {
    this.ledgerSequencer.whenSequenced(numberRecords);
    const onlyWrites = { onlyWrites: true };
    this.outbox.on('record.returned', (payload, ctx) => this.tellCompany(payload, ctx), onlyWrites);
    this.outbox.on('identity.decided', (payload, ctx) => this.identityDecided(payload, ctx), onlyWrites);
  }

  private tellCompany(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: text(payload, 'recordId') });
      if (!record || (await this.messageService.isSent(tx, record.id, 'record.returned'))) return;
      const company = await tx.manager.findOneBy(Organisation, { id: record.companyId });
      const admins = await this.personService.peopleWithRole(tx.manager, record.companyId, 'company_admin');
      await this.messageService.send(
        tx,
        admins.map((admin) => admin.id),
        {
          kind: 'record.returned',
          subjectId: record.id,
          title: '维保记录被退回',
          text: `${record.ownerName}退回了 ${record.place} ${record.ownNumber} 的记录，请在 3 个工作日内答复。`,
          facts: [
            { label: '退回理由', value: text(payload, 'reason') },
            { label: '退回人', value: text(payload, 'by') },
            { label: '维保单位', value: company?.name ?? record.companyName },
          ],
          page: null,
        },
      );
    });
  }

  /**
   * An identity decided after the fact settles its doubt; when no doubt is left the record becomes valid. The visit
   * itself was told within the decision's own transaction: an event that comes late must not take it back.
   */
  private identityDecided(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const visitId = text(payload, 'visitId');
    const personId = text(payload, 'personId');
    const outcome = text(payload, 'outcome');
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { visitId });
      if (record?.validity !== 'suspect') return;
      if (outcome === 'accepted') await this.settle(tx, record, personId);
      else if (outcome === 'rejected') await this.harden(tx, record, personId);
    });
  }

  private async settle(tx: Transaction, record: MaintenanceRecord, personId: string): Promise<void> {
    await tx.manager.update(
      FindingRow,
      { recordId: record.id, personId, code: 'face.in_review' },
      { isSettled: true },
    );
    const left = await tx.manager.countBy(FindingRow, { recordId: record.id, isSettled: false });
    if (left > 0) return;
    await this.answers.sealValidity(tx, record, true, {
      by: '身份核验',
      personId: null,
      reason: '核验人员确认了作业人员身份，没有其他疑点。',
    });
  }

  private async harden(tx: Transaction, record: MaintenanceRecord, personId: string): Promise<void> {
    await tx.manager.update(
      FindingRow,
      { recordId: record.id, personId, code: 'face.in_review' },
      {
        message: `核验人员未能确认作业人员的身份（${dayOf(tx.at)}）。`,
        settledBy: '由核验人员对整份记录作出有效或无效的决定',
      },
    );
  }
}
