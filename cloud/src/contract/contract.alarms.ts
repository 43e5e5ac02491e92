import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { groupedBy } from '../kernel/grouped-by';
import type { Transaction } from '../kernel/unit-of-work';
import type { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { MessageService } from '../message/message.service';
import { TaskService } from '../task/task.service';
import { ContractRecipients } from './contract.recipients';
import type { Moved } from './responsibility.service';

const nameOf = (lift: Lift): string => `${lift.place} ${lift.ownNumber}`.trim();

const someOf = (lifts: Lift[]): string => {
  const named = lifts.slice(0, 3).map(nameOf).join('、');
  return lifts.length > 3 ? `${named}等 ${lifts.length} 台` : named;
};

/** What owner, companies and regulator hear on the day on which a lift has no company, or two (CON-04, CON-05). */
@Singleton()
export class ContractAlarms {
  @Inject() taskService: TaskService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;

  async tell(tx: Transaction, moved: Moved[]): Promise<void> {
    const newly = (state: string) =>
      moved.filter(({ responsible, former }) => responsible.state === state && former?.state !== state);
    for (const each of moved) await this.tasks(tx, each);
    await this.gaps(
      tx,
      newly('gap').map(({ lift }) => lift),
    );
    await this.disputes(tx, newly('dispute'));
  }

  private async tasks(tx: Transaction, { lift, responsible, former }: Moved): Promise<void> {
    const about = (kind: string) => ({ kind, about: lift.id });
    if (responsible.state !== 'gap' && former?.state === 'gap')
      await this.taskService.settle(tx, about('contract.gap'), '已有维保单位负责。');
    if (responsible.state !== 'dispute' && former?.state === 'dispute')
      await this.taskService.settle(tx, about('contract.overlap'), '已由一家维保单位负责。');
    if (responsible.state === 'company') return;
    const isGap = responsible.state === 'gap';
    await this.taskService.open(tx, {
      ...about(isGap ? 'contract.gap' : 'contract.overlap'),
      subject: { kind: 'lift', id: lift.id },
      divisionCode: lift.divisionCode,
      organisationId: lift.ownerId,
      title: isGap ? '无维保单位' : '两家维保单位的合同重叠',
      text: isGap
        ? `${nameOf(lift)} 没有生效的维保合同。请使用单位立即落实维保单位，落实之前由使用单位承担责任。`
        : `${nameOf(lift)} 有两家维保单位的合同同时生效，双方都不能开始作业。请使用单位确认由谁负责。`,
      dueOn: isGap ? dayOf(tx.at) : addDays(dayOf(tx.at), 1),
    });
  }

  private async gaps(tx: Transaction, lifts: Lift[]): Promise<void> {
    for (const [ownerId, own] of groupedBy(lifts, (lift) => lift.ownerId ?? '')) {
      const to = ownerId ? await this.recipients.ofOwner(tx.manager, ownerId) : [];
      await this.messageService.send(tx, to, {
        kind: 'contract.gap',
        subjectId: own[0]?.id ?? '',
        title: '电梯无维保单位',
        text: `${someOf(own)}今天起没有生效的维保合同。请立即落实维保单位；落实之前电梯不应继续使用，责任由使用单位承担。`,
        facts: [{ label: '电梯', value: `${own.length} 台` }],
        page: null,
      });
    }
    for (const [area, own] of groupedBy(lifts, (lift) => lift.divisionCode)) {
      const names = await organisationNames(
        tx.manager,
        own.map((lift) => lift.ownerId),
      );
      await this.messageService.send(tx, await this.recipients.ofDistrict(tx.manager, area), {
        kind: 'contract.gap',
        subjectId: own[0]?.id ?? '',
        title: '辖区电梯无维保单位',
        text: `${someOf(own)}今天起没有生效的维保合同，已通知使用单位。`,
        facts: [
          { label: '使用单位', value: [...new Set(names.values())].slice(0, 5).join('、') || '未登记' },
        ],
        page: null,
      });
    }
  }

  private async disputes(tx: Transaction, moved: Moved[]): Promise<void> {
    for (const { lift, responsible } of moved) {
      if (responsible.state !== 'dispute') continue;
      const names = await organisationNames(tx.manager, responsible.companyIds);
      const { manager } = tx;
      const to = [
        ...(lift.ownerId ? await this.recipients.ofOwner(manager, lift.ownerId) : []),
        ...(await this.recipients.ofDistrict(manager, lift.divisionCode)),
        ...(
          await Promise.all(responsible.companyIds.map((id) => this.recipients.ofCompany(manager, id)))
        ).flat(),
      ];
      await this.messageService.send(tx, [...new Set(to)], {
        kind: 'contract.overlap',
        subjectId: lift.id,
        title: '两家维保单位的合同重叠',
        text: `${nameOf(lift)} 有两家维保单位的合同同时生效。使用单位确认之前，双方都不能开始作业；发生困人时两家都要到场。`,
        facts: [{ label: '维保单位', value: [...names.values()].join('、') }],
        page: null,
      });
    }
  }
}
