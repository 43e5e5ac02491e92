import { helpLine, isHelpOver } from './help.words';

const minute = 60_000;
const waiting = {
  ...{ state: 'waiting' as const, outcome: 'none' as const, freedAt: null, etaAt: null, rescuer: null },
  readAt: 1_795_000_000_000,
};
const coming = { ...waiting, state: 'on_the_way' as const, rescuer: '示例电梯服务有限公司' };

test('nobody has answered yet: the call is received, and what not to do is said', () => {
  expect(helpLine(waiting)).toBe('求助已收到，正在联系救援人员。请靠后站稳，不要扒门。');
  expect(isHelpOver(waiting)).toBe(false);
});

test('who comes is named by their organisation, and when in minutes that are begun', () => {
  const { readAt } = coming;
  expect(helpLine({ ...coming, etaAt: readAt + 7.2 * minute })).toBe(
    '示例电梯服务有限公司：救援人员已出发，约 8 分钟到。请靠后站稳，不要扒门。',
  );
  expect(helpLine({ ...coming, etaAt: readAt + 1 })).toContain('约 1 分钟到');
});

test('a time that has passed is no promise any more: they will be there any moment', () => {
  const { readAt } = coming;
  for (const etaAt of [readAt, readAt - 5 * minute])
    expect(helpLine({ ...coming, etaAt })).toContain('救援人员马上就到');
});

test('without a time they are on their way', () => {
  expect(helpLine(coming)).toContain('救援人员已出发。');
});

test('a call that was taken back says only that, and is over', () => {
  const back = { ...coming, state: 'closed' as const, outcome: 'mistaken' as const };
  expect(helpLine(back)).toBe('这次求助已经撤销。');
  expect(isHelpOver(back)).toBe(true);
});

test('once people are free nobody is waited for', () => {
  const free = { ...coming, state: 'freed' as const, outcome: 'rescued' as const, freedAt: coming.readAt };
  expect(helpLine(free)).toBe('已经解救。请到安全的地方休息。');
  expect(isHelpOver(free)).toBe(true);
});

test('a visit is open at the lift: somebody may be there, and nobody is said to have come', () => {
  const there = { ...waiting, mayBeThere: true };
  expect(helpLine(there)).toBe('求助已收到。维保人员可能就在现场，正在联系他们。');
  expect(helpLine({ ...coming, mayBeThere: true })).toContain('救援人员已出发');
});
