import type { AppConfig } from '@tarojs/taro';

/** The DingTalk mini-program: technicians at work, and owners whose organisation lives in DingTalk. */
export const target: AppConfig = {
  pages: ['pages/home/index'],
  subPackages: [
    {
      root: 'technician',
      pages: [
        'visit/index',
        'identity/index',
        'checklist/index',
        'photos/index',
        'sign/index',
        'enrol/index',
        'lifts/index',
        'doubts/index',
        'review/index',
        'amendment/index',
        'delays/index',
        'delay/index',
        'new-delay/index',
        'findings/index',
      ],
    },
    { root: 'rescue', pages: ['mine/index', 'entrapment/index', 'after/index'] },
    { root: 'lift', pages: ['here/index', 'bind/index', 'correct/index', 'position/index', 'stick/index'] },
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
    { root: 'repair', pages: ['list/index', 'job/index', 'confirm/index'] },
    // What the public says, for the unit that is to answer.
    { root: 'report', pages: ['list/index', 'answer/index'] },
    { root: 'plan', pages: ['calendar/index'] },
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
  ],
  window: {
    navigationBarTitleText: '电梯维保',
    navigationBarBackgroundColor: '#F3F5F8',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F3F5F8',
    backgroundTextStyle: 'dark',
  },
};
