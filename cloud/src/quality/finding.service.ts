import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { QualityFinding, qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { ContractRecipients } from '../contract/contract.recipients';
import { type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { MessageService } from '../message/message.service';
import { QualityFindingRow } from './quality.entity';
import { QualityQuery } from './quality.query';

/** What a check found, until it is closed: the technician says how it was put right, the company looks again. */
@Singleton()
export class FindingService {
  @Inject() work: UnitOfWork;
  @Inject() ledgerService: LedgerService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() qualityQuery: QualityQuery;

  /** @throws not_found for a finding about somebody else; conflict `quality.finding_moved_on` */
  async answer({ findingId, text }: InputOf<typeof qualityApi.answer>, ctx: Ctx): Promise<QualityFinding> {
    const { personId, organisationId: companyId, personName } = requireActor(ctx);
    return this.change(findingId, { technicianId: personId, companyId }, ctx, async (tx, row) => {
      await this.move(tx, row, 'open', { state: 'answered', answer: text, answeredAt: tx.at });
      await this.seal(tx, row, 'quality.answered', { text, by: personId });
      await tx.audit('quality.answered', 'quality_finding', findingId);
      await this.messageService.settle(tx, row.checkId, '已答复');
      await this.messageService.send(tx, await this.recipients.ofCompany(tx.manager, companyId), {
        ...{ kind: 'quality.answered', subjectId: row.checkId, page: null, facts: [] },
        title: '质量检查的问题待复查',
        text: `${personName}已整改“${row.item}”：${text}`,
      });
    });
  }

  /** @throws forbidden `quality.own_finding`; conflict `quality.finding_moved_on` while nobody has answered */
  async decide(input: InputOf<typeof qualityApi.decide>, ctx: Ctx): Promise<QualityFinding> {
    const { findingId, close, text } = input;
    const { personId, organisationId: companyId } = requireActor(ctx);
    return this.change(findingId, { companyId }, ctx, async (tx, row) => {
      if (row.technicianId === personId)
        throw new AppError('forbidden', 'quality.own_finding', '自己的整改要由另一个人复查。');
      const decided = { verdict: text, decidedBy: personId, decidedAt: tx.at };
      await this.move(tx, row, 'answered', { state: close ? 'closed' : 'open', ...decided });
      await this.seal(tx, row, close ? 'quality.closed' : 'quality.sent_back', { text, by: personId });
      await tx.audit(close ? 'quality.closed' : 'quality.sent_back', 'quality_finding', findingId);
      await this.messageService.send(tx, [row.technicianId], {
        ...{ kind: 'quality.decided', subjectId: row.checkId, page: 'technician/findings/index', facts: [] },
        title: close ? '问题已关闭' : '请继续整改',
        text: `“${row.item}”：${text}`,
      });
    });
  }

  private async change(
    id: string,
    whose: { technicianId?: string; companyId: string },
    ctx: Ctx,
    act: (tx: Transaction, row: QualityFindingRow) => Promise<void>,
  ): Promise<QualityFinding> {
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(QualityFindingRow, { id, ...whose });
      if (!row) throw AppError.notFound();
      await act(tx, row);
      const moved = await tx.manager.findOneByOrFail(QualityFindingRow, { id });
      return this.qualityQuery.finding(tx.manager, moved, ctx);
    });
  }

  private async move(
    tx: Transaction,
    { id }: QualityFindingRow,
    from: string,
    patch: Partial<QualityFindingRow>,
  ) {
    const { affected } = await tx.manager.update(QualityFindingRow, { id, state: from }, patch);
    if (affected !== 1)
      throw AppError.conflict('quality.finding_moved_on', '这个问题刚刚有人处理过，请刷新查看。');
  }

  private async seal(
    tx: Transaction,
    { id, checkId, liftId, item }: QualityFindingRow,
    kind: string,
    said: { text: string; by: string },
  ) {
    const open = { edition: 1, checkId, findingId: id };
    await this.ledgerService.append(tx, {
      kind,
      liftId,
      at: tx.at,
      open,
      closed: { edition: 1, item, ...said },
    });
  }
}
