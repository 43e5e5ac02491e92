import { amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { MaintenanceRecord } from '../../cloud/src/record/record.entity';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let own: StaffedDistrict;
let phone: PhoneInHand;
let hand: Hand;

// The second factor has tests of its own.
beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  ({ own } = await twoDistricts(service));
  phone = await PhoneInHand.pickUp('dd', service);
  hand = phone.hand;
}, 5 * minute);
afterAll(async () => {
  await phone?.putDown();
  await service?.stop();
}, minute);
afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

const submitted = async (): Promise<string> => {
  const clock = await service.get(Clock);
  const { recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
  await (await service.get(Outbox)).settle();
  const { writer } = await service.get(Database);
  await writer.manager.update(MaintenanceRecord, { id: recordId }, { validity: 'valid' });
  return recordId;
};
const signByHand = async () => {
  // The pad asks where it lies once the sheet has come to rest.
  await new Promise((rest) => setTimeout(rest, 800));
  await hand.sign('#signature');
  await hand.tap('#signature-save');
};

test(
  'a technician signs a correction, the owner confirms it, and the record shows both together',
  async () => {
    const recordId = await submitted();
    const draft = {
      kind: 'amendment' as const,
      reason: '出厂编号登记时抄错一位。',
      corrections: [{ field: 'items.A-1-05.note', after: '间隙 0.4 mm' }],
    };
    const { id } = good(await service.call(amendmentApi.propose, { recordId, ...draft }, own.admin));
    await phone.giveBack(own.lead, `technician/amendment/index?amendmentId=${id}`);
    await hand.see('（空） → 间隙 0.4 mm', '#corrections');
    await phone.look('amendment-technician');
    await hand.tap('#open-signature');
    await signByHand();
    await hand.see('待使用单位确认', '#amendment-head');

    await phone.giveBack(own.officer, `owner/amendment/index?amendmentId=${id}`);
    await hand.see('已签名', '#agreements');
    await phone.look('amendment-owner');
    await hand.tap('#open-signature');
    await signByHand();
    await hand.see('已封存', '#amendment-head');

    await phone.open(`owner/record/index?recordId=${recordId}`);
    await hand.see('第 1 次更正', '#amendment-1');
    await hand.see('间隙 0.4 mm', '#amendment-1');
    await phone.look('record-amended');
  },
  3 * minute,
);

test(
  'an owner does not agree to a void and says why; the record stands until the district has decided',
  async () => {
    const recordId = await submitted();
    const draft = { kind: 'void' as const, cause: 'duplicate' as const, reason: '同一天记了两份。' };
    const proposed = good(await service.call(amendmentApi.propose, { recordId, ...draft }, own.admin));
    await phone.giveBack(own.officer, `owner/amendment/index?amendmentId=${proposed.id}`);
    await hand.see('与另一份记录重复', '#amendment-head');
    await hand.tap('#to-object');
    await hand.type('#objection', '上下午各来过一次。');
    await hand.tap('#object');
    await hand.see('待监管部门决定', '#amendment-head');
    await phone.open(`owner/record/index?recordId=${recordId}`);
    await hand.see('有效', '#record-head');

    const { id: amendmentId, contentHash } = proposed;
    const decision = { amendmentId, contentHash, accept: true, text: '核对监控，只来过一次。' };
    good(await service.call(amendmentApi.decide, decision, own.regulator));
    await phone.open(`owner/record/index?recordId=${recordId}`);
    await hand.see('这份记录已作废', '#voided');
    await phone.look('record-voided');
  },
  3 * minute,
);
