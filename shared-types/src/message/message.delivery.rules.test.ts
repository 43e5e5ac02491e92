import {
  askAgainAfter,
  deliveryReason,
  fillTemplate,
  giveUpAfterMs,
  pauseAfter,
} from './message.delivery.rules';

const second = 1000;
const hour = 3_600_000;

test('pauses double from half a minute to half an hour', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 20].map((attempts) => pauseAfter(attempts, 0) / second);
  expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1800, 1800]);
});

test('those who failed together do not return together', () => {
  expect(pauseAfter(1, 0.999)).toBeGreaterThan(pauseAfter(1, 0));
  expect(pauseAfter(1, 0.999)).toBeLessThanOrEqual(1.25 * pauseAfter(1, 0));
});

test('a receipt is asked for soon, then ever more seldom, and after a day no more', () => {
  const pauses = [0, 60 * second, hour, 10 * hour, giveUpAfterMs - 1, giveUpAfterMs].map((age) =>
    askAgainAfter(age, false),
  );
  expect(pauses).toEqual([15 * second, 60 * second, hour, 2 * hour, 2 * hour, null]);
});

test('a provider that keeps silent is asked for as long as it keeps receipts', () => {
  expect(askAgainAfter(giveUpAfterMs, true)).toBe(2 * hour);
  expect(askAgainAfter(7 * 24 * hour, true)).toBeNull();
});

const card = {
  title: '维保记录待确认',
  text: '请当天核对签字。',
  facts: [
    { label: '维保单位', value: '鹭湾区示例电梯服务有限公司' },
    { label: '处理或不合格', value: ' ' },
  ],
};

test('a template is filled with the facts it names, in its order', () => {
  expect(fillTemplate(card, ['维保单位', '标题', '正文'])).toEqual([
    '鹭湾区示例电梯服务有限公司',
    '维保记录待确认',
    '请当天核对签字。',
  ]);
});

test('a fact that is missing or empty leaves a dash, and no other value moves into its place', () => {
  expect(fillTemplate(card, ['完成时间', '处理或不合格', '标题'])).toEqual(['—', '—', '维保记录待确认']);
});

test('a long value is cut so that the message stays within the carrier’s length', () => {
  const [value] = fillTemplate({ ...card, text: '长'.repeat(300) }, ['正文']);
  expect(value).toHaveLength(60);
  expect(value?.endsWith('…')).toBe(true);
});

test('a name with a rare character is cut beside it, never through it', () => {
  const [value] = fillTemplate({ ...card, text: '𬭼'.repeat(61) }, ['正文']);
  expect(value).toBe(`${'𬭼'.repeat(59)}…`);
});

test.each([
  ['LimitExceeded.PhoneNumberOneHourLimit', '频繁'],
  ['LimitExceeded.PhoneNumberSameContentDailyLimit', '不再重发'],
  ['LimitExceeded.AppDailyLimit', '明天'],
  ['FailedOperation.InsufficientBalanceInSmsPackage', '充值'],
  ['UnauthorizedOperation.SerivceSuspendDueToArrears', '充值'],
  ['AuthFailure.SignatureExpire', '密钥'],
  ['FailedOperation.SignatureIncorrectOrUnapproved', '签名'],
  ['InvalidParameterValue.IncorrectPhoneNumber', '号码'],
  ['InvalidParameterValue.ProhibitedUseUrlInTemplateParameter', '内容'],
  ['FailedOperation.TemplateIncorrectOrUnapproved', '模板'],
  ['http_502', '服务商的系统'],
  ['channel_missing', '没有接通'],
])('%s is told in words', (code, words) => {
  expect(deliveryReason(code)).toContain(words);
});

test('a code that nobody has met is named as it came; no code, no words', () => {
  expect(deliveryReason('MK:0001')).toContain('MK:0001');
  expect(deliveryReason(null)).toBeNull();
});
