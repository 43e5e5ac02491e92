import type { Command } from '../../outbox/command';
import { workInWords } from './work-in-words';

const at = Date.UTC(2026, 10, 20, 1, 41);
const command = (given: Partial<Command>): Command => ({
  ...{ key: 'k', at, visitId: 'v', made: null, label: '', path: '', body: {}, fileField: null, files: [] },
  by: { personId: 'p', role: 'technician', organisationId: 'o' },
  ...{ state: 'refused', attempts: 1, delay: null, refusal: null, expected: {} },
  ...given,
});

test('what could not be sent is taken along in words: each act with its time, each answer with its item', () => {
  const answers = [
    { code: 'A-1-01', result: 'pass', note: '', reading: '' },
    { code: 'A-1-02', result: 'treated', note: '已清洁', reading: '' },
    { code: 'A-9-99', result: 'pass', note: '', reading: '125%' },
  ];
  const text = workInWords(
    '望溪花园 1-1#',
    [
      command({ label: '扫码签到' }),
      command({ label: '保存 3 项检查结果', body: { answers } }),
      command({ label: '设备状态等级：异常', body: { grade: '异常', reason: '门锁磨损' } }),
    ],
    [
      { code: 'A-1-01', name: '机房环境' },
      { code: 'A-1-02', name: '限速器' },
    ],
  );
  expect(text.split('\n')).toEqual([
    '望溪花园 1-1#：手机里没有上传的内容',
    expect.stringMatching(/09:41 扫码签到$/),
    expect.stringMatching(/09:41 保存 3 项检查结果$/),
    '　机房环境：合格',
    '　限速器：已处理（已清洁）',
    '　A-9-99：合格（125%）',
    expect.stringMatching(/设备状态等级：异常（门锁磨损）$/),
  ]);
});
