/** What the page says to somebody whose code cannot be read. */
export interface FindWords {
  title: string;
  lead: string;
  number: string;
  hint: string;
  look: string;
  near: string;
  nearLead: string;
  nearAct: string;
  /** Beside pages that know no lift. */
  link: string;
  script: {
    asking: string;
    denied: string;
    failed: string;
    none: string;
    coarse: string;
    often: string;
    within: string;
    noNumber: string;
    list: string;
  };
}

export const findInChinese: FindWords = {
  title: '扫不了码？按编号找电梯',
  lead: '码撕掉了、刮花了、扫不出来，都可以在这里找。需要救援，请直接打电话。',
  number: '应急救援识别码，或使用登记证编号',
  hint: '照电梯里的标牌或使用标志完整填写，空格、括号全角半角都可以。',
  look: '查看这台电梯',
  near: '附近的电梯',
  nearLead: '点下面的按钮，手机会问您是否允许使用位置。位置只用来查这一次，不保存；不允许也可以按编号查。',
  nearAct: '用我的位置找附近的电梯',
  link: '扫不了码？按编号或位置找',
  script: {
    asking: '正在找，请稍等…',
    denied: '没有得到位置，没关系：请按编号查，或者直接打电话说出您在哪里。',
    failed: '没有连上，请再试一次，或者按编号查。',
    none: '200 米内没有登记过位置的电梯，请按编号查。',
    coarse: '手机给的位置不够准，分不清是哪一幢。请到窗边再试，或者按编号查。',
    often: '查询太频繁，请过一会儿再试，或者按编号查。打电话不受影响。',
    within: '约 {m} 米内',
    noNumber: '没有登记编号，打电话时请说地址',
    list: '请核对地点和编号，再点开：',
  },
};

export const findInEnglish: FindWords = {
  title: 'Cannot scan? Find the lift by its number',
  lead: 'For codes that are torn, scratched or do not scan. If you need rescue, call.',
  number: 'Rescue number or registration number',
  hint: 'Type the whole number from the sign in the lift; blanks do not matter.',
  look: 'Show this lift',
  near: 'Lifts near you',
  nearLead:
    'Your phone will ask whether it may use your position. It is used for this one query and not kept; without it you can still type the number.',
  nearAct: 'Find lifts near me',
  link: 'Cannot scan? Find the lift by number or position',
  script: {
    asking: 'Looking, please wait…',
    denied: 'No position. Never mind: type the number, or call and say where you are.',
    failed: 'No connection. Try again, or type the number.',
    none: 'No lift with a known place within 200 metres. Please type the number.',
    coarse:
      'Your position is not exact enough to tell buildings apart. Try near a window, or type the number.',
    often: 'Too many queries. Please try again later or type the number. Calling always works.',
    within: 'within {m} m',
    noNumber: 'no number on record: say the address when you call',
    list: 'Check place and number, then open:',
  },
};
