import { calmInChinese, helpLine, isHelpOver, mayCallAgain } from './help.words';
import { helpLanguageEnglish } from './help.words.en';
import { type RescueState, rescueStates } from './rescue.words';

const minute = 60_000;
const waiting = {
  ...{ state: 'waiting' as const, outcome: 'none' as const, freedAt: null, etaAt: null, rescuer: null },
  ...{ readAt: 1_795_000_000_000, kind: 'trapped' as const, isTakenBack: false, emergencyPhone: '96333' },
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

test('a time that has passed is no promise any more: they are still on their way, and one may telephone again', () => {
  const { readAt } = coming;
  for (const etaAt of [readAt, readAt - 5 * minute])
    expect(helpLine({ ...coming, etaAt })).toBe(
      '示例电梯服务有限公司：预计的时间到了，救援人员还在路上。着急请再打电话；请靠后站稳，不要扒门。',
    );
});

test('without a time they are on their way', () => {
  expect(helpLine(coming)).toContain('救援人员已出发。');
});

test('a call that was taken back says only that, and is over', () => {
  const back = { ...coming, state: 'closed' as const, outcome: 'mistaken' as const, isTakenBack: true };
  expect(helpLine(back)).toBe('这次求助已经撤销。');
  expect(isHelpOver(back)).toBe(true);
  expect(mayCallAgain(back)).toBe(false);
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

test('whom the desk believes not to be inside hears that, and how to go on if they are', () => {
  const found = { ...coming, state: 'closed' as const, outcome: 'mistaken' as const };
  expect(helpLine(found)).toBe('救援中心核实为没有人被困。如果您还在里面，请马上再求助，或拨打 96333。');
  expect(mayCallAgain(found)).toBe(true);
});

test('at an escalator no line speaks of doors, of standing back or of people inside', () => {
  for (const state of Object.keys(rescueStates) as RescueState[])
    for (const etaAt of [null, coming.readAt, coming.readAt + minute]) {
      const line = helpLine({ ...coming, kind: 'hurt', state, etaAt });
      expect(line).not.toMatch(/扒门|站稳|里面|解救|被困/);
    }
  expect(helpLine({ ...waiting, kind: 'hurt', outcome: 'mistaken' })).not.toMatch(/里面|被困/);
});

test('nobody is told that it cannot be stuffy, and the trade’s word for accepting is not used', () => {
  expect(calmInChinese.lines.join('')).not.toContain('闷');
  expect(helpLine({ ...coming, state: 'accepted' })).toBe(
    '示例电梯服务有限公司：已经有人来救您，正准备出发。请靠后站稳，不要扒门。',
  );
});

test('whoever reads English is told the same in English, on an escalator too', () => {
  const line = helpLine(
    { ...coming, rescuer: null, etaAt: coming.readAt + 7.2 * minute },
    helpLanguageEnglish,
  );
  expect(line).toContain('The rescuers are on the way: about 8 min.');
  const hurt = helpLine({ ...waiting, kind: 'hurt' }, helpLanguageEnglish);
  expect(hurt).toContain('Do not pull at anybody who is caught.');
  expect(line + hurt).not.toMatch(/[\u4e00-\u9fff]/);
});
