import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
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
let findingId: string;
let visitId: string;

// Technicians work in DingTalk; the WeChat package has no pages of theirs.
beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  ({ own } = await twoDistricts(service));
  const clock = await service.get(Clock);
  visitId = await new VisitDriver(service, () => clock.now()).plan(own);
  const day = dayOf(clock.now());
  const inspectorId = own.colleague.personId;
  good(await service.call(qualityApi.appoint, { personId: inspectorId }, own.admin));
  const plan = { liftId: own.liftId, technicianIds: [own.lead.personId], inspectorId, plannedOn: day };
  const { id: checkId } = good(await service.call(qualityApi.plan, plan, own.admin));
  const bad = { item: '制动器间隙', good: false, found: '间隙 0.9 毫米，超过要求。', dueOn: day };
  const items = [{ ...bad, technicianId: own.lead.personId }];
  const made = good(await service.call(qualityApi.record, { checkId, checkedOn: day, items }, own.admin));
  findingId = made.findings[0]?.id ?? '';
}, 2 * minute);
beforeAll(async () => {
  phone = await PhoneInHand.pickUp('dd', service);
  hand = phone.hand;
}, 10 * minute);
afterAll(async () => {
  await phone?.putDown();
  await service?.stop();
}, minute);
afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));

test(
  'a technician reads what a check found about their work and answers that it was put right',
  async () => {
    await phone.giveBack(own.lead, 'account/me/index');
    await hand.tap('#open-technician-findings');
    await hand.onPage('technician/findings/index');
    await hand.see('间隙 0.9 毫米', `#finding-${findingId}`);
    await hand.see('待整改', `#finding-${findingId}`);
    await phone.look('technician-findings');
    await hand.tap('#to-answer');
    await hand.type('#answer-text', '已调整到 0.6 毫米，试运行正常。');
    await phone.look('technician-finding-answer');
    await hand.tap('#send-answer');
    await hand.see('已答复', '#answered');
    await hand.see('已整改，待复查', `#finding-${findingId}`);
  },
  3 * minute,
);

test(
  'at the lift the technician reads whether the paper form has to be filled in as well',
  async () => {
    await phone.giveBack(own.lead, `technician/visit/index?visitId=${visitId}`);
    await hand.see('需保留纸质记录', '#paper');
    await hand.see('纸质记录也要填写', '#paper');
    await phone.look('technician-visit-paper');
  },
  2 * minute,
);
