import { answerToPress, asksForAnswer, cardPages, repairToPress } from './message.card.rules';

const facts = { action: 'confirm', worksThere: true, maySign: true, signers: ['苗守夜', '齐掌事'] };

test('no button signs: it leads to the page where the person signs by hand', () => {
  expect(answerToPress(facts)).toEqual({ words: '确认要您本人手写签名，请打开签字页', isOver: false });
  expect(cardPages('record.to_confirm', 'R')).toEqual({
    confirm: 'owner/sign/index?recordId=R',
    return: 'owner/record/index?recordId=R&act=return',
    view: 'owner/record/index?recordId=R',
  });
});

test('a return needs its reason, which is written in the app', () => {
  expect(answerToPress({ ...facts, action: 'return' }).words).toContain('理由');
  expect(answerToPress({ ...facts, action: 'view' }).words).toBe('');
});

test('whoever may not sign hears who may; whoever has left hears that it is over for them', () => {
  expect(answerToPress({ ...facts, maySign: false }).words).toBe('您不能签这份记录，由苗守夜、齐掌事签字');
  expect(answerToPress({ ...facts, maySign: false, signers: [] }).words).toContain('电梯安全员');
  expect(answerToPress({ ...facts, worksThere: false })).toMatchObject({ isOver: true });
});

test('other cards have no such buttons', () => {
  expect(asksForAnswer('paper.rejected')).toBe(false);
  expect(cardPages('paper.rejected', 'P')).toBeNull();
});

test('buttons of a card about a repair lead to its page and end nothing by themselves', () => {
  expect(cardPages('call_out.to_confirm', 'r1')).toEqual({
    confirm: 'repair/confirm/index?callOutId=r1&act=confirm',
    return: 'repair/confirm/index?callOutId=r1&act=return',
    view: 'repair/confirm/index?callOutId=r1',
  });
  expect(repairToPress('confirm', true)).toMatchObject({ isOver: false });
  expect(repairToPress('return', true).words).toContain('哪里没修好');
  expect(repairToPress('view', true).words).toBe('');
  expect(repairToPress('confirm', false)).toMatchObject({ isOver: true });
});
