import { released } from './directory.sync';

const known: Record<string, string> = {
  '60011': '应用没有通讯录权限，请在钉钉开放平台为应用开通“通讯录只读”权限。',
  '60020': '本机地址不在应用的服务器出口 IP 名单里，请在钉钉开放平台添加。',
  '50002': '部分部门不在应用的通讯录权限范围内，请在钉钉开放平台扩大范围。',
  credentials_refused: '应用的凭证不对，请核对 AppKey 和 AppSecret。',
  timeout: '钉钉没有及时回答，会自动再试。',
  unreachable: '连不上钉钉，会自动再试。',
  circuit_open: '钉钉连续没有回答，暂停片刻后自动再试。',
  nonsense: '钉钉的回答看不懂，会自动再试。',
  internal: '系统内部出错，请把时间告诉平台管理员。',
};

const happened: Record<string, string> = {
  user_add_org: '在钉钉后台加入',
  user_modify_org: '在钉钉后台修改了资料或部门',
  user_leave_org: '在钉钉后台移出',
  user_active_org: '激活了钉钉账号',
  org_admin_add: '在钉钉后台设为管理员',
  org_admin_remove: '在钉钉后台取消了管理员',
  org_dept_create: '钉钉后台新建了部门',
  org_dept_modify: '钉钉后台调整了部门',
  org_dept_remove: '钉钉后台删除了部门',
  label_user_change: '在钉钉后台变更了角色',
};

/** Why an account was given or taken, after the event that told of it. */
export const eventWords = (kind: string): string => happened[kind] ?? '钉钉通讯录有变更';

/** What stopped a reading, for the person who looks; empty when nothing did. */
export function troubleWords(code: string): string {
  if (code === '' || code === released) return '';
  if (/^900\d\d$/.test(code)) return '调用太频繁，钉钉暂时不回答，会自动再试。';
  return known[code] ?? `钉钉返回错误码 ${code}，请对照钉钉开放平台的全局错误码处理。`;
}
