import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { OfflineDistrict, type PhoneInPit } from './offline-people';

const minute = 60_000;
const dayMs = 24 * 60 * minute;

let district: OfflineDistrict;
let chen: PhoneInPit;

beforeAll(async () => {
  district = await OfflineDistrict.start();
  chen = await district.pickUp('dd', 'chen');
  for (const visitId of [district.visitId, district.otherVisitId]) {
    await chen.visit('visit', visitId);
    await chen.hand.see('扫电梯上的码', '#next-step');
  }
  await chen.mini.setConnected(false);
}, 10 * minute);

afterAll(async () => {
  await district?.stop();
}, minute);

const packOf = async (visitId: string) => (await district.api('chen')).call(visitApi.pack, { visitId });

test(
  'a clock set a day ahead and then a day back moves no time of what was done without a network',
  async () => {
    const { hand, mini, natives } = chen;
    await chen.visit('visit', district.otherVisitId);
    await natives.showCode(`https://lifttrust.example/l/${district.otherToken}`);
    await mini.setWallClock(dayMs);
    await hand.see('扫电梯上的码', '#next-step');
    await hand.tap('#next-step');
    await hand.see('提交现场定位', '#next-step');
    await mini.setWallClock(-dayMs);
    await hand.tap('#next-step');
    await hand.see('核验身份', '#next-step');
    await mini.setConnected(true);
    await chen.openPage('account/outbox/index');
    await hand.see('没有待发送的内容', '#outbox');
    await mini.setWallClock(0);
    await mini.setConnected(false);
    const { mine } = await packOf(district.otherVisitId);
    for (const at of [mine?.codeAt, mine?.positionAt]) {
      expect(Math.abs(Number(at) - district.clock.now())).toBeLessThan(15 * minute);
    }
    await natives.showCode(`https://lifttrust.example/l/${district.token}`);
  },
  5 * minute,
);

test(
  'from four fifths on the phone says that its room runs short, before it is full; and no longer once there is room',
  async () => {
    const { hand, mini } = chen;
    const visitPage = () => chen.visit('visit', district.otherVisitId);
    await mini.holdMore(5_000_000);
    await visitPage();
    await hand.find('#next-step');
    expect(await hand.isThere('#room')).toBe(false);
    await mini.holdMore(7_500_000);
    await visitPage();
    await hand.see(/存储空间已用 8\d%/, '#room');
    await hand.see('快满了。请找有信号的地方先上传一次。', '#room');
    await chen.look('visit-room-short');
    await chen.openPage('account/outbox/index');
    await hand.see(/存储空间已用 8\d%/, '#room');
    await hand.see(/7\.\d MB \/ 9\.0 MB/, '#outbox-room');
    await chen.look('outbox-room-short');
    await mini.holdMore(8_900_000);
    await visitPage();
    await hand.see('手机里存满了，先不能再拍', '#room');
    await hand.see('已拍的都在，没有丢', '#room');
    await mini.holdMore(0);
    await visitPage();
    await hand.find('#next-step');
    expect(await hand.isThere('#room')).toBe(false);
  },
  3 * minute,
);

test(
  'a visit cancelled meanwhile is refused in words; the work stays on the phone, can be taken along, and is given up only by the person',
  async () => {
    const { hand, mini, natives } = chen;
    await chen.visit('visit');
    for (const next of ['扫电梯上的码', '提交现场定位', '核验身份']) {
      await hand.see(next, '#next-step');
      await hand.tap('#next-step');
    }
    await hand.tap('#way-alternative');
    await hand.tap('#begin-alternative');
    await hand.find('#gesture');
    await natives.hold(district.faces(1, 'centre'));
    await hand.tap('#take-gesture');
    await hand.see('照片已存在手机里', '#identity-state');
    await hand.tap('#back');
    await hand.see('开始作业', '#next-step');
    await hand.tap('#next-step');
    await chen.visit('checklist');
    await hand.see('0/44', '#count');
    const [first] = await hand.all('.item');
    const code = ((await first?.attribute('id')) ?? '').replace(/^item-/, '');
    await hand.tap(`#${code}-pass`);
    await hand.see('1/44', '#count');
    await hand.tap('#back');
    const xu = await district.api('xu');
    await xu.call(visitApi.cancel, { visitId: district.visitId, reason: '改到下周' });

    await mini.setConnected(true);
    await chen.openPage('account/outbox/index');
    await hand.see('这次维保已经取消', '#outbox');
    await hand.see('等上面一项', '#outbox');
    await chen.look('outbox-cancelled');
    await chen.kill();
    await chen.openPage('account/outbox/index');
    await hand.see('这次维保已经取消', '#outbox');
    await mini.program.mockWxMethod(
      'setClipboard',
      'function (options) { window.copied = options.text; return {}; }',
    );
    await hand.tap(`#copy-${district.visitId}`);
    await hand.see('已复制', '#outbox');
    const copied = String(await mini.program.evaluate('() => window.copied'));
    expect(copied).toContain('扫码签到');
    expect(copied).toMatch(/　\S.*：合格/);
    await hand.tap(`#give-up-all-${district.visitId}`);
    await hand.see('找不回来', '#outbox');
    await chen.look('outbox-give-up-all');
    await hand.tap('#confirm-give-up-all');
    await hand.see('没有待发送的内容', '#outbox');
    expect(await packOf(district.visitId)).toMatchObject({ state: 'cancelled', photos: [] });
    expect(await mini.problems()).toEqual([]);
  },
  6 * minute,
);
