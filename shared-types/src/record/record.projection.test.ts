import { canonicalJson } from '../proof/proof.hash';
import { projectRecord } from './record.projection';

const recordId = '01M7XYRFHZB6CQV3ZRD4KC84VA';
const id = (tail: string) => `01M7XYRFHZB6CQV3ZRD4KC8${tail}`;
const submission = {
  edition: 1,
  recordId,
  visitId: id('001'),
  liftId: id('002'),
  companyId: id('003'),
  ownerId: null,
  divisionCode: '999999',
  class: 'half_month',
  startedAt: 1,
  completedAt: 2,
  completedOn: '2026-11-20',
  place: '听松苑 3 幢',
  rescueCode: '990001',
  ownNumber: '2 号梯',
  companyName: '云栖电梯维保（演示）',
  ownerName: '听松苑物业（演示）',
  technicians: ['甲某', '乙某'],
  grade: '正常',
  exceptions: 0,
  validity: 'suspect',
  findingCodes: [],
  nextPlannedOn: '2026-12-05',
  templateEdition: 'tsg-t5002-2017',
  verificationCode: '0123456789ABCDEF',
  evidence: [],
};
const entry = (seq: number, kind: string, open: object) => ({
  seq,
  kind,
  open: canonicalJson(open),
  hash: String(seq).padStart(64, '0'),
});
const submitted = entry(7, 'record.submitted', submission);

test('a submitted record waits for its owner and carries number and hash of its entry', () => {
  expect(projectRecord([submitted])).toMatchObject({
    id: recordId,
    validity: 'suspect',
    ownerAnswer: 'pending',
    entrySeq: 7,
    contentHash: submitted.hash,
  });
});

test('the owner’s answer and the decision on validity move one column each', () => {
  const decided = entry(8, 'record.validity_decided', {
    edition: 1,
    recordId,
    validity: 'valid',
    evidence: [],
  });
  const answers = ['signed', 'signed_late', 'returned', 'defaulted'] as const;
  for (const ownerAnswer of answers) {
    const answered = entry(9, `record.owner_${ownerAnswer}`, {
      edition: 1,
      recordId,
      ownerAnswer,
      evidence: [],
    });
    expect(projectRecord([submitted, decided, answered])).toMatchObject({ validity: 'valid', ownerAnswer });
    expect(projectRecord([submitted, answered])).toMatchObject({ validity: 'suspect', ownerAnswer });
  }
});

const besides = {
  edition: 1,
  recordId,
  amendmentId: id('00A'),
  amends: submitted.hash,
  number: 1,
  evidence: [],
};

test('lists follow the corrected view, and the record keeps the hash of what was sealed first', () => {
  const amended = entry(8, 'record.amended', { ...besides, grade: '需修理', exceptions: 1 });
  expect(projectRecord([submitted, amended])).toMatchObject({
    standing: 'amended',
    grade: '需修理',
    exceptions: 1,
    validity: 'suspect',
    contentHash: submitted.hash,
  });
});

test('a void record counts for nothing any more and stays', () => {
  const voided = entry(8, 'record.voided', { ...besides, validity: 'invalid', cause: 'wrong_lift' });
  expect(projectRecord([submitted, voided])).toMatchObject({ standing: 'voided', validity: 'invalid' });
});

test('nothing is projected before the submission, and a body of another edition is refused', () => {
  const answered = entry(1, 'record.owner_signed', {
    edition: 1,
    recordId,
    ownerAnswer: 'signed',
    evidence: [],
  });
  expect(projectRecord([answered])).toBeNull();
  expect(() => projectRecord([entry(1, 'record.submitted', { ...submission, edition: 3 })])).toThrow();
});
