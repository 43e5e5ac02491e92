import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import type { MessageKind } from '@lifttrust/shared-types/message/message.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { MaintenanceRecord } from '../record/record.entity';
import { VisitMember } from '../visit/visit-member.entity';
import { ValidityQuery } from './validity.query';

interface Words {
  kind: MessageKind;
  title: string;
  text: string;
}

/** Whoever did the work hears what became of the doubt, from the first decision on. */
@Singleton()
export class ValidityMessages {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() validityQuery: ValidityQuery;

  @Init()
  listen(): void {
    const told = ({ recordId, validity }: Record<string, unknown>, ctx: Ctx) =>
      validity === 'invalid' ? this.declared(String(recordId), ctx) : Promise.resolve();
    this.outbox.on('record.validity_decided', told, { onlyWrites: true });
  }

  private declared(recordId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId });
      if (!record || (await this.messageService.isSent(tx, recordId, 'record.invalid'))) return;
      const decision = await this.validityQuery.decisionOn(tx.manager, record);
      if (!decision || decision.valid) return;
      const until = dayInWords(this.validityQuery.untilOf(decision));
      await this.tellUnit(tx, record, {
        kind: 'record.invalid',
        title: '维保记录被判为无效',
        text: `${nameOf(record)}：${decision.reason}不服的，可在 ${until} 24:00 前申诉一次。`,
      });
    });
  }

  asked = (tx: Transaction, record: MaintenanceRecord, text: string): Promise<void> =>
    this.tellUnit(tx, record, {
      kind: 'record.review_asked',
      title: '请补充说明维保记录的疑点',
      text: `${nameOf(record)}：${text}`,
    });

  async appealed(tx: Transaction, record: MaintenanceRecord, text: string): Promise<void> {
    const to = await this.recipients.ofDistrict(tx.manager, record.divisionCode);
    await this.send(tx, to, record, {
      kind: 'record.appealed',
      title: '维保单位对无效决定申诉',
      text: `${record.companyName} ${nameOf(record)}：${text}`,
    });
  }

  appealDecided = (
    tx: Transaction,
    record: MaintenanceRecord,
    isValid: boolean,
    reason: string,
  ): Promise<void> =>
    this.tellUnit(tx, record, {
      kind: 'record.appeal_decided',
      title: isValid ? '申诉成立，记录改为有效' : '申诉不成立，记录仍为无效',
      text: `${nameOf(record)}：${reason}`,
    });

  private async tellUnit(tx: Transaction, record: MaintenanceRecord, words: Words): Promise<void> {
    const members = await tx.manager.findBy(VisitMember, { visitId: record.visitId });
    const admins = await this.recipients.ofCompany(tx.manager, record.companyId);
    const technicians = members.map(({ personId }) => personId);
    const page = `technician/review/index?recordId=${record.id}`;
    await this.send(tx, technicians, record, words, page);
    await this.send(
      tx,
      admins.filter((id) => !technicians.includes(id)),
      record,
      words,
    );
  }

  private send(
    tx: Transaction,
    to: string[],
    record: MaintenanceRecord,
    words: Words,
    page: string | null = null,
  ): Promise<void> {
    const facts = [{ label: '完成日期', value: dayInWords(record.completedOn) }];
    return this.messageService.send(tx, to, { ...words, subjectId: record.id, facts, page });
  }
}

const nameOf = ({ place, ownNumber }: MaintenanceRecord): string => `${place} ${ownNumber}`.trim();
