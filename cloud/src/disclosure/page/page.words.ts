import type { PageWords } from '@lifttrust/shared-types/disclosure/public-page.words';
import { dateInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { calmInChinese } from '@lifttrust/shared-types/rescue/help.words';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';

export const chinese: PageWords = {
  lang: 'zh-CN',
  title: (place) => `${place} · 电梯信息`,
  rescueCode: '应急救援识别码',
  replaced: {
    title: '这张二维码已经换过新的',
    line: '下面仍是这台电梯的信息，求助也照常。请告诉物业：该换上新码了。',
  },
  help: calmInChinese,
  stopped: {
    suspended: '这台电梯已停用，请不要乘坐。',
    paused: '这台电梯暂停使用，请不要乘坐。',
    deregistered: '这台电梯已注销，请不要乘坐。',
    scrapped: '这台电梯已报废，请不要乘坐。',
  },
  stoppedUntil: (day, hasPassed) =>
    hasPassed
      ? `停用维修中，原定 ${day} 恢复，还没有修好，请不要乘坐。`
      : `停用维修中，预计 ${day} 恢复，请不要乘坐。`,
  maintenance: '维保',
  underCheck: '最近一次维保：核查中',
  overdue: '维保已经逾期',
  noDue: '维保日期待补',
  inTime: '维保按时',
  lastOn: (day) => `上次维保 ${day}。`,
  never: '还没有维保记录。',
  nextBy: (day) => `下次最迟 ${day}。`,
  grade: '设备状态等级',
  grades: {
    正常: '最近一次检查，没有发现需要处理的问题。',
    关注: '有部件需要留意，维保单位正在跟踪。',
    需修理: '有部件需要修理，请留意现场提示。',
    停用: '这台电梯已停用，请不要乘坐。',
  },
  noGrade: '还没有评定。',
  gradedOn: (day) => `维保人员 ${day} 评定`,
  facts: {
    title: '这台电梯',
    registration: '使用登记证',
    company: '维保单位',
    owner: '使用单位',
    body: '辖区检验机构',
    type: '种类',
    ownNumber: '单位内编号',
    address: '地址',
    lastInspection: '上次检验',
    nextInspection: '下次检验',
    phone: '应急电话',
    missing: '待补',
  },
  companyChanging: '维保单位变更中',
  history: {
    title: '最近的维保',
    empty: '这里还没有维保记录。',
    before: '本系统启用之前的记录，请向使用单位查询。',
    underCheck: '核查中',
    valid: '有效',
    amended: '有更正，以更正后的为准',
    owner: {
      signed: '使用单位已签字确认',
      signed_late: '使用单位逾期后补签',
      defaulted: '使用单位逾期默认确认（不是本人签名）',
      returned: '使用单位已退回',
      pending: '等待使用单位确认',
    },
    voided: (count) => `另有 ${count} 次记录已作废，不算维保。`,
    more: '更早的维保和全部历史',
    by: (names) => `维保人员：${names.join('、')}`,
    check: '记录已存证，我要核对',
    sealing: '记录已封存，正在编号',
    logNumber: (number) => `总账第 ${number} 条`,
  },
  said: {
    announcements: '公告',
    education: '安全教育',
    title: '大家怎么说',
    none: '还没有人评价。您可以第一个评价，也可以投诉、建议、纠错，不用登录。',
    average: (average, count) => `平均 ${average} 星（${count} 人评价）`,
    stars: (stars) => `${stars} 星`,
    report: '投诉、建议、评价、纠错',
    follow: '查看我的反映',
  },
  proof: {
    title: '记录怎样核对',
    lines: [
      '每次维保提交后就封存，一个字也改不了，更正和作废另外留痕。',
      '点上面的“我要核对”，您的手机会自己算一遍：内容改过没有、是不是平台签发、在不在总账里。不需要相信我们。',
    ],
    key: '查看总账的最新签发和公钥',
  },
  checkPaper: '查验一份纸质维保记录',
  staff: {
    title: '维保人员、使用单位、监管人员',
    app: '登录后处理这台电梯',
    dingtalk: '在钉钉里处理这台电梯',
  },
  queried: (at) => `查询时间 ${instantInWords(at)}`,
  screenshot: '看到别人发来的截图，请先核对这个时间。',
  larger: '大字版',
  smaller: '普通字号',
  other: 'English',
  types: liftTypes,
  classes: maintenanceClasses,
  day: dateInWords,
  troubles: {
    unknown: {
      title: '没有找到这台电梯',
      line: '请确认扫的是电梯里或门口的二维码。需要救援，请直接打电话，说出您在哪里。',
    },
    often: {
      title: '查询太频繁',
      line: '请过一会儿再看。',
    },
    away: {
      title: '电梯信息暂时打不开',
      line: '我们正在恢复。',
    },
  },
  stillHelps: {
    calls: '需要救援，按下面的红色按钮打电话，不受影响。',
    reports: '需要救援，按下面的红色按钮：打电话，同时求助，都不受影响。',
  },
};
