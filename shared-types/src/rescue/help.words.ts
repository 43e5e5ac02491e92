import type { HelpState } from './help.contract';
import { minuteMs } from './rescue.rules';
import type { RescueState } from './rescue.words';

/** What stands around the telephone call, which needs no service. */
export interface CalmWords {
  title: string;
  call: (phone: string) => string;
  /** What to say when somebody answers. */
  say: (code: string, address: string) => string;
  /** What to do, and what not. */
  lines: string[];
  /** There is no car to be shut in. */
  escalator: { title: string; lines: string[] };
}

export const calmInChinese: CalmWords = {
  title: '困在电梯里了？',
  call: (phone) => `拨打救援电话 ${phone}`,
  say: (code, address) => `接通后请说：识别码 ${code}，${address}。`,
  lines: [
    '按轿厢里的报警按钮，或拨打救援电话，等人来。',
    '靠后站稳或坐下。电梯里有通风，不会闷。',
    '请不要扒门、撬门，不要从天窗爬出。',
  ],
  escalator: {
    title: '有人受伤或被夹住？',
    lines: [
      '先按扶梯两端的红色急停按钮。',
      '请不要硬拉被夹住的人，等救援人员来。',
      '有人受伤，同时拨打 120。',
    ],
  },
};

/** What is said around a call for help, beside the code and in the app. Calm, and never a promise that is not kept. */
export interface HelpWords {
  report: string;
  parallel: string;
  stateLabel: string;
  detailsTitle: string;
  people: string;
  hurt: string;
  phone: string;
  tell: string;
  mistaken: string;
  freed: string;
  script: {
    english: boolean;
    sending: string;
    waiting: string;
    refused: string;
    states: Record<RescueState, string>;
    maybeThere: string;
    coming: string;
    soon: string;
    takenBack: string;
    also: string;
    comma: string;
    colon: string;
    arrival: string;
    noted: string;
    notNoted: string;
    sureMistaken: string;
    sureFreed: string;
  };
}

export const helpInChinese: HelpWords = {
  report: '不方便打电话，在这里求助',
  parallel: '按下后同时通知维保单位和救援人员，不用登录，也不用定位。',
  stateLabel: '求助进展',
  detailsTitle: '方便的话，再告诉我们（都可以不填）',
  people: '里面有几个人',
  hurt: '有人受伤或身体不适',
  phone: '能接听的电话',
  tell: '告诉救援人员',
  mistaken: '按错了，撤销求助',
  freed: '已经出来了',
  script: {
    english: false,
    sending: '正在发出求助。',
    waiting: '网络不好，求助已经记在手机里，会自动再发。请先打电话。',
    refused: '这里没有发出求助，请直接打电话。',
    states: {
      waiting: '求助已收到，正在联系救援人员。请靠后站稳，不要扒门。',
      accepted: '已经接单，准备出发。请靠后站稳，不要扒门。',
      on_the_way: '救援人员已出发。请靠后站稳，不要扒门。',
      arrived: '救援人员已经到了，请听他们的话。',
      rescuing: '正在救援，请听救援人员的话。',
      freed: '已经解救。请到安全的地方休息。',
      closed: '这次救援已经结束。',
    },
    maybeThere: '求助已收到。维保人员可能就在现场，正在联系他们。',
    coming: '救援人员已出发，约 {m} 分钟到。请靠后站稳，不要扒门。',
    soon: '救援人员马上就到。请靠后站稳，不要扒门。',
    takenBack: '这次求助已经撤销。',
    also: '请同时拨打 {n}。',
    comma: '、',
    colon: '：',
    arrival: '救援人员到了，请告诉他们：{c}。',
    noted: '已经告诉救援人员。',
    notNoted: '没有发出去，请稍后再按一次。',
    sureMistaken: '确定没有人被困，要撤销求助吗？',
    sureFreed: '里面的人都已经出来了吗？',
  },
};

type Shown = Pick<HelpState, 'state' | 'outcome' | 'freedAt' | 'etaAt' | 'rescuer' | 'readAt' | 'mayBeThere'>;

/** Nobody is waited for any more: free, taken back, or closed. */
export const isHelpOver = ({
  state,
  outcome,
  freedAt,
}: Pick<Shown, 'state' | 'outcome' | 'freedAt'>): boolean =>
  outcome !== 'none' || freedAt !== null || state === 'freed' || state === 'closed';

/** Where a call stands, in one sentence; minutes by the service's own time. */
export function helpLine(shown: Shown, words: HelpWords['script'] = helpInChinese.script): string {
  const { state, outcome, etaAt, rescuer, readAt } = shown;
  if (outcome === 'mistaken') return words.takenBack;
  if (state === 'waiting' && shown.mayBeThere) return words.maybeThere;
  const isWaitedFor = state !== 'waiting' && state !== 'freed' && state !== 'closed';
  const who = rescuer !== null && isWaitedFor ? `${rescuer}${words.colon}` : '';
  if (state !== 'on_the_way' || etaAt === null) return who + words.states[state];
  const minutes = Math.ceil((etaAt - readAt) / minuteMs);
  return who + (minutes > 0 ? words.coming.replace('{m}', String(minutes)) : words.soon);
}
