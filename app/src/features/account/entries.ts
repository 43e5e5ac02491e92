import type { Role } from '@lifttrust/shared-types/kernel/access';
import type { FactorState } from '@lifttrust/shared-types/session/session.contract';
import type { IconName } from '../../ui/icon';
import type { Page } from '../../ui/navigate';

interface Entry {
  page: Page;
  label: string;
  note: string;
  icon: IconName;
  /** Absent: for everybody who has signed in. */
  roles?: readonly Role[];
  /** Only for those whose sign-in has a second step. */
  withFactor?: true;
}

/** What somebody finds under 我的, most used first. */
const entries: readonly Entry[] = [
  {
    page: 'rescue/mine',
    label: '困人救援',
    note: '正在进行的和以前的',
    icon: 'alert',
    roles: ['technician', 'company_admin', 'rescuer'],
  },
  {
    page: 'owner/entrapment',
    label: '困人救援',
    note: '正在进行的和以前的',
    icon: 'alert',
    roles: ['owner_officer', 'owner_admin'],
  },
  {
    page: 'owner/to-sign',
    label: '待签记录',
    note: '等本单位签字的维保记录',
    icon: 'pen',
    roles: ['owner_officer', 'owner_admin'],
  },
  {
    page: 'owner/silence-consent',
    label: '逾期默认确认',
    note: '同意书、同意或撤回、历史',
    icon: 'clock',
    roles: ['owner_officer', 'owner_admin'],
  },
  {
    page: 'owner/delegations',
    label: '代签授权',
    note: '安全员不在时，授权别人代为签字',
    icon: 'hand',
    roles: ['owner_admin'],
  },
  {
    page: 'owner/officers',
    label: '电梯责任人员',
    note: '为每台电梯指定负责人和安全员',
    icon: 'people',
    roles: ['owner_admin'],
  },
  {
    page: 'technician/doubts',
    label: '待核查的记录',
    note: '有疑点的记录、补充说明和申诉',
    icon: 'shield',
    roles: ['technician'],
  },
  {
    page: 'technician/delays',
    label: '延期说明',
    note: '不能按期维保或上传的原因，和处理结果',
    icon: 'clock',
    roles: ['technician', 'company_admin'],
  },
  {
    page: 'repair/list',
    label: '急修',
    note: '报修和派单，接单、到场到完工',
    icon: 'alert',
    roles: ['technician', 'company_admin'],
  },
  {
    page: 'report/list',
    label: '公众反映',
    note: '转给本单位的投诉、建议，待核对的资料纠错',
    icon: 'people',
    roles: ['technician', 'company_admin', 'owner_officer', 'owner_admin'],
  },
  {
    page: 'technician/findings',
    label: '质量检查的问题',
    note: '本单位检查我做的维保，要整改的',
    icon: 'list',
    roles: ['technician'],
  },
  {
    page: 'owner/archives',
    label: '月度档案包',
    note: '上月的维保记录，10 日前下载保存',
    icon: 'list',
    roles: ['owner_officer', 'owner_admin'],
  },
  {
    page: 'account/duty',
    label: '我的值班',
    note: '什么时候值班、填测试电话里的数字',
    icon: 'clock',
    roles: ['technician', 'company_admin', 'owner_officer', 'owner_admin', 'rescuer', 'unit_admin'],
  },
  { page: 'account/papers', label: '我的证照', note: '证件、劳动合同和能不能被安排', icon: 'shield' },
  { page: 'account/outbox', label: '待发送', note: '还在手机里、没有送到的内容', icon: 'send' },
  { page: 'account/devices', label: '我的设备', note: '在哪台设备上工作，登录在哪里', icon: 'phone' },
  { page: 'account/roles', label: '切换身份', note: '有几个身份时换一个', icon: 'people' },
  {
    page: 'account/second-factor',
    label: '二次验证',
    note: '更换验证器、换一批恢复码',
    icon: 'shield',
    withFactor: true,
  },
  { page: 'account/wechat', label: '微信绑定', note: '换了微信或绑错了，在这里解除', icon: 'phone' },
  {
    page: 'account/message-settings',
    label: '消息设置',
    note: '免打扰、早间汇总、哪些要提醒',
    icon: 'clock',
  },
  { page: 'account/my-data', label: '我的信息', note: '平台保存了什么、为什么、多久', icon: 'info' },
  {
    page: 'account/consents',
    label: '我的同意',
    note: '人脸信息：版本、保存了什么、撤回',
    icon: 'face',
    roles: ['technician', 'rescuer'],
  },
  { page: 'account/reads', label: '谁看过我的信息', note: '时间、单位和原因', icon: 'lock' },
];

export const entriesFor = (role: Role, factor: FactorState = 'not_needed'): readonly Entry[] =>
  entries.filter(
    ({ roles, withFactor }) => (!roles || roles.includes(role)) && (!withFactor || factor !== 'not_needed'),
  );
