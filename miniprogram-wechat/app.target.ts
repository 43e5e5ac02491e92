import type { AppConfig } from '@tarojs/taro';

const wechatOnly: Partial<AppConfig> = {
  lazyCodeLoading: 'requiredComponents',
  // Colours of the bars, light and dark, from theme.json.
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    navigationBarTitleText: '电梯维保',
    navigationBarBackgroundColor: '@bar',
    navigationBarTextStyle: '@barText' as 'black',
    backgroundColor: '@page',
    backgroundTextStyle: '@pull' as 'dark',
  },
};

const web: Partial<AppConfig> = {
  window: {
    navigationBarTitleText: '电梯维保',
    navigationBarBackgroundColor: '#F3F5F8',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F3F5F8',
    backgroundTextStyle: 'dark',
  },
};

/**
 * The WeChat mini-program: passengers and owners. It asks for no position, so that nobody has to grant one to read
 * about a lift. The first page is what a scanned code opens.
 */
export const target: AppConfig = {
  pages: ['pages/lift/index', 'pages/home/index'],
  subPackages: [
    {
      root: 'owner',
      pages: [
        'record/index',
        'sign/index',
        'to-sign/index',
        'silence-consent/index',
        'delegations/index',
        'contract/index',
        'officers/index',
        'delay/index',
        'archives/index',
        'amendment/index',
        'entrapment/index',
      ],
    },
    { root: 'repair', pages: ['confirm/index', 'report/index', 'follow/index'] },
    // The same code in the hands of those who answer for the lift.
    { root: 'lift', pages: ['here/index'] },
    { root: 'plan', pages: ['calendar/index'] },
    // What becomes of a call for help, and both in English; small, and there before anybody needs it.
    { root: 'help', pages: ['call/index', 'english/index', 'english-call/index'] },
    // What the public says about a lift, what became of it, and what an owner answers.
    {
      root: 'report',
      pages: ['new/index', 'follow/index', 'said/index', 'past/index', 'list/index', 'answer/index'],
    },
    {
      root: 'account',
      pages: [
        'me/index',
        'devices/index',
        'roles/index',
        'second-factor/index',
        'wechat/index',
        'inbox/index',
        'message-settings/index',
        'outbox/index',
        'papers/index',
        'duty/index',
        'my-data/index',
        'reads/index',
        'consents/index',
      ],
    },
    // The cryptography of the check is loaded by those who check.
    { root: 'proof', pages: ['record/index', 'paper/index'] },
  ],
  preloadRule: { 'pages/lift/index': { network: 'all', packages: ['help'] } },
  ...(process.env.TARO_ENV === 'weapp' ? wechatOnly : web),
};
