import {
  cutWords,
  isDataTrouble,
  mostOnDay,
  plainInMarkdown,
  priorityOf,
  rungTitle,
  subscribeValue,
  usualChannel,
  usualChannels,
  workWords,
} from './message.channel.rules';

const technician = { isOwner: false, hasDingtalk: true, hasWechat: false };
const owner = { isOwner: true, hasDingtalk: false, hasWechat: true };
const all = { dingtalk_work: true, wechat_subscribe: true, sms: true, voice: true };

test('people who work with DingTalk hear by DingTalk, owners without it by WeChat', () => {
  expect(usualChannel(technician, all)).toBe('dingtalk_work');
  expect(usualChannel(owner, all)).toBe('wechat_subscribe');
  expect(usualChannel({ ...owner, hasDingtalk: true }, all)).toBe('dingtalk_work');
});

test('where there is a card for the kind, DingTalk shows the card', () => {
  expect(usualChannel(technician, { ...all, dingtalk_card: true })).toBe('dingtalk_card');
  expect(usualChannel(owner, { ...all, dingtalk_card: true })).toBe('wechat_subscribe');
});

test('somebody of a unit without any account is still tried, so that the gap in the register shows', () => {
  const unknown = { isOwner: false, hasDingtalk: false, hasWechat: false };
  expect(usualChannel(unknown, all)).toBe('dingtalk_work');
  expect(usualChannel({ ...unknown, isOwner: true }, all)).toBe('wechat_subscribe');
});

test('where nothing is connected the inbox is enough', () => {
  expect(usualChannel(technician, {})).toBeNull();
  expect(usualChannel(owner, { dingtalk_work: true })).toBeNull();
});

test('what somebody’s safety hangs on goes first, and the day’s last notifications are kept for it', () => {
  expect(priorityOf('rescue.called')).toBeLessThan(priorityOf('record.to_confirm'));
  expect(priorityOf('record.to_confirm')).toBeLessThan(priorityOf('paper.expiring'));
  expect([mostOnDay(0), mostOnDay(1), mostOnDay(2), mostOnDay(3)]).toEqual([500, 450, 450, 450]);
});

test('a repeated ring waits for first ones of any rescue, and for nothing else', () => {
  const repeat = priorityOf('rescue.called', true);
  expect(priorityOf('rescue.desk')).toBeLessThan(repeat);
  expect(repeat).toBeLessThan(priorityOf('record.to_confirm', true));
});

test('from the second ring on the title says which it is and when, however long it is', () => {
  const at = Date.parse('2026-11-20T14:32:00+08:00');
  expect(rungTitle('电梯困人', 1, at)).toBe('电梯困人');
  expect(rungTitle('电梯困人', 3, at)).toBe('电梯困人（第 3 次呼叫，14:32）');
  expect([...rungTitle('梯'.repeat(80), 12, at)].length).toBeLessThanOrEqual(60);
  expect(rungTitle('梯'.repeat(80), 12, at)).toContain('第 12 次呼叫');
});

test.each(['no_phone', 'no_account', 'dingtalk_user_invalid', 'wechat_40003', 'UNDELIV', '空号'])(
  '%s means that the register is wrong',
  (code) => expect(isDataTrouble(code)).toBe(true),
);

test.each(['no_consent', 'wechat_43101', 'same_text', 'timeout', 'dingtalk_90018', 'channel_missing', null])(
  '%s is nothing that the register could mend',
  (code) => expect(isDataTrouble(code)).toBe(false),
);

test('a text is cut between characters, never through one', () => {
  expect(cutWords('𬭼𬭼𬭼', 2)).toBe('𬭼…');
  expect(cutWords('𬭼𬭼', 2)).toBe('𬭼𬭼');
});

test('words that somebody typed make no link in a work notification', () => {
  const typed = '请点[这里](https://example.invalid)';
  expect(plainInMarkdown(typed)).not.toMatch(/(^|[^\\])[[\]()]/);
  const words = workWords({
    title: '记录被退回',
    text: typed,
    facts: [{ label: '理由', value: '# 大\n字' }],
  });
  expect(words).toContain('\\[这里\\]');
  expect(words).toContain('\\# 大 字');
});

test('a work notification stays within its length; facts go before the text is cut', () => {
  const facts = [1, 2, 3].map((label) => ({ label: `第${label}项`, value: '值'.repeat(60) }));
  const words = workWords({ title: '题', text: '文'.repeat(300), facts }, 400);
  expect([...words].length).toBeLessThanOrEqual(400);
  expect(words).toContain('文'.repeat(300));
  expect(words).toContain('第1项');
  expect(words).not.toContain('第3项');
  expect(
    [...workWords({ title: '题', text: '(文)'.repeat(300), facts: [] }, 200)].length,
  ).toBeLessThanOrEqual(200);
});

test.each([
  ['thing1', '鹭湾区示例路一百二十三号示例花园小区三号楼', '鹭湾区示例路一百二十三号示例花园小区三…'],
  ['phrase2', '待 确认!', '待确认'],
  ['number3', '共 12 项', '12'],
  ['number3', '没有', '0'],
  ['name4', '欧阳示例示例示例示例示例', '欧阳示例示例示例示…'],
])('a value of %s fits its field', (field, value, expected) => {
  expect(subscribeValue(field, value)).toBe(expected);
});

test('what a deadline hangs on goes as a card to act on and as a notice that gives a receipt', () => {
  const reach = { isOwner: true, hasDingtalk: true, hasWechat: false };
  const both = { dingtalk_card: true, dingtalk_work: true, wechat_subscribe: true };
  expect(usualChannels('record.to_confirm', reach, both)).toEqual(['dingtalk_card', 'dingtalk_work']);
  expect(usualChannels('paper.rejected', reach, both)).toEqual(['dingtalk_card']);
  expect(usualChannels('record.to_confirm', { ...reach, hasDingtalk: false }, both)).toEqual([
    'wechat_subscribe',
  ]);
  expect(usualChannels('record.to_confirm', reach, {})).toEqual([]);
});
