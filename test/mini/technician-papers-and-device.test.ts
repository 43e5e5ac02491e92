import { deviceApi } from '@lifttrust/shared-types/device/device.contract';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { ContractCity } from '../../cloud/src/contract/testing/contract-city';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Assignment } from '../../cloud/src/person/assignment.entity';
import { inTransaction } from '../../cloud/src/staff/testing/staffed-company';
import { inDays, inventedNumber, PaperDesk } from '../fixture/papers';
import { scene } from '../fixture/pictures';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

/** The compiled DingTalk package in the hands of a company's technicians, one after the other. */
describe('a technician’s own pages', () => {
  let service: TestService;
  let city: ContractCity;
  let phone: PhoneInHand;
  let hand: Hand;

  beforeAll(async () => {
    service = await startService('sqlite');
    city = await ContractCity.in(service);
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 5 * minute);

  afterAll(async () => {
    await phone?.putDown();
    await service?.stop();
  }, minute);

  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  test(
    'everything of one’s own is found under one’s name, from the first page on',
    async () => {
      const { lead } = city.own;
      await phone.handTo(lead, 'pages/home/index');
      await hand.see('我的', '#open-me');
      await hand.tap('#open-me');
      await hand.onPage('account/me/index');
      await hand.see(lead.name, '#me');
      await hand.see('维保人员', '#me');
      await phone.look('technician-me');
      await hand.tap('#open-account-papers');
      await hand.onPage('account/papers/index');
    },
    2 * minute,
  );

  describe('papers', () => {
    const sendIn = async (number: string, until: string) => {
      await hand.tap('#send-paper');
      await phone.natives.hold(await scene(31));
      await hand.tap('#paper-photo');
      await hand.see('已拍好', '#paper-photo');
      await hand.type('#paper-number', number);
      await hand.chooseDay('#paper-until', until, inDays(0));
      await hand.tap('#paper-send');
    };

    test(
      'a renewed certificate is photographed and sent, waits, and counts once the unit has looked at it',
      async () => {
        const { lead, admin } = city.own;
        const contract = { personId: lead.personId, kind: 'employment' } as const;
        const days = { from: inDays(-300), until: inDays(40) };
        good(await service.call(paperApi.enterForPerson, { ...contract, ...days }, admin));
        await phone.handTo(lead, 'account/papers/index');
        await hand.see('可以安排作业', '#standing');
        await hand.see('还有 40 天', '#papers');
        await phone.look('technician-papers');
        await sendIn(inventedNumber(), inDays(800));
        await hand.see('已上传', '#paper-sent');
        await hand.see('待核验', '#papers');
        const { items } = good(await service.call(paperApi.mine, {}, lead));
        const sent = items.find(({ kind, state }) => kind === 'certificate' && state === 'entered');
        expect(sent).toMatchObject({ until: inDays(800), scan: { contentType: 'image/jpeg' } });
        const decision = { paperId: sent?.id ?? '', accept: true };
        good(await service.call(paperApi.decide, decision, admin));
        await phone.open('account/papers/index');
        await hand.see('已核验', '#papers');
      },
      2 * minute,
    );

    test(
      'a number that cannot be anybody’s is refused, and what was filled in is still there',
      async () => {
        await phone.handTo(city.own.partner, 'account/papers/index');
        await sendIn('999999199001010011', inDays(700));
        await hand.see('证书编号就是本人的身份证号码', '#refusals');
        expect(await hand.read('#paper-until')).toContain(dayInWords(inDays(700)));
        await phone.look('technician-papers-refused', 'sight');
      },
      2 * minute,
    );

    test(
      'whoever holds no certificate reads why they cannot work alone',
      async () => {
        const personId = await new PaperDesk(service, city.own).registered(city.own.admin);
        await phone.handTo({ personId }, 'account/papers/index');
        await hand.see('只能在持证人员带领下协助作业', '#standing');
        await hand.see('还没有登记证照', '#papers');
        await phone.look('technician-papers-none');
      },
      2 * minute,
    );

    test(
      'without a network the page says so, and reads again when it is back',
      async () => {
        await phone.handTo(city.own.partner, 'account/me/index');
        await hand.see(city.own.partner.name, '#me');
        await phone.mini.setConnected(false);
        await hand.tap('#open-account-papers');
        await hand.see('现在没有网络', '#papers');
        await phone.look('technician-offline');
        await phone.mini.setConnected(true);
        await hand.tap('#retry');
        await hand.see('可以安排作业', '#standing');
      },
      2 * minute,
    );

    test(
      'one that is sent without a network waits on the phone, is listed there, and leaves by itself',
      async () => {
        await phone.handTo(city.own.inspector, 'account/papers/index');
        await hand.see('还没有登记证照', '#papers');
        await phone.mini.setConnected(false);
        await sendIn(inventedNumber(), inDays(600));
        await hand.see('已存在手机里', '#refusals');
        await phone.open('account/outbox/index');
        await hand.see('1 项在手机里等着发送', '#outbox');
        await hand.see('作业人员证', '#outbox');
        await phone.look('technician-outbox');
        await phone.mini.setConnected(true);
        await hand.see('没有待发送的内容', '#outbox');
        const { items } = good(await service.call(paperApi.mine, {}, city.own.inspector));
        expect(items).toMatchObject([{ until: inDays(600), state: 'entered' }]);
      },
      2 * minute,
    );
  });

  describe('the working device', () => {
    const decide = async (approve: boolean) => {
      const { admin } = city.own;
      const [waiting] = good(await service.call(deviceApi.changes, {}, admin)).items;
      const reason = approve ? '已当面核对是本人。' : '没有联系上本人。';
      good(await service.call(deviceApi.decide, { changeId: waiting?.id ?? '', approve, reason }, admin));
    };

    test(
      'the first phone works at once; a second one asks, is refused with a reason, asks again and waits its hours',
      async () => {
        const { colleague } = city.own;
        await phone.handTo(colleague, 'account/devices/index');
        await hand.see('签到、签名和提交都在这台设备上办', '#devices');
        await phone.look('technician-device');
        await phone.handTo(colleague, 'account/devices/index');
        await hand.see('不能签到、签名和提交', '#devices');
        await hand.type('#change-reason', '旧手机摔坏了');
        await phone.look('technician-device-change');
        await hand.tap('#send-change');
        await hand.see('申请已交给本单位管理员', '#devices');
        await decide(false);
        await phone.open('account/devices/index');
        await hand.see('没有联系上本人', '#devices');
        await hand.type('#change-reason', '旧手机摔坏了，已给您打电话');
        await hand.tap('#send-change');
        await hand.see('申请已交给本单位管理员', '#devices');
        await decide(true);
        await phone.open('account/devices/index');
        await hand.see('还要等', '#devices');
        await hand.see('已批准，等待生效', '#devices');
        await phone.look('technician-device-waiting');
      },
      2 * minute,
    );

    test(
      'a sign-in elsewhere is seen and ended',
      async () => {
        const { personId } = city.own.colleague;
        await service.signIn(personId, 'a-forgotten-tablet');
        await phone.open('account/devices/index');
        await hand.see('别处的登录', '#devices');
        for (const one of await hand.all('[id^=end-]')) expect(await one.text()).toContain('结束');
        const before = (await hand.all('[id^=end-]')).length;
        await hand.tap('[id^=end-]');
        await hand.count('[id^=end-]', before - 1);
      },
      2 * minute,
    );
  });

  test(
    'somebody with two posts is asked which one it is to be, and can change it under their name',
    async () => {
      const { partner, companyId } = city.own;
      const post = { personId: partner.personId, organisationId: companyId, role: 'company_admin' };
      await inTransaction(service, (tx) =>
        tx.manager.insert(Assignment, { ...post, id: newId(), fromDay: inDays(-1), untilDay: null }),
      );
      await phone.handTo(partner, 'pages/home/index');
      await hand.see('您有几个身份', '#choose-role');
      await hand.tap('#choose-role');
      await hand.onPage('account/roles/index');
      await hand.see('这次用哪个身份', '#roles');
      await phone.look('technician-roles');
      await hand.tap('#role-technician');
      await hand.onPage('pages/home/index');
      await hand.see('今天没有待做的维保', '#home');
      expect(await hand.isThere('#choose-role')).toBe(false);
    },
    2 * minute,
  );

  test(
    'whoever has one post is told so, and there is nothing to press',
    async () => {
      await phone.handTo(city.own.lead, 'account/roles/index');
      await hand.see('您有一个身份', '#roles');
      await hand.tap('#role-technician');
      await hand.onPage('account/roles/index');
    },
    2 * minute,
  );

  test(
    'one’s lifts come with what is due; whoever has none reads why',
    async () => {
      const { lead, admin, liftId } = city.own;
      await phone.handTo(lead, 'technician/lifts/index');
      await hand.see('还没有分配给您的电梯', '#my-lifts');
      const others = [await city.lift(), await city.lift()];
      const liftIds = [liftId, ...others.map(({ id }) => id)];
      const given = { liftIds, purpose: 'maintenance' as const, personIds: [lead.personId] };
      good(await service.call(staffApi.assign, given, admin));
      await phone.open('technician/lifts/index');
      await hand.see('您负责 3 台电梯', '#my-lifts');
      await hand.see('由您负责', '#my-lifts');
      await phone.look('technician-lifts');
    },
    2 * minute,
  );

  test(
    'all that is kept is read and copied, and who has looked at it is listed with the reason',
    async () => {
      const { lead, admin } = city.own;
      const look = { personId: lead.personId, what: 'phone', purpose: 'contact' } as const;
      good(await service.call(personApi.reveal, look, admin));
      await phone.handTo(lead, 'account/my-data/index');
      await hand.see('平台保存的我的信息', '#my-data');
      await phone.look('technician-my-data');
      await phone.mini.program.mockWxMethod(
        'setClipboard',
        'function (options) { window.copied = options.text; return {}; }',
      );
      await hand.tap('#copy-all');
      await hand.see('已复制', '#copied');
      const copied = String(await phone.mini.program.evaluate('() => window.copied'));
      expect(copied).toContain(`姓名：${lead.name}`);
      await phone.open('account/reads/index');
      await hand.see(admin.name, '#reads');
      await hand.see('联系本人', '#reads');
      await phone.look('technician-reads');
    },
    2 * minute,
  );
});
