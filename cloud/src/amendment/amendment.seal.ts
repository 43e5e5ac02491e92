import {
  AmendmentKind,
  amendmentKindWords,
  VoidCause,
  voidCauseWords,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { corrected, exceptionsIn } from '@lifttrust/shared-types/amendment/amendment.corrections';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Transaction } from '../kernel/unit-of-work';
import { LedgerService, type Sealed } from '../ledger/ledger.service';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { DueService } from '../record/due.service';
import { MaintenanceRecord } from '../record/record.entity';
import { DisputeService } from '../signing/dispute.service';
import { viewOf } from './amendment.document';
import type { AmendmentRow } from './amendment.entity';
import { atTheVisit } from './amendment.people.query';

const asks = {
  waiting_technician: ['amendment.to_sign', '更正待您签名', '请核对更正内容并签名。'],
  waiting_company: ['amendment.to_approve', '待审核', '请审核。'],
  waiting_owner: ['amendment.to_confirm', '待贵单位确认', '请核对后签名确认，或写明理由不同意。'],
  waiting_district: ['amendment.to_decide', '待决定', '使用单位没有确认，或提出得较晚，请作出决定。'],
} as const;
type Asking = keyof typeof asks;
const isAsking = (state: string): state is Asking => state in asks;

const kindWord = (row: AmendmentRow) => amendmentKindWords[AmendmentKind.parse(row.kind)];
const nameOf = ({ place, ownNumber }: MaintenanceRecord) => `${place} ${ownNumber}`.trim();

/** A proposal's way into the log, and whom it concerns. */
@Singleton()
export class AmendmentSeal {
  @Inject() ledgerService: LedgerService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() dueService: DueService;
  @Inject() disputeService: DisputeService;

  /** An entry beside the record's own, and everything that follows the corrected view recomputed. */
  async seal(tx: Transaction, row: AmendmentRow, record: MaintenanceRecord): Promise<Sealed> {
    const { view } = await viewOf(this.ledgerService, tx.manager, record);
    const after = corrected(view, row.corrections);
    const counts = { grade: after.grade, exceptions: exceptionsIn(after.items) };
    const isVoid = row.kind === 'void';
    const head = {
      edition: 1,
      recordId: record.id,
      amendmentId: row.id,
      amends: record.contentHash,
      number: row.number,
      evidence: [...new Set(row.agreements.flatMap(({ sha256 }) => sha256 ?? []))].sort(),
    };
    const entry = await this.ledgerService.append(tx, {
      kind: isVoid ? 'record.voided' : 'record.amended',
      liftId: record.liftId,
      at: tx.at,
      open: isVoid ? { ...head, validity: 'invalid', cause: row.cause } : { ...head, ...counts },
      closed: {
        edition: 1,
        reason: row.reason,
        corrections: row.corrections,
        contentHash: row.contentHash,
        agreements: row.agreements.map(({ role: _role, accepted, ...said }) => ({
          ...said,
          text: accepted ? said.text : `不同意：${said.text}`,
        })),
      },
    });
    const change = isVoid ? { standing: 'voided', validity: 'invalid' } : { standing: 'amended', ...counts };
    await tx.manager.update(MaintenanceRecord, { id: record.id }, change);
    await tx.audit('amendment.sealed', 'record', record.id, { amendmentId: row.id, entryHash: entry.hash });
    await tx.emit(isVoid ? 'record.voided' : 'record.amended', { recordId: record.id, amendmentId: row.id });
    await this.dueService.recompute(tx, record.liftId);
    await this.answerReturn(tx, row, record);
    await this.settle(tx, row, '已封存');
    if (isVoid) await this.messageService.settle(tx, record.id, '记录已作废');
    await this.tellSealed(tx, row, record);
    return entry;
  }

  /** Whoever answers for it at the company answers the owner's return with it. */
  private async answerReturn(tx: Transaction, row: AmendmentRow, record: MaintenanceRecord): Promise<void> {
    const company = row.agreements.findLast(({ role, accepted }) => role === 'company' && accepted);
    if (!company) return;
    const { personId, who: personName } = company;
    const how = row.kind === 'void' ? '作废' : `第 ${row.number} 次更正`;
    const text = `以${how}答复退回：${row.reason}`;
    const { proposedAt } = row;
    await this.disputeService.answeredByAmendment(tx, record, { proposedAt, personId, personName, text });
  }

  async refused(tx: Transaction, row: AmendmentRow, record: MaintenanceRecord): Promise<void> {
    const last = row.agreements.at(-1);
    await this.settle(tx, row, '未获同意');
    const people = [row.proposedBy, ...(await this.recipients.ofCompany(tx.manager, row.companyId))];
    await this.send(tx, people, row, 'amendment.closed', {
      title: `${kindWord(row)}未获同意`,
      text: `${nameOf(record)} ${dayInWords(record.completedOn)}的记录${kindWord(row)}未获同意：${last?.text ?? ''}`,
      page: null,
    });
  }

  /** What was asked about this proposal is answered. */
  async settle(tx: Transaction, row: AmendmentRow, outcome: string): Promise<void> {
    await this.messageService.settle(tx, row.id, outcome);
  }

  /** Whoever speaks next is asked, once for each turn. */
  async ask(tx: Transaction, row: AmendmentRow): Promise<void> {
    if (!isAsking(row.state)) return;
    const record = await tx.manager.findOneByOrFail(MaintenanceRecord, { id: row.recordId });
    const [kind, title, wish] = asks[row.state];
    const people = {
      waiting_technician: async () => (await atTheVisit(tx.manager, record)).thereStill,
      waiting_company: () => this.recipients.ofCompany(tx.manager, row.companyId),
      waiting_owner: () => this.recipients.ofOwner(tx.manager, row.ownerId ?? ''),
      waiting_district: () => this.recipients.ofDistrict(tx.manager, row.divisionCode),
    }[row.state];
    const area = { waiting_technician: 'technician', waiting_owner: 'owner' }[String(row.state)];
    await this.settle(tx, row, '已有进展');
    await this.send(tx, await people(), row, kind, {
      title: row.state === 'waiting_technician' ? title : `记录${kindWord(row)}${title}`,
      text: `${nameOf(record)} ${dayInWords(record.completedOn)}的维保记录提出${kindWord(row)}，${wish}理由：${row.reason}`,
      page: area ? `${area}/amendment/index?amendmentId=${row.id}` : null,
    });
  }

  /** Everybody the record concerns hears what it says now; after a void also when the lift is due. */
  private async tellSealed(tx: Transaction, row: AmendmentRow, record: MaintenanceRecord): Promise<void> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: record.liftId });
    const due = lift.dueOn ? `下次维保最迟 ${dayInWords(lift.dueOn)}。` : '';
    const text =
      row.kind === 'void'
        ? `${nameOf(record)} ${dayInWords(record.completedOn)}的维保记录已作废（${voidCauseWords[VoidCause.parse(row.cause)]}），不再计入维保；${due}`
        : `${nameOf(record)} ${dayInWords(record.completedOn)}的维保记录已更正：${row.corrections.map(({ label }) => label).join('、')}。`;
    const { manager } = tx;
    const people = [
      ...(await atTheVisit(manager, record)).thereStill,
      ...(await this.recipients.ofCompany(manager, row.companyId)),
      // The lift may have changed hands since: its new company has the deadline now.
      ...(lift.companyId ? await this.recipients.ofCompany(manager, lift.companyId) : []),
      ...(row.ownerId ? await this.recipients.ofOwner(manager, row.ownerId) : []),
      ...(row.kind === 'void' ? await this.recipients.ofDistrict(manager, row.divisionCode) : []),
    ];
    const title = row.kind === 'void' ? '维保记录已作废' : '维保记录已更正';
    await this.send(tx, people, row, 'amendment.closed', { title, text, page: null });
  }

  private async send(
    tx: Transaction,
    people: string[],
    row: AmendmentRow,
    kind: string,
    card: { title: string; text: string; page: string | null },
  ): Promise<void> {
    const facts = [{ label: '理由', value: row.reason }];
    await this.messageService.send(tx, people, { ...card, kind, subjectId: row.id, facts });
  }
}
