/** Words of the rescue of trapped people, for lists, messages and files. */
export const rescueStates = {
  waiting: '等待接单',
  accepted: '已接单',
  on_the_way: '正在赶往',
  arrived: '已到场',
  rescuing: '正在救援',
  freed: '已解救',
  closed: '已结案',
} as const;
export type RescueState = keyof typeof rescueStates;

/** What happened to the people counted: nobody is trapped in an escalator. */
export const peopleWords = { trapped: '被困', hurt: '受伤或被夹' } as const;

/** What became of it. `moved`: people were in another lift; that one's entrapment goes on with the first report's time. */
export const outcomes = { rescued: '已解救', mistaken: '误报', moved: '更正到其他电梯' } as const;
export type Outcome = keyof typeof outcomes;

/** Through which channel a call came (EMG-01). */
export const callSources = {
  code: '扫码求助',
  phone: '救援热线',
  owner: '使用单位',
  technician: '维保人员',
  car_alarm: '轿厢报警',
  telemetry: '物联监测',
  police_110: '110 转警',
  fire_119: '119 转警',
} as const;
export type CallSource = keyof typeof callSources;
export const machineSources = ['car_alarm', 'telemetry', 'police_110', 'fire_119'] as const;

/** Who was called, or who freed the people. */
export const sides = {
  company: '维保单位',
  owner: '使用单位',
  station: '救援站',
  fire: '消防救援',
  self: '自行脱困',
  desk: '救援中心',
} as const;
export type Side = keyof typeof sides;
export const tierWords: Record<1 | 2 | 3, string> = {
  1: '一级：维保单位与使用单位',
  2: '二级：就近救援站',
  3: '三级：消防救援联动',
};
export type Tier = 1 | 2 | 3;

export const escalationReasons = {
  first: '首次派单',
  no_company: '没有维保单位或合同已到期',
  nobody_on_duty: '维保单位没有可以联系的人员',
  not_accepted: '超时无人接单',
  all_declined: '被叫的救援人员都不能前往',
  eta_over_limit: '预计到达时间超过时限',
  not_arrived: '临近时限仍未到场',
  over_limit: '超过时限仍未到场',
  station_not_accepted: '救援站超时无人接单',
  injury: '有人受伤、突发疾病或情绪失控',
  by_hand: '人工派单',
} as const;
export type EscalationReason = keyof typeof escalationReasons;

/** What happened, in the order of the timeline; each is a sealed entry. */
export const eventWords = {
  called: '接警',
  merged: '又有人报告同一起困人',
  called_again: '再次求助',
  late_report: '收到解救前发出的报告',
  detailed: '补充了情况',
  dispatched: '派单',
  nobody: '没有可以派单的人员',
  accepted: '接单',
  declined: '不能前往',
  withdrawn: '接单后不能前往',
  eta_changed: '更改预计到达时间',
  departed: '出发',
  arrived: '到达现场',
  arrival_withdrawn: '撤销到场确认',
  on_site: '作业人员可能就在现场',
  plan_started: '启动救援预案',
  started: '开始救援',
  freed: '解救完成',
  restored: '恢复运行',
  response_late: '接单超时',
  arrival_late: '到场超时',
  outside_called: '已联系外部救援',
  noted: '备注',
  corrected: '更正',
  mistaken: '误报',
  moved: '更正到其他电梯',
  moved_here: '由其他电梯更正而来',
  evidence_given: '补交现场照片',
  identified: '核验救援人员身份',
  identity_refused: '身份核验没有通过',
  evidence_suspect: '身份与照片逾时未补',
  reported: '填写处置情况',
  closed: '结案',
} as const;
export type EventKind = keyof typeof eventWords;

/** Causes on two levels (CODES §8); the second level names what is met most often, 其他 takes the rest in words. */
export const causes = {
  human: { word: '人为原因', seconds: ['阻挡或强行扒门', '超载', '操作不当', '人为破坏', '其他'] },
  outside: { word: '外部原因', seconds: ['停电', '进水受潮', '火灾或烟雾', '自然灾害', '其他'] },
  door: {
    word: '门系统',
    seconds: [
      '生活垃圾导致开关门受阻',
      '装修垃圾导致开关门受阻',
      '厅门锁、轿门锁失效',
      '门机或门驱动故障',
      '地坎滑块变形',
      '其他',
    ],
  },
  control: {
    word: '电气控制系统',
    seconds: [
      '电气部件进水短路',
      '接触器、继电器、驱动器件等失效',
      '主板或程序故障',
      '平层或编码器故障',
      '其他',
    ],
  },
  traction: { word: '曳引系统', seconds: ['制动器故障', '钢丝绳打滑', '曳引机故障', '其他'] },
  guide: { word: '导向系统', seconds: ['导轨或导靴故障', '其他'] },
  car: { word: '轿厢', seconds: ['轿厢部件故障', '其他'] },
  balance: { word: '重量平衡系统', seconds: ['对重或补偿装置故障', '其他'] },
  drive: { word: '电力拖动系统', seconds: ['变频器故障', '电源故障', '其他'] },
  safety: { word: '安全保护系统', seconds: ['限速器或安全钳动作', '张紧轮开关动作', '极限开关动作', '其他'] },
  use: { word: '使用管理', seconds: ['装修使用不当', '清洁不当', '未及时停用', '其他'] },
  none: { word: '无故障或误报', seconds: ['误报', '现场无异常'] },
} as const;
export type FirstCause = keyof typeof causes;

/** Is the second level one of the first's? */
export const isCause = (first: FirstCause, second: string): boolean =>
  (causes[first].seconds as readonly string[]).includes(second);

/** By which ways people are called at once, all of them, until somebody accepts. */
export const callingWays = { app: '应用消息', sms: '短信', voice: '语音电话' } as const;
