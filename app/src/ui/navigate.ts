import Taro from '@tarojs/taro';

export type Page =
  | 'pages/home'
  | 'pages/lift'
  | 'proof/record'
  | 'proof/paper'
  | 'help/call'
  | 'help/english'
  | 'help/english-call'
  | 'report/new'
  | 'report/follow'
  | 'report/said'
  | 'report/past'
  | 'report/list'
  | 'report/answer'
  | 'owner/record'
  | 'owner/sign'
  | 'owner/contract'
  | 'owner/officers'
  | 'owner/to-sign'
  | 'owner/silence-consent'
  | 'owner/delegations'
  | 'owner/delay'
  | 'owner/archives'
  | 'owner/amendment'
  | 'owner/entrapment'
  | 'rescue/mine'
  | 'rescue/entrapment'
  | 'rescue/after'
  | 'technician/amendment'
  | 'lift/here'
  | 'lift/bind'
  | 'lift/correct'
  | 'lift/position'
  | 'plan/calendar'
  | 'technician/visit'
  | 'technician/identity'
  | 'technician/checklist'
  | 'technician/photos'
  | 'technician/sign'
  | 'technician/enrol'
  | 'technician/lifts'
  | 'technician/doubts'
  | 'technician/review'
  | 'technician/delays'
  | 'technician/delay'
  | 'technician/new-delay'
  | 'technician/findings'
  | 'repair/list'
  | 'repair/job'
  | 'repair/confirm'
  | 'repair/report'
  | 'repair/follow'
  | 'account/me'
  | 'account/devices'
  | 'account/roles'
  | 'account/second-factor'
  | 'account/wechat'
  | 'account/inbox'
  | 'account/outbox'
  | 'account/papers'
  | 'account/duty'
  | 'account/message-settings'
  | 'account/my-data'
  | 'account/reads'
  | 'account/consents';

/** What older messages call a page that has another name now. */
const renamed: Record<string, Page | undefined> = { 'owner/public-report': 'report/answer' };

/** Opens a page of this app by its name, as messages name it too (`owner/record?recordId=…`). */
export function openPage(page: Page | string, query: Record<string, string> = {}): void {
  const url = addressOf(page, query);
  if (__SANDBOX__) remember(url);
  void Taro.navigateTo({ url }).catch((reason: unknown) => stepAside(url, reason));
}

/** The same where it is no matter if it does not open: without a network a part of the app may not be on the phone yet. */
export function openIfThere(page: Page, query: Record<string, string> = {}): void {
  const url = addressOf(page, query);
  if (__SANDBOX__) remember(url);
  void Taro.navigateTo({ url }).catch(() => undefined);
}

/** The same in the place of the page that is open: going back leads past it. */
export function insteadOpen(page: Page, query: Record<string, string> = {}): void {
  const url = addressOf(page, query);
  if (__SANDBOX__) remember(url);
  void Taro.redirectTo({ url });
}

function addressOf(page: string, query: Record<string, string>): string {
  const [name = '', given = ''] = page.split('?');
  const own = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const tail = [given, ...own].filter((part) => part !== '').join('&');
  // Messages may carry the full path of the page, as a chat opens it.
  const called = name.replace(/^\//, '').replace(/\/index$/, '');
  const path = renamed[called] ?? called;
  return `/${path}/index${tail ? `?${tail}` : ''}`;
}

/** The eleventh page takes the place of the tenth; a page that this app lacks is another app's, and that is said. */
function stepAside(url: string, reason: unknown): void {
  if (/limit/.test(JSON.stringify(reason))) void Taro.redirectTo({ url });
  else void Taro.showModal({ title: '这一页不在这里', content: '请在钉钉里打开。', showCancel: false });
}

/** The preview's phones share one window and with it one history: going back in one would go back in another. */
const trail: string[] = [];

function remember(url: string): void {
  if (Taro.getCurrentInstance().router?.path?.includes('pages/home')) trail.length = 0;
  trail.push(url);
}

function retrace(): void {
  trail.pop();
  const before = trail[trail.length - 1];
  void (before ? Taro.redirectTo({ url: before }) : Taro.reLaunch({ url: '/pages/home/index' }));
}

export const goBack = (): void => {
  if (__SANDBOX__) retrace();
  else if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.reLaunch({ url: '/pages/home/index' });
};
