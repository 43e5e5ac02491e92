import { isFinal, mayFollow, unreachable } from '../kernel/states';
import {
  mayFollowLater,
  nextStep,
  type PresenceFacts,
  refuseCancel,
  refuseStep,
  type VisitFacts,
  visitSteps,
} from './visit.rules';

const at = Date.parse('2026-11-20T02:00:00Z');
const nothingYet: PresenceFacts = {
  role: 'lead',
  codeAt: null,
  positionVerdict: 'none',
  positionEvidence: false,
  identity: 'none',
  startedAt: null,
  signedAt: null,
  checkedOutAt: null,
};
const atWork: Partial<PresenceFacts> = {
  codeAt: at,
  positionVerdict: 'fine',
  identity: 'accepted',
  startedAt: at,
};
const facts = (mine: Partial<PresenceFacts> = {}, visit: Partial<VisitFacts> = {}): VisitFacts => ({
  state: 'checked_in',
  workComplete: false,
  ...visit,
  mine: { ...nothingYet, ...mine },
});

test('every state of a visit is reachable, and submitted and cancelled are final', () => {
  expect(unreachable(visitSteps, 'planned')).toEqual([]);
  expect(isFinal(visitSteps, 'submitted')).toBe(true);
  expect(isFinal(visitSteps, 'cancelled')).toBe(true);
});

test('nothing is submitted that nobody checked in for', () => {
  expect(mayFollow(visitSteps, 'planned', 'submitted')).toBe(false);
});

test('the order is code, position, identity, start, work, signature, check-out, submission', () => {
  const done = { workComplete: true };
  expect(nextStep(facts())).toBe('code');
  expect(nextStep(facts({ codeAt: at }))).toBe('position');
  expect(nextStep(facts({ codeAt: at, positionVerdict: 'fine' }))).toBe('identity');
  expect(nextStep(facts({ ...atWork, startedAt: null }))).toBe('start');
  expect(nextStep(facts(atWork))).toBe('work');
  expect(nextStep(facts(atWork, done))).toBe('sign');
  expect(nextStep(facts({ ...atWork, signedAt: at }, done))).toBe('check_out');
  expect(nextStep(facts({ ...atWork, signedAt: at, checkedOutAt: at }, done))).toBe('submit');
});

test('the lead has nothing left to do after the submission', () => {
  expect(nextStep(facts({ ...atWork, signedAt: at, checkedOutAt: at }, { state: 'submitted' }))).toBe('done');
});

test('the partner does everything but submit', () => {
  const partner = { ...atWork, role: 'partner', signedAt: at, checkedOutAt: at } as const;
  expect(nextStep(facts(partner, { workComplete: true }))).toBe('done');
  expect(refuseStep(facts(partner, { workComplete: true }), 'submit')?.code).toBe('visit.not_the_lead');
});

test.each(['weak', 'outside'] as const)('a %s position asks for a photograph before identity', (verdict) => {
  const seen = { codeAt: at, positionVerdict: verdict };
  expect(nextStep(facts(seen))).toBe('position_evidence');
  expect(refuseStep(facts(seen), 'identity')?.message).toContain('补一张现场照片');
  expect(nextStep(facts({ ...seen, positionEvidence: true }))).toBe('identity');
});

test('a lift without a confirmed position asks for no photograph', () => {
  expect(nextStep(facts({ codeAt: at, positionVerdict: 'no_reference' }))).toBe('identity');
});

test('a phone that can give no position at all goes on with the photograph instead', () => {
  expect(refuseStep(facts({ codeAt: at }), 'position_evidence')).toBeNull();
  expect(nextStep(facts({ codeAt: at, positionEvidence: true }))).toBe('identity');
});

test('the photograph for the position still comes after the code', () => {
  expect(refuseStep(facts(), 'position_evidence')?.code).toBe('check_in.out_of_order');
});

test.each(['none', 'running', 'rejected'] as const)('work does not start with identity %s', (identity) => {
  const refusal = refuseStep(facts({ codeAt: at, positionVerdict: 'fine', identity }), 'start');
  expect(refusal).toEqual({ code: 'check_in.out_of_order', message: '请先完成身份核验。' });
});

test('an identity that a person must still decide does not hold up the work', () => {
  expect(refuseStep(facts({ ...atWork, identity: 'in_review', startedAt: null }), 'start')).toBeNull();
});

test.each([
  ['position', {}, '请先扫描这台电梯上的二维码。'],
  ['identity', { codeAt: at }, '请先提交现场定位。'],
  ['start', {}, '请先扫描这台电梯上的二维码。'],
  ['work', { codeAt: at, positionVerdict: 'fine', identity: 'accepted' }, '请先点“开始作业”。'],
  ['sign', atWork, '请先填完检查项目、拍够照片并给出设备状态等级。'],
] as const)('%s out of turn is refused, naming what comes first', (step, mine, message) => {
  expect(refuseStep(facts(mine), step)).toEqual({ code: 'check_in.out_of_order', message });
});

test('checking out without a signature is refused', () => {
  expect(refuseStep(facts(atWork, { workComplete: true }), 'check_out')?.message).toBe('请先签名。');
});

test('a better position may be given until the work starts, and not afterwards', () => {
  const seen = { codeAt: at, positionVerdict: 'weak' } as const;
  expect(refuseStep(facts(seen), 'position')).toBeNull();
  expect(refuseStep(facts(atWork), 'position')?.code).toBe('check_in.out_of_order');
});

test('work may be corrected after signing, until the submission', () => {
  const signed = { ...atWork, signedAt: at, checkedOutAt: at };
  expect(refuseStep(facts(signed, { workComplete: true }), 'work')).toBeNull();
  expect(refuseStep(facts({ ...signed, signedAt: null }, { workComplete: true }), 'sign')).toBeNull();
  expect(refuseStep(facts(signed, { state: 'submitted' }), 'work')?.code).toBe('visit.already_submitted');
});

test('nobody checks out twice', () => {
  const out = facts({ ...atWork, signedAt: at, checkedOutAt: at }, { workComplete: true });
  expect(refuseStep(out, 'check_out')?.message).toBe('您已经签退。');
});

test('a cancelled visit takes no step', () => {
  expect(refuseStep(facts({}, { state: 'cancelled' }), 'code')?.code).toBe('visit.cancelled');
  expect(nextStep(facts({}, { state: 'cancelled' }))).toBe('done');
});

test('a visit is called off until it is submitted, not afterwards', () => {
  expect(refuseCancel('planned')).toBeNull();
  expect(refuseCancel('checked_in')).toBeNull();
  expect(refuseCancel('submitted')?.code).toBe('visit.already_submitted');
  expect(refuseCancel('cancelled')?.code).toBe('visit.cancelled');
});

test('without a network the photograph for a weak position may come after the start, and before the submission', () => {
  const seen = { codeAt: at, positionVerdict: 'weak', identity: 'accepted' } as const;
  const offline = { mayFollow: mayFollowLater({ isOffline: true, isOwnPart: false }) };
  expect(refuseStep(facts(seen), 'start')?.message).toContain('补一张现场照片');
  expect(refuseStep(facts(seen, offline), 'start')).toBeNull();
  expect(refuseStep(facts({ ...seen, startedAt: at }, offline), 'position_evidence')).toBeNull();
  const done = { ...seen, startedAt: at, signedAt: at, checkedOutAt: at };
  expect(refuseStep(facts(done, { ...offline, workComplete: true }), 'submit')?.message).toContain(
    '补一张现场照片',
  );
});

test('who signs their own part does not wait for the colleague’s, and the submission does', () => {
  const own = { mayFollow: mayFollowLater({ isOffline: true, isOwnPart: true }) };
  expect(refuseStep(facts(atWork), 'sign')?.code).toBe('check_in.out_of_order');
  expect(refuseStep(facts(atWork, own), 'sign')).toBeNull();
  expect(refuseStep(facts({ ...atWork, signedAt: at }, own), 'check_out')).toBeNull();
  const out = { ...atWork, signedAt: at, checkedOutAt: at };
  expect(refuseStep(facts(out, own), 'submit')?.code).toBe('check_in.out_of_order');
});

test('without a network no step may be left out either', () => {
  const own = { mayFollow: mayFollowLater({ isOffline: true, isOwnPart: true }) };
  expect(refuseStep(facts({}, own), 'start')?.message).toBe('请先扫描这台电梯上的二维码。');
  expect(refuseStep(facts(atWork, own), 'check_out')?.message).toBe('请先签名。');
});
