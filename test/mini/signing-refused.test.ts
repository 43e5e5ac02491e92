import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Assignment } from '../../cloud/src/person/assignment.entity';
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
let foreign: StaffedDistrict;
let phone: PhoneInHand;
let hand: Hand;
let driver: VisitDriver;
let recordId: string;

async function submit(): Promise<void> {
  ({ recordId } = await driver.walk(own, 'submitted'));
  await (await service.get(Outbox)).settle();
}

beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  const clock = await service.get(Clock);
  ({ own, foreign } = await twoDistricts(service));
  driver = new VisitDriver(service, () => clock.now());
  await submit();
  phone = await PhoneInHand.pickUp('weapp', service);
  hand = phone.hand;
}, 5 * minute);

afterAll(async () => {
  await phone?.putDown();
  await service?.stop();
}, minute);

const page = () => `owner/sign/index?recordId=${recordId}`;
const change = async <T>(then: (manager: Database['writer']['manager']) => Promise<T>): Promise<T> =>
  then((await service.get(Database)).writer.manager);

test(
  'whoever gets a link that is not theirs reads that there is nothing for them, and signs nothing',
  async () => {
    await phone.giveBack(foreign.officer, page());
    await hand.see('没有找到', '#owner-sign');
    expect(await hand.isThere('#open-signature')).toBe(false);
    await phone.look('owner-sign-not-yours');
  },
  2 * minute,
);

test(
  'a record that a colleague has answered says whose answer it is, and asks for no second one',
  async () => {
    await phone.giveBack(own.officer, page());
    await hand.tap('#open-signature');
    await new Promise((rest) => setTimeout(rest, 800));
    await hand.sign('#signature');
    await hand.tap('#signature-save');
    await hand.see('已签字确认', '#signed');
    await phone.giveBack(own.ownerAdmin, page());
    await hand.see(`${own.officer.name}的答复已单独封存`, '#signed');
    expect(await hand.isThere('#open-signature')).toBe(false);
    await phone.look('owner-sign-already');
  },
  2 * minute,
);

test(
  'a record that a colleague answers while its page is open says so instead of asking again',
  async () => {
    await submit();
    await phone.giveBack(own.officer, page());
    await hand.tap('#open-signature');
    await new Promise((rest) => setTimeout(rest, 800));
    await hand.sign('#signature');
    const signature = await driver.ownerSignature(own.officer, recordId);
    good(await service.call(recordApi.ownerSign, signature, own.officer));
    await hand.tap('#signature-save');
    await hand.see(`${own.officer.name}的答复已单独封存`, '#signed');
  },
  2 * minute,
);

test(
  'somebody whose post ended while the page was open is refused in words, and the record waits on',
  async () => {
    await submit();
    await phone.giveBack(own.officer, page());
    await hand.find('#open-signature');
    const untilDay = addDays(dayOf(Date.now()), -1);
    await change((manager) => manager.update(Assignment, { personId: own.officer.personId }, { untilDay }));
    await hand.tap('#open-signature');
    // The pad asks where it lies once the sheet has come to rest.
    await new Promise((rest) => setTimeout(rest, 800));
    await hand.sign('#signature');
    await hand.tap('#signature-save');
    await hand.find('.sheet #refusals');
    await phone.look('owner-sign-removed', 'sight');
    expect(await hand.read('#refusals')).toMatch(/[\u4e00-\u9fff]/);
    const record = await change((manager) => manager.findOneByOrFail(MaintenanceRecord, { id: recordId }));
    expect(record.ownerAnswer).toBe('pending');
  },
  2 * minute,
);
