import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { ChatChannels } from '../adapters/chat/chat-channels';
import { WechatApplication } from '../adapters/wechat/wechat-application';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ReporterService } from '../reporter/reporter.service';
import { PublicReportSubscription } from './public-report-subscription.entity';

const kind = 'public_report.fed_back';
const done = { done: true as const };

/** One WeChat message to whoever reported, when there is an answer: they agree to it report by report. */
@Singleton()
export class ReportSubscriptions {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() cipher: Cipher;
  @Inject() chatChannels: ChatChannels;
  @Inject() wechatApplication: WechatApplication;
  @Inject() reporterService: ReporterService;

  @Init()
  listen(): void {
    this.outbox.on(kind, (payload, ctx) => this.tell(String(payload.reportId), ctx));
  }

  /** The template under which such a message goes; null: this installation has none. */
  get template(): string | null {
    return this.chatChannels.subscribe?.templateOf(kind) ?? null;
  }

  /** @throws not_found; rule_broken `public_report.wechat_missing`; forbidden `public_report.other_account` */
  async keep(
    { token, code, templateId }: InputOf<typeof publicReportApi.subscribe>,
    ctx: Ctx,
  ): Promise<{ done: true }> {
    const manager = this.database.reader.manager;
    const reportId = await this.reporterService.subjectOf(manager, 'public_report', token, ctx.at);
    if (!reportId) throw AppError.notFound();
    const { platform } = this.wechatApplication;
    if (!platform || this.template !== templateId)
      throw AppError.broken([{ code: 'public_report.wechat_missing', message: '本市还没有接通微信提醒。' }]);
    const openId = (await platform.accountOf(code))?.at(-1);
    if (!openId)
      throw new AppError('forbidden', 'public_report.other_account', '没有认出这个微信账号，提醒没有设置。');
    return this.work.run(ctx, async (tx) => {
      if (await tx.manager.existsBy(PublicReportSubscription, { reportId })) return done;
      const openIdSealed = this.cipher.encrypt(openId);
      const row = { id: newId(), reportId, templateId, openIdSealed, createdAt: tx.at, usedAt: null };
      await tx.manager.insert(PublicReportSubscription, row);
      await tx.audit('public_report.subscribed', 'public_report', reportId);
      return done;
    });
  }

  /** The consent is claimed before sending, and given back where WeChat took nothing for now. */
  private async tell(reportId: string, ctx: Ctx): Promise<void> {
    const manager = this.database.writer.manager;
    const consent = await manager.findOneBy(PublicReportSubscription, { reportId, usedAt: IsNull() });
    const { subscribe } = this.chatChannels;
    if (!consent?.openIdSealed || !subscribe) return;
    const { id, openIdSealed } = consent;
    const used = { usedAt: ctx.at, openIdSealed: null };
    const claimed = await this.work.run(ctx, (tx) =>
      tx.manager.update(PublicReportSubscription, { id, usedAt: IsNull() }, used),
    );
    if (claimed.affected !== 1) return;
    const words = { title: '您的反映有了答复', text: '请打开查看结果，满意与否都可以评价。' };
    const card = { ...words, facts: [], subjectId: reportId, page: 'report/follow/index' };
    const to = this.cipher.decrypt(openIdSealed);
    const sent = await subscribe.send({ deliveryId: id, to, kind, card });
    if (sent.outcome !== 'later') return;
    await this.work.run(ctx, (tx) =>
      tx.manager.update(PublicReportSubscription, { id }, { usedAt: null, openIdSealed }),
    );
    throw new Error(`not taken for now: ${sent.code}`);
  }
}
