import { randomUUID } from 'node:crypto';
import { type Parameters, Refused, TencentSimulator } from './tencent-cloud';

const largestBase64 = 3 * 1024 * 1024;
const longestText = 1024;
const flowMs = 7_200_000;
const resultMs = 3 * 24 * 3_600_000;

/** What somebody does on the page: how like the portrait they are, 0–100, and the codes of product/1007/31082. */
export interface OnThePage {
  similarity: number | null;
  live?: number;
  result?: number;
  /** JPEG of the video. */
  picture?: Buffer;
}

interface Flow {
  extra: string;
  begunAt: number;
  done: OnThePage | null;
}

/** Tencent FaceID 2018-03-01: a flow begun by DetectAuth, followed on its page, asked for by GetDetectInfoEnhanced. */
export class FaceidSimulator extends TencentSimulator {
  readonly ruleId = '7';
  private readonly flows = new Map<string, Flow>();

  constructor() {
    // These interfaces take no region; one sent along is ignored.
    super('faceid', '2018-03-01', []);
  }

  protected readonly actions = {
    DetectAuth: (asked: Parameters) => {
      this.checkRule(asked.RuleId);
      const portrait = String(asked.ImageBase64 ?? '');
      if (portrait.length > largestBase64) throw new Refused('FailedOperation.ImageSizeTooLarge');
      if (!isPicture(portrait)) throw new Refused('InvalidParameter');
      for (const text of [asked.Extra, asked.RedirectUrl])
        if (String(text ?? '').length > longestText) throw new Refused('InvalidParameterValue');
      const BizToken = randomUUID().toUpperCase();
      this.flows.set(BizToken, { extra: String(asked.Extra ?? ''), begunAt: this.now(), done: null });
      return { Url: `https://open.faceid.qq.com/v1/faceid?BizToken=${BizToken}`, BizToken };
    },
    GetDetectInfoEnhanced: (asked: Parameters) => {
      this.checkRule(asked.RuleId);
      const flow = this.flows.get(String(asked.BizToken));
      if (!flow) throw new Refused('InvalidParameterValue.BizTokenIllegal');
      if (this.now() > flow.begunAt + resultMs) throw new Refused('InvalidParameterValue.BizTokenExpired');
      return answerOf(flow, String(asked.InfoType ?? '0'));
    },
  };

  /** The person opens the page and does something there; too late it only says so. */
  follow(url: string, done: OnThePage): void {
    const flow = this.flows.get(new URL(url).searchParams.get('BizToken') ?? '');
    if (!flow) throw new Error('no such page');
    flow.done = this.now() > flow.begunAt + flowMs ? { similarity: null, result: 15 } : done;
  }

  /** Somebody swaps two flows on their side, or our database is made to name another's token. */
  exchangeExtra(url: string, extra: string): void {
    const flow = this.flows.get(new URL(url).searchParams.get('BizToken') ?? '');
    if (flow) flow.extra = extra;
  }

  private checkRule(ruleId: unknown): void {
    if (ruleId !== this.ruleId) throw new Refused('InvalidParameterValue.RuleIdNotExist');
  }
}

const isPicture = (base64: string) => /^(\/9j\/|iVBORw0KGgo)/.test(base64);

function answerOf({ extra, done }: Flow, infoType: string): Record<string, unknown> {
  const wants = (part: string) => infoType === '0' || infoType.includes(part);
  const text = {
    ErrCode: done ? (done.result ?? 0) : null,
    ErrMsg: done ? (done.result ? '失败' : '成功') : null,
    LiveStatus: done ? (done.live ?? 0) : null,
    Sim: done?.similarity === null || !done ? null : done.similarity.toFixed(2),
    Extra: extra,
  };
  const picture = done?.picture ? { BestFrame: done.picture.toString('base64'), BestFrames: [] } : null;
  return {
    Text: wants('1') ? text : null,
    BestFrame: wants('3') ? picture : null,
    IdCardData: null,
    VideoData: null,
  };
}
