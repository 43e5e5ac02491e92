import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { AmendmentWalk, gapNoted, wrongLift } from './testing/amendment-walk';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let walk: AmendmentWalk;

  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    walk = new AmendmentWalk(service, own, await service.get(Clock));
  });
  afterAll(() => service.stop());

  const goBack = async (recordId: string) => {
    const input = { recordId, reason: '制动器间隙填错了。' };
    good(await service.call(recordApi.ownerReturn, input, await walk.signed(own.officer)));
    await (await service.get(Outbox)).settle();
  };
  const disputeOf = async (recordId: string) =>
    good(await service.call(signingApi.standing, { recordId }, await walk.signed(own.officer))).dispute;
  const appeal = async (recordId: string) =>
    service.call(validityApi.appeal, { recordId, text: '监控可以证明。' }, await walk.signed(own.lead));
  const decideAppeal = async (recordId: string) =>
    service.call(
      validityApi.decideAppeal,
      { recordId, valid: true, reason: '核实无误。' },
      await walk.signed(own.regulator),
    );

  test('a correction made after the owner’s return answers it, in the company’s name; the owner accepts or refers it', async () => {
    const recordId = await walk.submitted();
    await goBack(recordId);
    expect(await disputeOf(recordId)).toMatchObject({ state: 'open', may: { settle: false } });
    expect((await walk.amend(recordId)).state).toBe('sealed');
    const dispute = await disputeOf(recordId);
    expect(dispute).toMatchObject({
      state: 'answered',
      answeredBy: own.admin.name,
      answer: `以第 1 次更正答复退回：${gapNoted.reason}`,
      may: { settle: true, refer: true },
    });
    const { entries } = await walk.show(recordId);
    expect(entries.slice(-2).map(({ title }) => title)).toEqual(['第 1 次更正', '维保单位答复退回']);
    expect(entries.at(-1)?.by).toBe(own.admin.name);
    const late = { recordId, text: '已更正。' };
    const again = await service.call(signingApi.answerDispute, late, await walk.signed(own.admin));
    expect(again.error?.code).toBe('signing.dispute_moved_on');
    good(await service.call(signingApi.settleDispute, { recordId }, await walk.signed(own.officer)));
    expect((await disputeOf(recordId))?.state).toBe('settled');
  });

  test('a void answers the return as well', async () => {
    const recordId = await walk.submitted();
    await goBack(recordId);
    await walk.amend(recordId, wrongLift);
    expect(await disputeOf(recordId)).toMatchObject({
      state: 'answered',
      answer: `以作废答复退回：${wrongLift.reason}`,
    });
  });

  test('a correction that was on its way before the return is no answer to it', async () => {
    const recordId = await walk.submitted();
    const proposed = good(await walk.propose(recordId, gapNoted));
    await goBack(recordId);
    expect((await walk.seal(proposed)).state).toBe('sealed');
    expect((await disputeOf(recordId))?.state).toBe('open');
  });

  test('what the company had answered already, or the regulator has, goes its own way', async () => {
    const recordId = await walk.submitted();
    await goBack(recordId);
    const said = { recordId, text: '稍后更正。' };
    good(await service.call(signingApi.answerDispute, said, await walk.signed(own.admin)));
    const refer = { recordId, text: '还没有更正。' };
    good(await service.call(signingApi.referDispute, refer, await walk.signed(own.officer)));
    await walk.amend(recordId);
    expect(await disputeOf(recordId)).toMatchObject({ state: 'referred', answer: said.text });
  });

  test('while a judgement is open, or “invalid” may be appealed, nobody voids: the judgement goes first', async () => {
    const recordId = await walk.submitted(null);
    expect((await walk.propose(recordId, wrongLift)).error?.code).toBe('amendment.under_review');
    await walk.judge(recordId, false);
    expect((await walk.propose(recordId, wrongLift)).error?.code).toBe('amendment.record_invalid');
    good(await appeal(recordId));
    expect((await walk.propose(recordId, wrongLift)).error?.code).toBe('amendment.record_invalid');
    good(await decideAppeal(recordId));
    expect((await walk.show(recordId)).validity).toBe('valid');
    expect((await walk.amend(recordId, wrongLift)).state).toBe('sealed');
    expect(await walk.show(recordId)).toMatchObject({ standing: 'voided', validity: 'invalid' });
    expect((await decideAppeal(recordId)).error?.code).toBe('validity.voided');
  });

  test('what was voided is void for good: it cannot be appealed, and is told so in words', async () => {
    const recordId = await walk.submitted();
    await walk.amend(recordId, wrongLift);
    const { error } = await appeal(recordId);
    expect(error?.code).toBe('validity.voided');
    expect(error?.message).toBe('这份记录已经作废，作废就是最后的结论，不再申诉或改判。');
    const review = good(await service.call(validityApi.show, { recordId }, await walk.signed(own.lead)));
    expect(review.may.appeal).toBe(false);
  });
});
