import type { DingtalkMessages } from '../../kernel/env.chat';

/** A page of the mini-program by its path, as platforms open it: `owner/record/index?recordId=…`. */
export const pagePath = (page: string): string => {
  const [name = '', query = ''] = page.replace(/^\//, '').split('?');
  const path = name.endsWith('/index') ? name : `${name}/index`;
  return query ? `${path}?${query}` : path;
};

/**
 * The address under which DingTalk (6.5.45 and later) opens a page of the mini-program; null where this installation
 * has none.
 * @basis DingTalk open platform, 统一路由 AppLink open_mini_app
 */
export function dingtalkLink(
  corpId: string,
  { miniAppId, agentId }: Pick<DingtalkMessages, 'miniAppId' | 'agentId'>,
  page: string,
): string | null {
  if (!miniAppId || !corpId) return null;
  const address = new URL('https://applink.dingtalk.com/action/open_mini_app');
  const query = {
    type: '2',
    miniAppId,
    corpId,
    agentId,
    pVersion: '1',
    packageType: '1',
    page: pagePath(page),
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}
