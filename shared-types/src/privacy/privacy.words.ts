/** What happened, as people read it in the audit log. Every action of the service has its words (a test compares). */
const acts: Record<string, string> = {
  'personal.read': '查看了个人信息',
  'personal.exported': '导出了本人的信息',
  'audit.read': '查看了审计日志',
  'file.read': '查看了文件',
  'contract.lifts_searched': '按号码查找了其他单位的电梯',
  'record.read': '查看了维保记录',
  'record.print': '打印了维保记录',
  'record.export': '导出了维保记录的证据包',
  'record.verify': '核对了维保记录',
  'record.submit': '提交了维保记录',
  'import.errors_read': '下载了导入错误清单',
  'face.review_read': '打开了一次身份核验',
  'face.enrol': '登记了人脸',
  'session.start': '登录',
  'session.end': '退出登录',
  'session.locked': '登录被锁定',
  'session.ended_by_admin': '结束了别人的登录',
  'session.ended_by_service': '登录被系统结束',
  'factor.on': '启用了二次验证',
  'factor.proven': '通过了二次验证',
  'factor.refused': '二次验证没有通过',
  'factor.changed': '更换了验证器',
  'factor.recovery_codes': '换了一批恢复码',
  'factor.recovery_used': '用恢复码登录',
  'factor.reset': '清除了别人的二次验证',
  'person.account_bound': '绑定了登录账号',
  'person.account_released': '解除了微信绑定',
};

const subjects: Record<string, string> = {
  account: '账号',
  binding: '电梯绑定',
  assignment: '身份分配',
  change: '资料变更',
  check_in: '到场核验',
  code: '电梯码',
  contract: '维保合同',
  device: '常用设备',
  directory: '钉钉通讯录',
  face: '人脸核验',
  factor: '二次验证',
  file: '文件',
  filing: '备案',
  import: '批量导入',
  jurisdiction: '辖区',
  lift: '电梯资料',
  message: '消息',
  officer: '安全管理人员',
  organisation: '单位',
  paper: '证照',
  person: '人员',
  record: '维保记录',
  session: '登录',
  staff: '班组与分工',
  task: '数据任务',
  visit: '维保任务',
};

/** @example auditWords('staff.unit_moved') → '班组与分工（unit_moved）' where no words of its own are kept */
export function auditWords(action: string): string {
  const own = acts[action];
  if (own) return own;
  const [module = '', act = ''] = action.split('.');
  const subject = subjects[module];
  return subject ? `${subject}：${actWords(act)}` : action;
}

const stems: readonly [RegExp, string][] = [
  [/accept|approv|verified/, '通过'],
  [/reject|refus/, '不通过'],
  [/withdraw/, '撤回'],
  [/cancel/, '取消'],
  [/ended|closed|left|leaving|removed/, '结束'],
  [/moved|swapped/, '移动'],
  [/read|viewed/, '查看'],
  [/export|print|download/, '导出'],
  [/proposed|asked|opened|open|started|begun/, '提出'],
  [/decided|judged|settled/, '处理'],
  [/sign/, '签字'],
  [/bound|linked/, '绑定'],
  [/entered|added|registered|created|given|issue|enrol|stored/, '新增'],
];
const actWords = (act: string): string => stems.find(([stem]) => stem.test(act))?.[1] ?? '更新';
