import { type CallingWords, callingInChinese } from './help-words';

/** What is said in one language to whoever waits for help. */
export interface WaitingWords {
  calling: CallingWords;
  /** No network: the time of what is shown. */
  asOf: (time: string) => string;
  arrivalCode: string;
  dial: (number: string) => string;
  /** As it is said once it is done, while it is waited for, and before that: nothing is said to be done too early. */
  steps: Record<
    'received' | 'accepted' | 'on-the-way' | 'arrived' | 'freed' | 'done',
    readonly [done: string, now: string, before: string]
  >;
  eta: (time: string) => string;
  /** Said to the question whether it is so. */
  yes: Record<'freed' | 'safe' | 'mistaken' | 'nobodyHurt' | 'still' | 'otherLift', string>;
  back: string;
  chosen: string;
  oddCount: (most: number) => string;
  oddPhone: string;
  phoneNote: string;
  kept: string;
  none: { title: string; line: string };
}

export const waitingInChinese: WaitingWords = {
  calling: callingInChinese,
  asOf: (time) => `现在没有网络，这是 ${time} 的情况。`,
  arrivalCode: '等救援人员到了，请把到场码念给他们：',
  dial: (number) => `拨打 ${number}`,
  steps: {
    received: ['已收到求助', '正在发出求助', '收到求助'],
    accepted: ['已安排人来救援', '正在安排人来救援', '安排人来救援'],
    'on-the-way': ['已出发', '准备出发', '出发'],
    arrived: ['已到场', '正在赶来', '到场'],
    freed: ['已解救', '正在救援', '解救'],
    done: ['救援完成', '正在救援', '完成救援'],
  },
  eta: (time) => `预计 ${time} 到`,
  yes: {
    freed: '都出来了',
    safe: '脱离危险了',
    mistaken: '没有人被困，撤销',
    nobodyHurt: '没有人受伤，撤销',
    still: '还有人，请再来',
    otherLift: '在那一台，请改去',
  },
  back: '返回',
  chosen: '已选',
  oddCount: (most) => `请填写 1 至 ${most}，不清楚就不填。`,
  oddPhone: '电话号码不正确；也可以不填。',
  phoneNote: '电话只给来救援的人和应急值班员看，查看会留下记录，30 天后删除。',
  kept: '已记在手机里，有了网络自动发给救援人员。',
  none: {
    title: '这部手机上没有进行中的求助',
    line: '有人被困或受伤，请扫电梯里的码求助，或直接拨打下面的电话。',
  },
};
