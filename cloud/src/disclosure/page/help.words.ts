/** What is said around a call for help, on the page and by its script. Calm, and never a promise that is not kept. */
export interface HelpWords {
  report: string;
  parallel: string;
  stateLabel: string;
  detailsTitle: string;
  people: string;
  hurt: string;
  phone: string;
  tell: string;
  mistaken: string;
  freed: string;
  script: {
    english: boolean;
    sending: string;
    waiting: string;
    refused: string;
    states: Record<string, string>;
    coming: string;
    soon: string;
    takenBack: string;
    also: string;
    comma: string;
    colon: string;
    arrival: string;
    noted: string;
    notNoted: string;
    sureMistaken: string;
    sureFreed: string;
  };
}

export const helpInChinese: HelpWords = {
  report: '不方便打电话，在这里求助',
  parallel: '按下后同时通知维保单位和救援人员，不用登录，也不用定位。',
  stateLabel: '求助进展',
  detailsTitle: '方便的话，再告诉我们（都可以不填）',
  people: '里面有几个人',
  hurt: '有人受伤或身体不适',
  phone: '能接听的电话',
  tell: '告诉救援人员',
  mistaken: '按错了，撤销求助',
  freed: '已经出来了',
  script: {
    english: false,
    sending: '正在发出求助。',
    waiting: '网络不好，求助已经记在手机里，会自动再发。请先打电话。',
    refused: '这里没有发出求助，请直接打电话。',
    states: {
      waiting: '求助已收到，正在联系救援人员。请靠后站稳，不要扒门。',
      accepted: '已经接单，准备出发。请靠后站稳，不要扒门。',
      on_the_way: '救援人员已出发。请靠后站稳，不要扒门。',
      arrived: '救援人员已经到了，请听他们的话。',
      rescuing: '正在救援，请听救援人员的话。',
      freed: '已经解救。请到安全的地方休息。',
      closed: '这次救援已经结束。',
    },
    coming: '救援人员已出发，约 {m} 分钟到。请靠后站稳，不要扒门。',
    soon: '救援人员马上就到。请靠后站稳，不要扒门。',
    takenBack: '这次求助已经撤销。',
    also: '请同时拨打 {n}。',
    comma: '、',
    colon: '：',
    arrival: '救援人员到了，请告诉他们：{c}。',
    noted: '已经告诉救援人员。',
    notNoted: '没有发出去，请稍后再按一次。',
    sureMistaken: '确定没有人被困，要撤销求助吗？',
    sureFreed: '里面的人都已经出来了吗？',
  },
};

export const helpInEnglish: HelpWords = {
  report: 'Cannot call? Ask for help here',
  parallel: 'This tells the maintenance company and the rescuers at once. No sign-in, no position needed.',
  stateLabel: 'Progress of your call',
  detailsTitle: 'If you can, tell us more (nothing is required)',
  people: 'How many people are inside',
  hurt: 'Somebody is hurt or unwell',
  phone: 'A phone we can call',
  tell: 'Tell the rescuers',
  mistaken: 'Pressed by mistake: take it back',
  freed: 'We are out',
  script: {
    english: true,
    sending: 'Sending your call for help.',
    waiting:
      'The network is weak. Your call is kept on this phone and sent again by itself. Please telephone first.',
    refused: 'No call was sent from here. Please telephone.',
    states: {
      waiting: 'Your call has been received; rescuers are being called. Stand back, do not force the doors.',
      accepted: 'A rescuer has taken your call and is getting ready. Stand back, do not force the doors.',
      on_the_way: 'The rescuers are on the way. Stand back, do not force the doors.',
      arrived: 'The rescuers are here. Please do as they say.',
      rescuing: 'You are being rescued. Please do as the rescuers say.',
      freed: 'Everybody is out. Please rest in a safe place.',
      closed: 'This rescue has ended.',
    },
    coming: 'The rescuers are on the way: about {m} min. Stand back, do not force the doors.',
    soon: 'The rescuers will be here any moment. Stand back, do not force the doors.',
    takenBack: 'This call was taken back.',
    also: 'Please also call {n}.',
    comma: ', ',
    colon: ': ',
    arrival: 'When the rescuers are here, tell them: {c}.',
    noted: 'The rescuers know.',
    notNoted: 'It was not sent. Please press again in a moment.',
    sureMistaken: 'Is nobody trapped? Take the call back?',
    sureFreed: 'Is everybody out?',
  },
};
