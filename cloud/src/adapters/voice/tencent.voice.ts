import { z } from '@lifttrust/shared-types/kernel/zod';
import type { PhoneApp } from '../../kernel/env.phone';
import type { Sent } from '../phone-channel/port';
import { type Asked, TencentTemplates } from '../phone-channel/tencent.templates';

export const voiceProduct = { service: 'vms', version: '2020-09-02' };
export const voiceRegions = ['ap-guangzhou', 'ap-beijing'];

const Answer = z.object({ SendStatus: z.object({ CallId: z.string().min(1) }) });
const timesRead = 2;

/**
 * Calls that read a template aloud, through Tencent Cloud (VMS 2020-09-02). Whether somebody picked up is told by
 * callback only, so a call that was placed stays “sent”, and one that nobody answered for is not placed again.
 */
export class TencentVoice extends TencentTemplates<PhoneApp> {
  protected async ask(number: string, asked: Asked): Promise<Sent> {
    const { appId } = this.app;
    const parameters = { ...asked, CalledNumber: number, VoiceSdkAppid: appId, PlayTimes: timesRead };
    const { SendStatus } = await this.client.call('SendTtsVoice', parameters, Answer, false);
    return { outcome: 'sent', serialNo: SendStatus.CallId };
  }

  async receipts(): Promise<null> {
    return null;
  }
}
