import { isFinal, mayFollow, unreachable } from '../kernel/states';
import {
  answerBySigning,
  type OwnerReturnFacts,
  type OwnerSignFacts,
  ownerAnswerSteps,
  ownerSignBefore,
  refuseOwnerReturn,
  refuseOwnerSign,
} from './record.owner.rules';

const signing: OwnerSignFacts = {
  ownerAnswer: 'pending',
  signer: { personId: 'officer', deviceId: 'officer phone' },
  technicianIds: ['lead', 'partner'],
  technicianDeviceIds: ['lead phone', 'partner phone'],
  signedHash: 'a',
  contentHash: 'a',
};
const returning: OwnerReturnFacts = {
  ownerAnswer: 'pending',
  signer: { personId: 'officer' },
  technicianIds: ['lead', 'partner'],
  reason: '轿厢照明没有修好',
};
const signCodes = (change: Partial<OwnerSignFacts>) =>
  refuseOwnerSign({ ...signing, ...change }).map(({ code }) => code);
const returnCodes = (change: Partial<OwnerReturnFacts>) =>
  refuseOwnerReturn({ ...returning, ...change }).map(({ code }) => code);

test('every answer of the owner is reachable', () => {
  expect(unreachable(ownerAnswerSteps, 'pending')).toEqual([]);
});

test('a returned record can never default', () => {
  expect(mayFollow(ownerAnswerSteps, 'returned', 'defaulted')).toBe(false);
  expect(isFinal(ownerAnswerSteps, 'returned')).toBe(true);
});

test('the safety officer signs the record on their own phone', () => {
  expect(refuseOwnerSign(signing)).toEqual([]);
  expect(answerBySigning('pending')).toBe('signed');
});

test('a technician of the visit never signs for the owner', () => {
  expect(signCodes({ signer: { personId: 'partner', deviceId: 'officer phone' } })).toEqual([
    'record.signer_is_technician',
  ]);
});

test('the owner does not sign on a technician’s phone', () => {
  expect(signCodes({ signer: { personId: 'officer', deviceId: 'lead phone' } })).toEqual([
    'record.signer_device',
  ]);
});

test('a browser that tells no device is not taken for a technician’s', () => {
  expect(signCodes({ signer: { personId: 'officer', deviceId: null } })).toEqual([]);
});

test('only what was seen is signed', () => {
  expect(signCodes({ signedHash: 'b' })).toEqual(['record.content_changed']);
});

test.each(['signed', 'returned', 'signed_late'] as const)(
  'a record that is %s is not signed again',
  (answer) => {
    expect(signCodes({ ownerAnswer: answer })).toEqual(['record.already_answered']);
  },
);

test('a defaulted record may still be signed, and says so', () => {
  expect(signCodes({ ownerAnswer: 'defaulted' })).toEqual([]);
  expect(answerBySigning('defaulted')).toBe('signed_late');
});

test('all that forbids a signature is said at once', () => {
  expect(signCodes({ signer: { personId: 'lead', deviceId: 'lead phone' }, signedHash: 'b' })).toHaveLength(
    3,
  );
});

test('the owner returns a record with a reason', () => {
  expect(refuseOwnerReturn(returning)).toEqual([]);
  expect(returnCodes({ reason: '  ' })).toEqual(['record.reason_missing']);
});

test.each(['signed', 'returned', 'signed_late'] as const)('a record that is %s is not returned', (answer) => {
  expect(returnCodes({ ownerAnswer: answer })).toEqual(['record.already_answered']);
});

test('after the default a return comes too late', () => {
  expect(returnCodes({ ownerAnswer: 'defaulted' })).toEqual(['record.return_too_late']);
});

test('a technician of the visit does not return it for the owner', () => {
  expect(returnCodes({ signer: { personId: 'lead' } })).toEqual(['record.signer_is_technician']);
});

test('the owner signs until 24:00 of the day of completion, also when the work ended after midnight', () => {
  const tenToOneAtNight = Date.parse('2026-11-20T16:50:00Z');
  expect(ownerSignBefore(tenToOneAtNight)).toBe(Date.parse('2026-11-21T16:00:00Z'));
});
