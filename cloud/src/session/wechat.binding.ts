import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageConsents } from '../message/message.consents';
import { MessageService } from '../message/message.service';
import { PersonAccount } from '../person/person-account.entity';
import { SessionEnding } from './session.ending';
import { Session } from './session.entity';
import { reachOf } from './session.overview';
import { heldBy } from './session.query';

const channel = 'wechat';

/** Lets go of the WeChat account a person was recognised by: it was somebody else's, or the phone has changed. */
@Singleton()
export class WechatBinding {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() ending: SessionEnding;
  @Inject() consents: MessageConsents;
  @Inject() messages: MessageService;

  async mine(ctx: Ctx): Promise<{ boundAt: number | null; isHere: boolean }> {
    const { personId, sessionId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const bound = await manager.find(PersonAccount, {
      where: { personId, channel },
      order: { boundAt: 'ASC' },
    });
    return {
      boundAt: bound[0]?.boundAt ?? null,
      isHere: await manager.existsBy(Session, { id: sessionId, channel }),
    };
  }

  /** @throws conflict `session.wechat_not_bound` */
  async releaseMine(ctx: Ctx): Promise<void> {
    const { personId } = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      await this.letGo(tx, personId, {});
      await this.tell(tx, personId, []);
    });
  }

  /** Of somebody of one's own unit or district. @throws not_found; conflict `session.wechat_not_bound` */
  async release({ personId, reason }: { personId: string; reason: string }, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      await mustReach(tx, actor, personId);
      await this.letGo(tx, personId, { reason });
      await this.tell(tx, personId, [
        { label: '理由', value: reason },
        { label: '办理人', value: `${actor.organisationName} ${actor.personName}` },
      ]);
    });
  }

  private async letGo(tx: Transaction, personId: string, detail: { reason?: string }): Promise<void> {
    const gone = await tx.manager.delete(PersonAccount, { personId, channel });
    if (!gone.affected) throw AppError.conflict('session.wechat_not_bound', '没有绑定微信，不用解除。');
    await tx.emit('account.buried', { personId, channel, at: tx.at });
    await tx.audit('person.account_released', 'person', personId, { channel, ...detail });
    await this.ending.ofChannel(tx, personId, channel, 'wechat_released');
    // What was agreed to belongs to the account that is let go: nothing more is sent to it.
    await this.consents.forget(tx, personId);
  }

  private tell(tx: Transaction, personId: string, facts: { label: string; value: string }[]): Promise<void> {
    return this.messages.send(tx, [personId], {
      kind: 'session.wechat_released',
      subjectId: personId,
      title: '您的微信绑定已解除',
      text: '微信里的登录已结束。再次使用时，用登记的手机号重新认出自己即可。如果不是您提出的，请联系本单位管理员。',
      facts,
      page: null,
    });
  }
}

async function mustReach(tx: Transaction, actor: Actor, personId: string): Promise<void> {
  const reach = reachOf(actor);
  const held = await heldBy(tx.manager, personId, dayOf(tx.at));
  const isOurs = held.some(({ organisationId, divisionCode }) =>
    'division' in reach
      ? divisionCode.startsWith(reach.division)
      : 'organisationId' in reach && organisationId === reach.organisationId,
  );
  if (!isOurs) throw AppError.notFound();
}
