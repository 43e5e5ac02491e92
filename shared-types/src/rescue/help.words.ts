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
    '靠后站稳或坐下。电梯里有通风，不会缺氧。',
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

/** What the script of the page and the pages of the app say of one call; `{…}` is filled in. */
interface CallWords {
  english: boolean;
  sending: string;
  waiting: string;
  refused: string;
  /** After what the service said when it has heard too many. */
  kept: string;
  states: Record<RescueState, string>;
  /** A visit is open at the lift, and nobody there has said so yet. */
  maybeThere: string;
  /** Nobody comes yet, and more than those first called have been. */
  calling: { station: string; anew: string };
  coming: string;
  /** The announced time is over, and nobody has said that they are there. */
  soon: string;
  /** Taken back, and the service has not answered. */
  takingBack: string;
  takenBack: string;
  /** The desk found that nobody needs help; whoever does must hear how to go on. */
  notTrapped: string;
  also: string;
  comma: string;
  colon: string;
  arrival: string;
  noted: string;
  notNoted: string;
  sureMistaken: string;
  sureFreed: string;
  sureStill: string;
  sureOther: string;
  noOther: string;
  /** Where the rescuers go, when it is not the lift whose code was scanned. */
  goingTo: string;
}

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
  still: string;
  other: string;
  otherTitle: string;
  script: CallWords;
}

/** Where there is no car: other questions, and other lines while somebody waits. */
export type EscalatorHelpWords = Pick<HelpWords, 'people' | 'freed' | 'still'> & {
  caught: string;
  script: Pick<
    CallWords,
    'states' | 'calling' | 'coming' | 'soon' | 'notTrapped' | 'sureMistaken' | 'sureFreed' | 'sureStill'
  >;
};

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
  still: '还有人被困',
  other: '不是这台？',
  otherTitle: '您在哪一台？',
  script: {
    english: false,
    sending: '正在发出求助。',
    waiting: '暂时没有送到，求助已经记在手机里，会自动再发。请先打电话。',
    refused: '这里没有发出求助，请直接打电话。',
    kept: '求助也记在手机里，过一会儿自动再发。',
    states: {
      waiting: '求助已收到，正在联系救援人员。请靠后站稳，不要扒门。',
      accepted: '已经有人来救您，正准备出发。请靠后站稳，不要扒门。',
      on_the_way: '救援人员已出发。请靠后站稳，不要扒门。',
      arrived: '救援人员已经到了，请听他们的话。',
      rescuing: '正在救援，请听救援人员的话。',
      freed: '已经解救。请到安全的地方休息。',
      closed: '这次救援已经结束。',
    },
    maybeThere: '求助已收到。维保人员可能就在现场，正在联系他们。',
    calling: {
      station: '正在联系救援人员，已加叫救援站。请靠后站稳，不要扒门。',
      anew: '刚才要来的人来不了了，正在叫别人来。请靠后站稳，不要扒门。',
    },
    coming: '救援人员已出发，约 {m} 分钟到。请靠后站稳，不要扒门。',
    soon: '预计的时间到了，救援人员还在路上。着急请再打电话；请靠后站稳，不要扒门。',
    takingBack: '正在撤销这次求助。没有网络的话，恢复后自动撤销。',
    takenBack: '这次求助已经撤销。',
    notTrapped: '救援中心核实为没有人被困。如果您还在里面，请马上再求助，或拨打 {phone}。',
    also: '请同时拨打 {n}。',
    comma: '、',
    colon: '：',
    arrival: '等救援人员到了，请把到场码 {c} 念给他们。',
    noted: '已经告诉救援人员。',
    notNoted: '没有发出去，请稍后再按一次。',
    sureMistaken: '确定没有人被困，要撤销求助吗？',
    sureFreed: '里面的人都已经出来了吗？',
    sureStill: '里面还有人，要再叫救援吗？',
    sureOther: '您在 {p}？救援人员会改去那一台。',
    noOther: '同一处没有登记别的电梯，请在电话里说清是哪一台。',
    goingTo: '救援人员前往 {p}。',
  },
};

const calmAtEscalator = '请不要硬拉被夹住的人。';

export const escalatorInChinese: EscalatorHelpWords = {
  people: '几个人受伤或被夹',
  caught: '有人被夹住，还没有脱开',
  freed: '人已经脱离危险',
  still: '还有人受伤或被夹',
  script: {
    states: {
      waiting: `求助已收到，正在联系救援人员。${calmAtEscalator}`,
      accepted: `已经有人来救您，正准备出发。${calmAtEscalator}`,
      on_the_way: `救援人员已出发。${calmAtEscalator}`,
      arrived: helpInChinese.script.states.arrived,
      rescuing: helpInChinese.script.states.rescuing,
      freed: '救援已经完成。受伤的人请尽快就医。',
      closed: helpInChinese.script.states.closed,
    },
    calling: {
      station: `正在联系救援人员，已加叫救援站。${calmAtEscalator}`,
      anew: `刚才要来的人来不了了，正在叫别人来。${calmAtEscalator}`,
    },
    coming: `救援人员已出发，约 {m} 分钟到。${calmAtEscalator}`,
    soon: `预计的时间到了，救援人员还在路上。着急请再打电话；${calmAtEscalator}`,
    notTrapped: '救援中心核实为没有人受伤或被夹。如果还有人需要救援，请马上再求助，或拨打 {phone}。',
    sureMistaken: '确定没有人受伤或被夹，要撤销求助吗？',
    sureFreed: '受伤或被夹的人都已经脱离危险了吗？',
    sureStill: '还有人受伤或被夹，要再叫救援吗？',
  },
};

/** All that is said around a call for help, in one language. */
export interface HelpLanguage {
  calm: CalmWords;
  lift: HelpWords;
  escalator: EscalatorHelpWords;
}

export const helpLanguageChinese: HelpLanguage = {
  calm: calmInChinese,
  lift: helpInChinese,
  escalator: escalatorInChinese,
};

/** The words for a lift, or for an escalator, in which nobody can be shut in. */
export const helpFor = (
  kind: HelpState['kind'],
  { lift, escalator }: HelpLanguage = helpLanguageChinese,
): HelpWords =>
  kind === 'hurt' ? { ...lift, ...escalator, script: { ...lift.script, ...escalator.script } } : lift;

type Shown = Pick<
  HelpState,
  | 'state'
  | 'outcome'
  | 'isTakenBack'
  | 'kind'
  | 'freedAt'
  | 'etaAt'
  | 'rescuer'
  | 'readAt'
  | 'emergencyPhone'
  | 'mayBeThere'
  | 'calling'
>;

/** Nobody is waited for any more: free, taken back, or closed. */
export const isHelpOver = ({
  state,
  outcome,
  freedAt,
}: Pick<Shown, 'state' | 'outcome' | 'freedAt'>): boolean =>
  outcome !== 'none' || freedAt !== null || state === 'freed' || state === 'closed';

/** Whoever is still inside may call again: after a rescue, and after the desk found that nobody was. */
export const mayCallAgain = (shown: Pick<Shown, 'state' | 'outcome' | 'freedAt' | 'isTakenBack'>): boolean =>
  isHelpOver(shown) && !shown.isTakenBack;

/** Where a call stands, in one sentence; minutes by the service's own time. */
export function helpLine(shown: Shown, language: HelpLanguage = helpLanguageChinese): string {
  const { state, outcome, isTakenBack, etaAt, rescuer, readAt, emergencyPhone } = shown;
  const words = helpFor(shown.kind, language).script;
  if (outcome === 'mistaken')
    return isTakenBack ? words.takenBack : words.notTrapped.replace('{phone}', emergencyPhone);
  if (state === 'waiting' && shown.mayBeThere) return words.maybeThere;
  if (state === 'waiting' && shown.calling && shown.calling !== 'first') return words.calling[shown.calling];
  const isWaitedFor = state !== 'waiting' && state !== 'freed' && state !== 'closed';
  const who = rescuer !== null && isWaitedFor ? `${rescuer}${words.colon}` : '';
  if (state !== 'on_the_way' || etaAt === null) return who + words.states[state];
  const minutes = Math.ceil((etaAt - readAt) / minuteMs);
  return who + (minutes > 0 ? words.coming.replace('{m}', String(minutes)) : words.soon);
}
