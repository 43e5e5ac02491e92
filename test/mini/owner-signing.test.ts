import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import type { CallUpPurpose } from '@lifttrust/shared-types/evidence/evidence.rules';
import { dateInWords, dayOf, endOfDay } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { MaintenanceRecord } from '../../cloud/src/record/record.entity';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;
const day = 86_400_000;

let service: TestService;
let clock: Clock;
let driver: VisitDriver;
let districts: Record<'weapp' | 'dd', StaffedDistrict>;
let ahead = 0;

// The second factor has tests of its own.
beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  clock = await service.get(Clock);
  driver = new VisitDriver(service, () => clock.now());
  const { own, foreign } = await twoDistricts(service);
  districts = { weapp: own, dd: foreign };
}, minute);
afterAll(() => service?.stop());

const settle = async () => (await service.get(Outbox)).settle();
/** Signed in now: a test that moves the clock outlives sessions. */
const signed = async (who: Worker): Promise<Worker> => ({
  ...who,
  token: await service.signIn(who.personId, who.deviceId),
});

/** Both compiled packages in the hands of an owner's people: what waits for their signature, and what follows. */
describe.each(['weapp', 'dd'] as const)('an owner’s answers in the %s package', (name) => {
  let phone: PhoneInHand;
  let hand: Hand;
  let own: StaffedDistrict;

  beforeAll(async () => {
    phone = await PhoneInHand.pickUp(name, service);
    hand = phone.hand;
    own = districts[name];
    await phone.mini.setClockAhead(ahead);
  }, 5 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  const look = async (picture: string) => (name === 'weapp' ? phone.look(picture) : undefined);
  const goTo = async (at: number) => {
    ahead += at - clock.now();
    clock.shift(at - clock.now());
    await settle();
    await phone.mini.setClockAhead(ahead);
  };
  /** A record without findings, unless told otherwise. */
  const submitted = async (marks: Partial<MaintenanceRecord> = {}): Promise<string> => {
    const team = {
      lead: await signed(own.lead),
      partner: await signed(own.partner),
      admin: await signed(own.admin),
      reviewer: await signed(own.reviewer),
    };
    const { recordId } = await driver.walk({ ...own, ...team }, 'submitted');
    await settle();
    const { writer } = await service.get(Database);
    await writer.manager.update(MaintenanceRecord, { id: recordId }, { validity: 'valid', ...marks });
    return recordId;
  };
  const show = async (recordId: string) =>
    good(await service.call(recordApi.show, { recordId }, await signed(own.officer)));
  const pageOf = (recordId: string) => `owner/record/index?recordId=${recordId}`;
  const answeredReturn = async (): Promise<string> => {
    const recordId = await submitted();
    const given = { recordId, reason: '机房没有打扫。' };
    good(await service.call(recordApi.ownerReturn, given, await signed(own.officer)));
    await settle();
    const answer = { recordId, text: '已重新清扫并补拍。' };
    good(await service.call(signingApi.answerDispute, answer, await signed(own.admin)));
    return recordId;
  };
  const signByHand = async () => {
    // The pad asks where it lies once the sheet has come to rest.
    await new Promise((rest) => setTimeout(rest, 800));
    await hand.sign('#signature');
    await hand.tap('#signature-save');
  };

  test(
    'a record says until when to answer, what silence would mean and who was told',
    async () => {
      const recordId = await submitted();
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.see('没有同意默认确认', '#answer-standing');
      await hand.see('24:00 前签字或退回', '#answer-standing');
      await hand.tap('#answer-notices');
      await hand.see('站内消息', '#answer-standing');
      await look('owner-record-deadline');
      await phone.giveBack(own.ownerAdmin, pageOf(recordId));
      await hand.see(`由${own.officer.name}签字`, '#answer-standing');
      expect(await hand.isThere('#to-sign')).toBe(false);
      await phone.open(`owner/sign/index?recordId=${recordId}`);
      await hand.see('您不能签这份记录', '#no-signer');
      await phone.open('owner/to-sign/index');
      await hand.see(`由${own.officer.name}签字`, `#to-sign-${recordId}`);
      expect(await hand.isThere(`#choose-${recordId}`)).toBe(false);
      await look('owner-to-sign-not-mine');
      // As the button of the card in the chat opens it.
      await phone.giveBack(own.officer, `${pageOf(recordId)}&act=return`);
      await hand.type('#return-reason', '机房没有打扫。');
      await hand.tap('#return-confirm');
      await hand.see('退回的处理', '#dispute');
      await settle();
      await phone.open(pageOf(recordId));
      await hand.see('待维保单位答复', '#dispute');
      await hand.see('有答复会通知您', '#dispute');
      expect(await hand.isThere('#to-refer')).toBe(false);
      await look('owner-record-returned');
    },
    2 * minute,
  );

  test(
    'a record that was called up says by whom and when, a running case not until it is closed',
    async () => {
      const recordId = await submitted();
      const callUp = async (who: Worker, purpose: CallUpPurpose, reference: string) =>
        good(
          await service.call(
            evidenceApi.callUp,
            { purpose, reference, reason: '核对这台电梯的维保情况', liftIds: [], recordIds: [recordId] },
            await signed(who),
          ),
        );
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.see('签字期限', '#answer-standing');
      expect(await hand.isThere('#record-call-ups')).toBe(false);
      const { at, organisation } = await callUp(own.inspector, 'periodic_inspection', 'DJ-2026-0118');
      const { id: callUpId } = await callUp(own.regulator, 'enforcement', '立案-2026-7');
      for (const who of [own.officer, own.ownerAdmin]) {
        await phone.giveBack(who, pageOf(recordId));
        await hand.see(
          `已于${dateInWords(dayOf(at))}由${organisation.name}${own.inspector.name}调阅`,
          '#record-call-ups',
        );
        await hand.see('定期检验 DJ-2026-0118', '#record-call-ups');
        expect(await (await hand.find('#record-call-ups')).text()).not.toContain('立案');
      }
      await look('owner-record-called-up');
      const closed = { callUpId, outcome: '未发现违法，结案。' };
      good(await service.call(evidenceApi.close, closed, await signed(own.regulator)));
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.see('执法办案 立案-2026-7', '#record-call-ups');
      // Nothing is left to sign for the tests that count what is.
      const officer = await signed(own.officer);
      good(await service.call(recordApi.ownerSign, await driver.ownerSignature(officer, recordId), officer));
    },
    2 * minute,
  );

  test(
    'an owner that is not content with the answer brings it before the regulator, with its reason',
    async () => {
      const recordId = await answeredReturn();
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.see('已重新清扫并补拍。', '#dispute');
      await look('owner-record-answered');
      await hand.tap('#to-refer');
      await hand.type('#refer-reason', '补拍的照片不是这台电梯。');
      await look('owner-record-refer');
      await hand.tap('#refer-confirm');
      await hand.see('待监管部门处理', '#dispute');
      const { dispute } = good(
        await service.call(signingApi.standing, { recordId }, await signed(own.officer)),
      );
      expect(dispute?.state).toBe('referred');
    },
    2 * minute,
  );

  test(
    'an owner that is content says so once; whoever comes second is told that things moved on',
    async () => {
      const recordId = await answeredReturn();
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.tap('#to-settle');
      await hand.see('认可这个答复？', '.sheet');
      await look('owner-record-settle');
      await hand.tap('#settle-confirm');
      await hand.see('双方已解决', '#dispute');
      const second = await answeredReturn();
      await phone.open(pageOf(second));
      await hand.tap('#to-settle');
      good(await service.call(signingApi.settleDispute, { recordId: second }, await signed(own.officer)));
      await hand.tap('#settle-confirm');
      await hand.see('已经有了新的进展', '#refusals');
    },
    2 * minute,
  );

  test(
    'who let the deadline pass is told so without alarm, and may still sign; the default stays in the history',
    async () => {
      const consent = { textVersion: silenceConsent.version, agreed: true as const };
      good(await service.call(signingApi.giveConsent, consent, await signed(own.ownerAdmin)));
      const recordId = await submitted();
      const officer = await signed(own.officer);
      const { items } = good(await service.call(messageApi.list, {}, officer));
      for (const { id, readAt } of items)
        if (readAt === null) good(await service.call(messageApi.read, { messageId: id }, officer));
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.see('视为默认确认（非本人签名）', '#answer-standing');
      await look('owner-record-silence-counts');
      await goTo(endOfDay((await show(recordId)).completedOn) + day);
      await phone.giveBack(own.officer, pageOf(recordId));
      await hand.see('期限内没有答复', '#answer-standing');
      await hand.see('1 人已收到', '#answer-standing');
      await hand.see('市场监督管理局投诉', '#answer-standing');
      await hand.see('补签', '#to-sign');
      await look('owner-record-defaulted');
      await hand.tap('#to-sign');
      await hand.see('补签会注明', '#owner-sign');
      await hand.tap('#open-signature');
      await signByHand();
      await hand.see('已签字确认', '#signed');
      await phone.open(pageOf(recordId));
      await hand.see('逾期后补签', '#record-head');
      expect((await show(recordId)).ownerAnswer).toBe('signed_late');
    },
    2 * minute,
  );

  test(
    'several records are signed with one name by hand; what has exceptions is opened first',
    async () => {
      const plain = [await submitted(), await submitted()];
      const marked = await submitted({ exceptions: 2, validity: 'suspect' });
      await phone.giveBack(own.officer, 'pages/home/index');
      await hand.see('3 份', '#open-to-sign');
      await look('owner-home-to-sign');
      await hand.tap('#open-to-sign');
      await hand.onPage('owner/to-sign/index');
      await hand.see('须先打开', `#to-sign-${marked}`);
      await hand.see('待核实', `#to-sign-${marked}`);
      expect(await hand.isThere(`#choose-${marked}`)).toBe(false);
      await hand.tap('#choose-all');
      await hand.see('签 2 份', '#sign-chosen');
      await look('owner-to-sign');
      await hand.tap('#sign-chosen');
      await hand.see('每份单独封存', '.sheet');
      await look('owner-to-sign-pad');
      await signByHand();
      await hand.see('已签 2 份', '#batch-signed');
      await look('owner-to-sign-done');
      for (const recordId of plain) expect((await show(recordId)).ownerAnswer).toBe('signed');
      await hand.tap(`#open-${marked}`);
      await hand.see('待核实', '#record-head');
      await phone.open('owner/to-sign/index');
      await hand.tap(`#choose-${marked}`);
      await hand.tap('#sign-chosen');
      await signByHand();
      await hand.see('没有待签的记录', '#to-sign');
      await look('owner-to-sign-empty');
    },
    3 * minute,
  );

  test(
    'what a colleague has answered meanwhile is given back with its reason; without a network the page says so',
    async () => {
      const [first, second] = [await submitted(), await submitted()];
      await phone.giveBack(own.officer, 'owner/to-sign/index');
      await hand.tap(`#choose-${first}`);
      await hand.tap(`#choose-${second}`);
      const officer = await signed(own.officer);
      good(await service.call(recordApi.ownerSign, await driver.ownerSignature(officer, first), officer));
      await hand.tap('#sign-chosen');
      await signByHand();
      await hand.see('已签 1 份', '#batch-signed');
      await hand.see('1 份没有签上', '#batch-refused');
      await look('owner-to-sign-refused');
      await phone.giveBack(own.officer, 'account/me/index');
      await hand.tap('#open-owner-to-sign');
      await hand.see('没有待签的记录', '#to-sign');
      await phone.open('pages/home/index');
      await hand.find('#open-to-sign');
      await phone.mini.setConnected(false);
      await hand.tap('#open-to-sign');
      await hand.see('现在没有网络', '#to-sign');
      await phone.mini.setConnected(true);
    },
    2 * minute,
  );
});
