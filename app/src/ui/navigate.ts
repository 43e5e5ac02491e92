import Taro from '@tarojs/taro';

export type Page =
  | 'pages/home'
  | 'pages/lift'
  | 'pages/proof'
  | 'pages/verify'
  | 'owner/record'
  | 'owner/sign'
  | 'technician/visit'
  | 'technician/identity'
  | 'technician/checklist'
  | 'technician/photos'
  | 'technician/sign'
  | 'technician/enrol'
  | 'account/outbox';

/** Opens a page of this app by its name, as messages name it too (`owner/record?recordId=…`). */
export function openPage(page: Page | string, query: Record<string, string> = {}): void {
  const [name = '', given = ''] = page.split('?');
  const own = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const tail = [given, ...own].filter((part) => part !== '').join('&');
  // Messages may carry the full path of the page, as a chat opens it.
  const path = name.replace(/^\//, '').replace(/\/index$/, '');
  void Taro.navigateTo({ url: `/${path}/index${tail ? `?${tail}` : ''}` });
}

export const goBack = (): void => {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.reLaunch({ url: '/pages/home/index' });
};
