import { z } from '@lifttrust/shared-types/kernel/zod';
import type { TencentAccess } from '../../kernel/env.tencent';
import type { OutsideService } from '../outside/outside-service';
import { TencentClient } from '../tencent/tencent.client';

export interface FaceidFlow {
  /** The page a person follows, good for two hours. */
  url: string;
  /** Stands for this one flow; its result may be asked for three days. */
  token: string;
}

export interface FaceidResult {
  /** 0 success, 17 or null not finished, else why not. */
  result: number | null;
  live: number | null;
  similarity: number | null;
  /** What was sent along when the flow began. */
  extra: string | null;
  /** The best picture of the video, JPEG. */
  bestFrame: Buffer | null;
}

const Begun = z.object({ Url: z.url({ protocol: /^https$/ }), BizToken: z.string().min(1) });

const Percent = z
  .string()
  .regex(/^\d{1,3}(\.\d+)?$/)
  .transform(Number);
const Text = z.object({
  ErrCode: z.number().int().nullish(),
  LiveStatus: z.number().int().nullish(),
  Sim: z.union([Percent, z.literal('')]).nullish(),
  Extra: z.string().nullish(),
});
const Finished = z.object({
  Text: Text.nullish(),
  BestFrame: z.object({ BestFrame: z.string().nullish() }).nullish(),
});

/** Text and best picture; never identity card nor video. */
const wanted = '13';

/** Tencent FaceID 2018-03-01 (人脸核身): a page of theirs films a living face and compares it with our portrait. */
export class FaceidClient {
  private readonly client: TencentClient;

  constructor(
    outside: OutsideService,
    access: TencentAccess,
    private readonly ruleId: string,
  ) {
    this.client = new TencentClient(outside, { service: 'faceid', version: '2018-03-01' }, access);
  }

  /** Begins a flow against a portrait (base64 JPEG, at most 3 MB). Throws `OutsideError`. */
  async begin(portrait: string, extra: string, returnUrl: string): Promise<FaceidFlow> {
    const question = {
      RuleId: this.ruleId,
      ImageBase64: portrait,
      Extra: extra,
      RedirectUrl: returnUrl,
    };
    // Begun twice, the first flow is simply never followed.
    const { Url, BizToken } = await this.client.call('DetectAuth', question, Begun, true);
    return { url: Url, token: BizToken };
  }

  /** What came of a flow so far. Throws `OutsideError`. */
  async resultOf(token: string): Promise<FaceidResult> {
    const question = { BizToken: token, RuleId: this.ruleId, InfoType: wanted };
    const answer = await this.client.call('GetDetectInfoEnhanced', question, Finished, true);
    const text = answer.Text;
    const picture = answer.BestFrame?.BestFrame;
    return {
      result: text?.ErrCode ?? null,
      live: text?.LiveStatus ?? null,
      similarity: typeof text?.Sim === 'number' ? text.Sim : null,
      extra: text?.Extra ?? null,
      bestFrame: picture ? Buffer.from(picture, 'base64') : null,
    };
  }
}
