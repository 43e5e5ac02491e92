import { type FaultSign, faultInWords, faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, Not } from 'typeorm';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { type Card, MessageService } from '../message/message.service';
import type { CallOutRow } from './call-out.entity';
import { CallOutMember } from './call-out-member.entity';
import { FaultReportRow } from './fault-report.entity';

const jobPage = (id: string) => `repair/job/index?callOutId=${id}`;
const ownerPage = (id: string) => `repair/confirm/index?callOutId=${id}`;

/** Somebody's own words end like a sentence, whether they wrote it so or not. */
function sentence(words: string): string {
  const bare = words.replace(/[。．.；;，,\s]+$/, '');
  return /[！？!?]$/.test(bare) ? bare : `${bare}。`;
}

type Words = Pick<Card, 'kind' | 'title' | 'text' | 'page'> & { facts?: Card['facts'] };

/** Whom a call-out concerns, and what each hears of it. */
@Singleton()
export class CallOutMessages {
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;

  async technicians(tx: Transaction, callOutId: string): Promise<string[]> {
    const rows = await tx.manager.findBy(CallOutMember, { callOutId, leftAt: IsNull() });
    return rows.map(({ personId }) => personId);
  }

  company(tx: Transaction, { companyId }: CallOutRow): Promise<string[]> {
    return companyId ? this.recipients.ofCompany(tx.manager, companyId) : Promise.resolve([]);
  }

  owner(tx: Transaction, { ownerId }: CallOutRow): Promise<string[]> {
    return ownerId ? this.recipients.ofOwner(tx.manager, ownerId) : Promise.resolve([]);
  }

  /** Company and owner; where nobody maintains the lift, or it should not have been in use, the district as well. */
  async reported(tx: Transaction, row: CallOutRow): Promise<void> {
    const what = sentence(faultInWords({ sign: row.sign as FaultSign, text: row.text }));
    const stopped = row.onStopped ? '这台电梯登记为停用，请先核实是否仍有人使用。' : '';
    await this.send(tx, row, await this.company(tx, row), {
      kind: 'call_out.reported',
      title: '新报修，请派单',
      text: `${what}${stopped}请尽快派人。`,
      page: jobPage(row.id),
    });
    const nobody = row.companyId === null ? '这台电梯目前没有维保单位，请先安排单位处理，必要时停用。' : '';
    await this.send(tx, row, await this.owner(tx, row), {
      kind: 'call_out.reported',
      title: '您单位的电梯有人报修',
      text: `${what}${stopped}${nobody || '维保单位会派人处理，修好后请您确认。'}`,
      page: ownerPage(row.id),
    });
    if (nobody === '' && !row.onStopped) return;
    await this.send(tx, row, await this.recipients.ofDistrict(tx.manager, row.divisionCode), {
      kind: 'call_out.reported',
      title: row.onStopped ? '停用的电梯有人报修' : '无维保单位的电梯有人报修',
      text: `${what}${stopped}${nobody}`,
      page: null,
    });
  }

  async dispatched(tx: Transaction, row: CallOutRow, personIds: string[]): Promise<void> {
    await this.send(tx, row, personIds, {
      kind: 'call_out.dispatched',
      title: '有急修派给您',
      text: `${faultSigns[row.sign as FaultSign] ?? ''}。请尽快接单；去不了请写明原因退回。`,
      page: jobPage(row.id),
    });
  }

  async declined(tx: Transaction, row: CallOutRow, words: { who: string; reason: string }): Promise<void> {
    await this.send(tx, row, await this.company(tx, row), {
      kind: 'call_out.declined',
      title: '急修没有人接，请改派',
      text: `${words.who}去不了：${words.reason}`,
      page: jobPage(row.id),
    });
  }

  /** The written solution (REP-03). */
  async stopped(
    tx: Transaction,
    row: CallOutRow,
    stop: { expectedOn: string; solution: string },
  ): Promise<void> {
    const facts = [{ label: '预计恢复', value: dayInWords(stop.expectedOn) }];
    await this.send(tx, row, [...(await this.owner(tx, row)), ...(await this.company(tx, row))], {
      kind: 'call_out.stopped',
      title: '电梯停用待修，请看方案',
      text: stop.solution,
      page: ownerPage(row.id),
      facts,
    });
  }

  async toConfirm(tx: Transaction, row: CallOutRow): Promise<void> {
    await this.send(tx, row, await this.owner(tx, row), {
      kind: 'call_out.to_confirm',
      title: row.outcome === 'no_fault' ? '维保单位未发现故障，请确认' : '电梯修好了，请确认',
      text: row.work,
      page: ownerPage(row.id),
    });
  }

  async returned(tx: Transaction, row: CallOutRow, reason: string): Promise<void> {
    const to = [...(await this.technicians(tx, row.id)), ...(await this.company(tx, row))];
    await this.send(tx, row, to, {
      kind: 'call_out.returned',
      title: '使用单位退回了急修',
      text: `没有修好：${reason}`,
      page: jobPage(row.id),
    });
  }

  async focus(tx: Transaction, row: CallOutRow, { faults, days }: { faults: number; days: number }) {
    const to = [
      ...(await this.company(tx, row)),
      ...(await this.owner(tx, row)),
      ...(await this.recipients.ofDistrict(tx.manager, row.divisionCode)),
    ];
    await this.send(tx, row, to, {
      kind: 'call_out.focus',
      title: '电梯反复故障，列为重点',
      text: `${days} 天内已报修 ${faults} 次。请查清根本原因，商定整改办法。`,
      page: null,
    });
  }

  /** Once to each person, however often it is looked at. */
  async unanswered(tx: Transaction, row: CallOutRow, people: string[], hours: number): Promise<void> {
    const told = await this.messageService.sentTo(tx, row.id, 'call_out.unanswered');
    const fresh = people.filter((id) => !told.has(id));
    await this.send(tx, row, fresh, {
      kind: 'call_out.unanswered',
      title: `报修超过 ${hours} 小时没有人接`,
      text: '请督促维保单位立即派人，并回复报修人。',
      page: null,
    });
  }

  async expectedPassed(tx: Transaction, row: CallOutRow, expectedOn: string): Promise<void> {
    const to = [...(await this.company(tx, row)), ...(await this.owner(tx, row))];
    const told = await this.messageService.sentTo(tx, row.id, 'call_out.expected_passed');
    const fresh = to.filter((id) => !told.has(id));
    await this.send(tx, row, fresh, {
      kind: 'call_out.expected_passed',
      title: '停用的电梯到期还没有修好',
      text: `原定${dayInWords(expectedOn)}恢复使用。请尽快修好，或更新预计日期并告知使用单位。`,
      page: null,
    });
  }

  /** Everybody who told of the fault hears how it ended; who has no login reads it with their token (REP-08). */
  async closed(tx: Transaction, row: CallOutRow): Promise<void> {
    await this.answer(tx, row, {
      title: '您报修的电梯已处理',
      text: row.feedback || '这次报修已经处理完毕。',
    });
  }

  async merged(tx: Transaction, row: CallOutRow): Promise<void> {
    const rows = await tx.manager.findBy(FaultReportRow, { callOutId: row.id, personId: Not(IsNull()) });
    await this.send(tx, row, peopleOf(rows), {
      kind: 'call_out.closed',
      title: '您的报修已并入',
      text: '同一故障已有人报修，我们一并处理，修好后会告诉您结果。',
      page: null,
    });
  }

  private async answer(tx: Transaction, row: CallOutRow, words: { title: string; text: string }) {
    const rows = await tx.manager.findBy(FaultReportRow, { callOutId: row.id });
    await this.send(tx, row, peopleOf(rows), { ...words, kind: 'call_out.closed', page: null });
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0)
      await tx.manager.update(FaultReportRow, { id: In(ids), toldAt: IsNull() }, { toldAt: tx.at });
  }

  private async send(tx: Transaction, row: CallOutRow, to: string[], words: Words): Promise<void> {
    if (to.length === 0) return;
    const lift = await tx.manager.findOneByOrFail(Lift, { id: row.liftId });
    const facts = [
      { label: '电梯', value: `${lift.place} ${lift.ownNumber}`.trim() },
      { label: '报修时间', value: instantInWords(row.reportedAt) },
      ...(words.facts ?? []),
    ];
    await this.messageService.send(tx, to, { ...words, subjectId: row.id, facts });
  }
}

const peopleOf = (rows: FaultReportRow[]): string[] => [
  ...new Set(rows.flatMap(({ personId }) => personId ?? [])),
];
