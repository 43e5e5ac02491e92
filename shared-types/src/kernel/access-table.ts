import { type Access, type Role, roles, roleWords, type Scope } from './access';
import type { EndpointTable } from './endpoint';

export const scopeWords: Record<Scope, string> = {
  any: '可以',
  self: '本人',
  member: '参加的维保',
  organisation: '本单位',
  division: '辖区',
};

const reach = (access: Access, role: Role): string => {
  if (access === 'public') return '公开';
  const scope = access[role];
  return scope ? scopeWords[scope] : '—';
};

const cells = (texts: string[]) => `| ${texts.join(' | ')} |`;

/** Who may call what, as a page: role × endpoint, straight from the endpoint tables. */
export function accessPage(tables: Record<string, EndpointTable>): string {
  const head = ['接口', '做什么', '不登录', ...roles.map((role) => roleWords[role])];
  const sections = Object.entries(tables).map(([module, table]) => {
    const rows = Object.values(table).map(({ method, path, summary, access }) =>
      cells([
        `\`${method} /api${path}\``,
        summary,
        access === 'public' ? '公开' : '—',
        ...roles.map((role) => reach(access, role)),
      ]),
    );
    return [`## ${module}`, '', cells(head), cells(head.map(() => '---')), ...rows].join('\n');
  });
  const intro = [
    '# 谁可以调用什么',
    '',
    '本页由 `node cloud/scripts/docs.mjs` 从接口表生成，请不要手改；测试会比对。',
    '“—”为不允许（403）；范围之外的对象一律当作不存在（404）。',
    `范围：${Object.values(scopeWords).join('、')}。`,
  ].join('\n');
  return `${[intro, ...sections].join('\n\n')}\n`;
}
