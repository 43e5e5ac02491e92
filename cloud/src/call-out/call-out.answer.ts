import type { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { isOpen, refuseConfirm } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { CallOutEnd, waitsForInspection } from './call-out.end';
import { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';
import { CallOutQuery } from './call-out.query';
import { CallOutSteps, stateOf } from './call-out.steps';
import { CallOutMember } from './call-out-member.entity';
import { CallOutStop } from './call-out-stop.entity';
import { FaultReportRow } from './fault-report.entity';

/** The owner's word about a repair, and what the office may end without it. */
@Singleton()
export class CallOutAnswer {
  @Inject() work: UnitOfWork;
  @Inject() messageService: MessageService;
  @Inject() steps: CallOutSteps;
  @Inject() messages: CallOutMessages;
  @Inject() callOutEnd: CallOutEnd;
  @Inject() callOutQuery: CallOutQuery;

  /** @throws rule_broken `call_out.own_work`; conflict `call_out.moved_on` */
  confirm({ callOutId }: InputOf<typeof callOutApi.confirm>, ctx: Ctx): Promise<CallOut> {
    const { personId, personName } = requireActor(ctx);
    return this.change(callOutId, ctx, async (tx, row) => {
      const members = await tx.manager.findBy(CallOutMember, { callOutId });
      const refusal = refuseConfirm(
        personId,
        members.map((one) => one.personId),
      );
      if (refusal) throw AppError.broken([refusal]);
      await this.steps.move(tx, row, 'confirmed', { confirmedAt: tx.at });
      await this.steps.note(tx, row, 'confirmed');
      await this.messageService.settle(tx, callOutId, `${personName}已确认`, ['call_out.to_confirm']);
      await this.callOutEnd.goOn(tx, row);
    });
  }

  returnWork({ callOutId, reason }: InputOf<typeof callOutApi.returnWork>, ctx: Ctx): Promise<CallOut> {
    const { personName } = requireActor(ctx);
    return this.change(callOutId, ctx, async (tx, row) => {
      // A newer report of the lift may be open already: then further ones join that.
      const isTaken = await tx.manager.existsBy(CallOutRow, { openKey: row.liftId });
      await this.steps.move(tx, row, row.service ? 'accepted' : 'in_progress', {
        ...{ finishedAt: null, outcome: null, cause: null },
        ...{ returnCount: row.returnCount + 1, openKey: isTaken ? null : row.liftId },
      });
      await this.steps.note(tx, row, 'returned', { text: reason });
      await this.messageService.settle(tx, callOutId, `${personName}已退回`, ['call_out.to_confirm']);
      await this.messages.returned(tx, row, reason);
    });
  }

  /** @throws rule_broken `call_out.not_finished`, `call_out.not_inspected` */
  close({ callOutId, reason }: InputOf<typeof callOutApi.close>, ctx: Ctx): Promise<CallOut> {
    return this.change(callOutId, ctx, async (tx, row) => {
      const state = stateOf(row);
      if (state !== 'finished' && state !== 'confirmed')
        throw AppError.broken([
          { code: 'call_out.not_finished', message: '还没有完工，不能结案；可以督促维保单位处理。' },
        ]);
      if (waitsForInspection(row))
        throw AppError.broken([
          { code: 'call_out.not_inspected', message: '重大修理还没有登记监督检验，不能结案。' },
        ]);
      await this.messageService.settle(tx, callOutId, '监管部门已结案', ['call_out.to_confirm']);
      await this.callOutEnd.close(tx, row, reason);
    });
  }

  /**
   * The same fault under another number, of a twin whose code was read by mistake: reports go over, everybody hears.
   * @throws rule_broken `call_out.merge_wrong`
   */
  merge({ callOutId, intoId }: InputOf<typeof callOutApi.merge>, ctx: Ctx): Promise<CallOut> {
    const actor = requireActor(ctx);
    return this.change(callOutId, ctx, async (tx, row) => {
      const into = await this.callOutQuery.mustSee(tx.manager, intoId, actor);
      const isAlike = into.companyId === row.companyId && into.ownerId === row.ownerId;
      const isStopped = await tx.manager.existsBy(CallOutStop, { callOutId, toAt: IsNull() });
      if (into.id === row.id || !isOpen(stateOf(into)) || !isAlike || isStopped)
        throw AppError.broken([
          {
            code: 'call_out.merge_wrong',
            field: 'intoId',
            message: '只能并入同一单位负责、还没有完工的另一报修；已登记停梯的不能并入。',
          },
        ]);
      await this.steps.move(tx, row, 'merged', { mergedInto: into.id, openKey: null });
      await this.messages.merged(tx, row);
      await tx.manager.update(FaultReportRow, { callOutId }, { callOutId: into.id });
      await tx.manager.update(CallOutMember, { callOutId, leftAt: IsNull() }, { leftAt: tx.at });
      await this.steps.note(tx, row, 'merged', { closed: { into: into.id } });
      await this.steps.note(tx, into, 'joined', { closed: { from: row.id } });
      await this.messageService.settle(tx, callOutId, '已并入另一报修', []);
    });
  }

  private change(
    callOutId: string,
    ctx: Ctx,
    act: (tx: Transaction, row: CallOutRow) => Promise<void>,
  ): Promise<CallOut> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.callOutQuery.mustSee(tx.manager, callOutId, actor);
      await act(tx, row);
      return this.callOutQuery.show(tx.manager, callOutId, actor, tx.at);
    });
  }
}
