import { z } from '@lifttrust/shared-types/kernel/zod';
import type { PhoneEnv } from '../../kernel/env.phone';
import type { Inquiry, Receipt, Sent } from '../phone-channel/port';
import { type Asked, international, TencentTemplates } from '../phone-channel/tencent.templates';
import { verdictOfCode } from '../phone-channel/tencent.verdict';

export const smsProduct = { service: 'sms', version: '2021-01-11' };
/** Regions that have the product (document/product/382/52071). */
export const smsRegions = ['ap-guangzhou', 'ap-beijing', 'ap-nanjing'];

const Answer = z.object({
  SendStatusSet: z.array(z.object({ SerialNo: z.string().default(''), Code: z.string() })).min(1),
});

// Null and absent are alike; what a carrier leaves out is empty.
const text = z.string().nullish();
const Receipts = z.object({
  PullSmsSendStatusSet: z
    .array(
      z.object({
        SerialNo: text,
        SessionContext: text,
        ReportStatus: text,
        Description: text,
        UserReceiveTime: z.number().nullish(),
      }),
    )
    .nullish(),
});

const mostReceipts = 100;

/**
 * Text messages through Tencent Cloud (SMS 2021-01-11). SendSms has no idempotency key: it is called once, and what
 * became of an unanswered call is read from the carriers' receipts, which carry our id where Tencent has enabled the
 * return of SessionContext.
 */
export class TencentSms extends TencentTemplates<NonNullable<PhoneEnv['sms']>> {
  protected async ask(number: string, asked: Asked): Promise<Sent> {
    const { appId, sign } = this.app;
    const parameters = { ...asked, PhoneNumberSet: [number], SmsSdkAppId: appId, SignName: sign };
    const { SendStatusSet: statuses } = await this.client.call('SendSms', parameters, Answer, false);
    const [status] = statuses;
    if (status?.Code === 'Ok') return { outcome: 'sent', serialNo: status.SerialNo };
    return verdictOfCode(status?.Code ?? 'nonsense');
  }

  async receipts({ to, since }: Inquiry): Promise<Receipt[]> {
    const answer = await this.client.call(
      'PullSmsSendStatusByPhoneNumber',
      {
        SmsSdkAppId: this.app.appId,
        PhoneNumber: international(to),
        BeginTime: Math.floor(since / 1000),
        Offset: 0,
        Limit: mostReceipts,
      },
      Receipts,
      true,
    );
    return (answer.PullSmsSendStatusSet ?? []).map((found) => ({
      serialNo: found.SerialNo ?? '',
      context: found.SessionContext ?? '',
      isDelivered: found.ReportStatus === 'SUCCESS',
      description: found.Description ?? '',
      at: (found.UserReceiveTime ?? 0) * 1000,
    }));
  }
}
