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

/** What stopped a reading, for the person who looks; empty when nothing did. */
export function troubleWords(code: string): string {
  if (code === '' || code === released) return '';
  if (/^900\d\d$/.test(code)) return '调用太频繁，钉钉暂时不回答，会自动再试。';
  return known[code] ?? `钉钉返回错误码 ${code}，请对照钉钉开放平台的全局错误码处理。`;
}
