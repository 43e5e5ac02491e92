/** Words of the rescue desk's telephone (96333), for lists, files and pages. */
export const callKinds = {
  trapped: '困人求助',
  fault: '故障报修',
  complaint: '投诉举报',
  question: '咨询',
  follow_up: '追问进展',
  silent: '无声或断线',
  wrong: '打错电话',
  prank: '骚扰电话',
} as const;
export type CallKind = keyof typeof callKinds;

/** What came of calling somebody back. */
export const callBackOutcomes = {
  reached: '已联系上',
  no_answer: '无人接听',
  refused: '拒绝回访',
  wrong_number: '号码不对',
} as const;
export type CallBackOutcome = keyof typeof callBackOutcomes;

/** By which of a lift's names a search found it. */
export const foundBy = {
  rescue_code: '应急救援识别码',
  registration: '注册代码或设备代码',
  use_registration: '使用登记证编号',
  own_number: '单位内编号',
  words: '地址或场所',
} as const;
export type FoundBy = keyof typeof foundBy;

/** Who telephones about people inside: the queue's own sources (EMG-01), as the desk asks for them. */
export const callers = {
  phone: '乘客或群众',
  owner: '使用单位',
  police_110: '110 转来',
  fire_119: '119 转来',
} as const;
export type Caller = keyof typeof callers;
