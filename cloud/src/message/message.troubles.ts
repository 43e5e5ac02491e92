import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  type AddressKind,
  addressOf,
  isDataTrouble,
} from '@lifttrust/shared-types/message/message.channel.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { Transaction } from '../kernel/unit-of-work';
import { TaskService } from '../task/task.service';
import { unitOf } from './message.recipient.query';
import type { MessageDelivery } from './message-delivery.entity';

const kind = 'message.undelivered';
const daysToMend = 7;

const words: Record<AddressKind, { title: string; text: string }> = {
  phone: {
    title: '人员收不到短信和电话',
    text: '这位人员没有登记手机号，或者登记的号码收不到短信和电话。请向本人核对后改正；下一次送达后，本任务自动办结。',
  },
  dingtalk: {
    title: '人员收不到钉钉通知',
    text: '这位人员没有绑定钉钉账号，或者通讯录里已经没有这个人。请提醒本人用钉钉登录一次，并核对通讯录；下一次送达后，本任务自动办结。',
  },
  wechat: {
    title: '人员收不到微信提醒',
    text: '这位人员没有绑定微信账号，或者绑定的账号已经失效。请提醒本人用微信登录一次；下一次送达后，本任务自动办结。',
  },
};

/** What deliveries tell about the register: a person who cannot be reached is a task of their unit (EQ-02). */
@Singleton()
export class MessageTroubles {
  @Inject() taskService: TaskService;

  /** Called with every delivery that has come to its end, in the same transaction. */
  async judge(tx: Transaction, row: MessageDelivery): Promise<void> {
    const address = addressOf[row.channel];
    const about = `${row.personId}:${address}`;
    if (row.state === 'delivered' || row.state === 'sent')
      return this.taskService.settle(tx, { kind, about }, '之后的消息已经送达，系统自动办结。');
    if (row.state !== 'failed' || !isDataTrouble(row.code)) return;
    const unit = await unitOf(tx.manager, row.personId);
    if (!unit) return;
    await this.taskService.open(tx, {
      kind,
      about,
      subject: { kind: 'person', id: row.personId },
      ...unit,
      ...words[address],
      dueOn: addDays(dayOf(tx.at), daysToMend),
    });
  }
}
