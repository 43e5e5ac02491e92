import { addDays, addMonths, dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

/** The compiled DingTalk package in the hands of those whose month it is. */
describe('the calendar of visits', () => {
  let service: TestService;
  let own: StaffedDistrict;
  let phone: PhoneInHand;
  let hand: Hand;
  let today: string;
  let visitId: string;

  beforeAll(async () => {
    service = await startService('sqlite');
    own = await buildDistrict(service, 'own');
    const clock = await service.get(Clock);
    today = dayOf(clock.now());
    await (await service.get(UnitOfWork)).run(systemCtx(clock.now()), (tx) =>
      tx.manager.update(Lift, { id: own.liftId }, { dueOn: addDays(today, -2) }),
    );
    const planned = await service.call(
      visitApi.plan,
      {
        ...{ liftId: own.liftId, class: 'half_month', plannedOn: today, leadId: own.lead.personId },
        partnerIds: [own.partner.personId],
      },
      own.admin,
    );
    visitId = good(planned).id;
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 5 * minute);

  afterAll(async () => {
    await phone?.putDown();
    await service?.stop();
  }, minute);

  test(
    'a technician finds the month from the first page, sees what is overdue, and opens the visit of a day',
    async () => {
      await phone.handTo(own.lead, 'pages/home/index');
      await hand.tap('#open-calendar');
      await hand.onPage('plan/calendar/index');
      await hand.see('超 1', `#day-${today}`);
      await hand.see('1 次维保，1 处', '#day-visits');
      await phone.look('technician-calendar');
      await hand.tap(`#visit-${visitId}`);
      await hand.onPage('technician/visit/index');
    },
    2 * minute,
  );

  test(
    'another month is a tap away, and a reminder opens the day it is about',
    async () => {
      await phone.handTo(own.lead, `plan/calendar/index?day=${today}`);
      await hand.see(dayInWords(today), '#day-visits');
      await hand.tap('#month-after');
      const next = addMonths(`${today.slice(0, 7)}-01`, 1);
      await hand.see('这一天没有安排维保。', '#day-visits');
      await hand.see(`${Number(next.slice(5, 7))}月`, '#month');
      await hand.tap('#month-before');
      await hand.see('超 1', `#day-${today}`);
    },
    2 * minute,
  );

  test(
    'an owner’s safety officer sees the visits to their lifts and the periodic items, and only looks',
    async () => {
      await phone.handTo(own.officer, 'pages/home/index');
      await hand.tap('#open-calendar');
      await hand.onPage('plan/calendar/index');
      await hand.see('1 次维保，1 处', '#day-visits');
      const { items } = good(await service.call(planApi.periodic, { month: today.slice(0, 7) }, own.officer));
      await hand.see(`周期项目 ${items.length} 项`, '#periodic');
      await phone.look('owner-calendar');
      expect(await phone.mini.problems()).toEqual([]);
    },
    2 * minute,
  );
});
