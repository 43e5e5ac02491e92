import { z } from '@lifttrust/shared-types/kernel/zod';
import { fillTemplate } from '@lifttrust/shared-types/message/message.delivery.rules';
import type { PhoneApp } from '../../kernel/env.phone';
import type { Outgoing, PhoneChannel, Sent } from '../phone-channel/port';
import { verdictOfError } from '../phone-channel/tencent.verdict';
import type { TencentClient } from '../tencent/tencent.client';

export const voiceProduct = { service: 'vms', version: '2020-09-02' };
export const voiceRegions = ['ap-guangzhou', 'ap-beijing'];

const Answer = z.object({ SendStatus: z.object({ CallId: z.string().min(1) }) });
const timesRead = 2;

/**
 * Calls that read a template aloud, through Tencent Cloud (VMS 2020-09-02). Whether somebody picked up is told by
 * callback only, so a call that was placed stays “sent”, and one that nobody answered for is not placed again.
 */
export class TencentVoice implements PhoneChannel {
  constructor(
    private readonly client: TencentClient,
    private readonly app: PhoneApp,
  ) {}

  knows(kind: string): boolean {
    return kind in this.app.templates;
  }

  async send({ deliveryId, phone, kind, card }: Outgoing): Promise<Sent> {
    const template = this.app.templates[kind];
    if (!template) return { outcome: 'refused', code: 'no_template' };
    const parameters = {
      TemplateId: template.id,
      CalledNumber: `+86${phone}`,
      VoiceSdkAppid: this.app.appId,
      TemplateParamSet: fillTemplate(card, template.parameters),
      PlayTimes: timesRead,
      SessionContext: deliveryId,
    };
    try {
      const answer = await this.client.call('SendTtsVoice', parameters, Answer, false);
      return { outcome: 'sent', serialNo: answer.SendStatus.CallId };
    } catch (error) {
      return verdictOfError(error);
    }
  }

  async receipts(): Promise<null> {
    return null;
  }
}
