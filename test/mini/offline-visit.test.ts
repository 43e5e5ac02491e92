import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { scene } from '../fixture/pictures';
import { cutOnTheWayUp, cutPoints } from './cut-network';
import { besideTheLift, OfflineDistrict, type PhoneInPit } from './offline-people';
import type { Cut } from './runner/host/network';

const minute = 60_000;
/** The quarterly form: 44 items of the law, and one that the technicians add. */
const items = 44;

let district: OfflineDistrict;
let chen: PhoneInPit;
let lin: PhoneInPit;
let broken = false;

/** Each step needs the ones before it: after the first failure the others fail at once. */
function step(name: string, work: () => Promise<void>, timeout: number): void {
  const once = async () => {
    if (broken) throw new Error('a step before this one failed');
    broken = true;
    await work();
    broken = false;
  };
  test(name, once, timeout);
}

beforeAll(async () => {
  district = await OfflineDistrict.start();
  await district.enrol('chen', 0);
}, 10 * minute);

afterAll(async () => {
  await district?.stop();
}, minute);

const packOf = async (key: string) =>
  (await district.api(key)).call(visitApi.pack, { visitId: district.visitId });

step(
  'with a network the packs of the day are fetched ahead, without anybody opening them',
  async () => {
    chen = await district.pickUp('dd', 'chen');
    lin = await district.pickUp('dd', 'lin');
    for (const phone of [chen, lin]) {
      await phone.openPage('pages/home/index');
      await phone.hand.find(`#visit-${district.visitId}`);
    }
    for (const phone of [chen, lin]) await packOn(phone);
    for (const phone of [chen, lin]) await phone.mini.setConnected(false);
    await chen.openPage('pages/home/index');
    await chen.hand.see('清单取于', '#today-offline');
    await chen.hand.see('离线可做', `#visit-${district.visitId}`);
    await chen.look('offline-today');
  },
  10 * minute,
);

/** Waits until the phone has it; the list shows it at its next look. */
async function packOn(phone: PhoneInPit): Promise<void> {
  for (let look = 0; look < 60; look += 1) {
    await phone.openPage('pages/home/index');
    const tile = await phone.hand.read(`#visit-${district.visitId}`);
    if (tile.includes('离线可做')) return;
    await new Promise((wake) => setTimeout(wake, 1000));
  }
  throw new Error('no pack was fetched ahead');
}

step(
  'without a network the code of another lift is told at once, and the right one, place and face are taken',
  async () => {
    const { hand, natives } = chen;
    await chen.visit('visit');
    await natives.showCode(`https://lifttrust.example/l/${district.otherToken}`);
    await hand.see('扫电梯上的码', '#next-step');
    await hand.tap('#next-step');
    await hand.see('号电梯的码，没有记下', '#refusals');
    await natives.showCode(`https://lifttrust.example/l/${district.token}`);
    await hand.tap('#next-step');
    await hand.see('提交现场定位', '#next-step');
    await hand.tap('#next-step');
    await hand.see('核验身份', '#next-step');
    await hand.tap('#next-step');
    await hand.tap('#way-face');
    await hand.tap('#begin-challenge');
    const words = { left: '左', right: '右', centre: '正' } as const;
    for (let frame = 1; frame <= 3; frame += 1) {
      await hand.see(`第 ${frame} 张`, '#challenge');
      const told = await hand.read('#direction');
      const side = (['left', 'right', 'centre'] as const).find((one) => told.includes(words[one]));
      await natives.hold(district.faces(0, side ?? 'centre'));
      await hand.tap('#take-frame');
    }
    await hand.see('照片已存在手机里', '#identity-state');
    await hand.tap('#back');
    await hand.see('开始作业', '#next-step');
    await hand.tap('#next-step');
    await hand.see('填写检查项目', '#next-step');
    await chen.look('offline-visit');
  },
  5 * minute,
);

step(
  'the partner goes the equal way with the gesture that the pack brought, and signs the part of their own',
  async () => {
    const { hand, natives } = lin;
    await lin.visit('visit');
    for (const next of ['扫电梯上的码', '提交现场定位']) {
      await hand.see(next, '#next-step');
      await hand.tap('#next-step');
    }
    await hand.see('核验身份', '#next-step');
    await hand.tap('#next-step');
    await hand.tap('#way-alternative');
    await hand.tap('#begin-alternative');
    await hand.find('#gesture');
    await natives.hold(district.faces(1, 'centre'));
    await hand.tap('#take-gesture');
    await hand.see('照片已存在手机里', '#identity-state');
    await hand.tap('#back');
    await hand.see('开始作业', '#next-step');
    await hand.tap('#next-step');
    await photograph(lin, 'lift', 7001);
  },
  5 * minute,
);

async function photograph(phone: PhoneInPit, slot: string, seed: number): Promise<void> {
  await phone.visit('photos');
  await phone.natives.hold(await scene(seed));
  await phone.hand.tap(`#photo-${slot}`);
  await phone.hand.see('等网络', `#photo-${slot}`);
}

let codes: string[] = [];

step(
  'the lead answers every item; killed in the middle, the app goes on where it was, without a network',
  async () => {
    const { hand } = chen;
    await chen.visit('checklist');
    await hand.see(`0/${items}`, '#count');
    codes = [];
    for (const row of await hand.all('.item')) codes.push((await row.attribute('id')).replace(/^item-/, ''));
    await answer(codes.slice(0, 14));
    await hand.see(`14/${items}`, '#count');
    await chen.kill();
    await chen.hand.see('清单取于', '#today-offline');
    await chen.visit('checklist');
    await chen.hand.see(`14/${items}`, '#count');
    await answer(codes.slice(14));
    await chen.hand.see(`${items}/${items}`, '#count');
    await chen.hand.see('已存在手机里', '.checklist__bar');
    await chen.hand.tap('#add-item');
    await chen.hand.type('#added-name', '轿厢扶手');
    await chen.hand.tap('#add-item-save');
    await chen.hand.see(`${items}/${items + 1}`, '#count');
    const rows = await chen.hand.all('.item');
    const added = await rows[rows.length - 1]?.attribute('id');
    await chen.hand.tap(`#${added?.replace(/^item-/, '')}-pass`);
    await chen.hand.see(`${items + 1}/${items + 1}`, '#count');
    await chen.hand.tap('#back');
  },
  8 * minute,
);

async function answer(some: string[]): Promise<void> {
  const { hand } = chen;
  for (const code of some) {
    const treated = codes.indexOf(code) === 3;
    await hand.tap(`#${code}-${treated ? 'treated' : 'pass'}`);
    if (treated) await hand.type(`#${code}-note`, '门锁触点清洁后复测正常');
    if (await hand.isThere(`#${code}-reading`)) await hand.type(`#${code}-reading`, '正常');
  }
}

step(
  'a phone that is full refuses the picture before it is taken, in words, and keeps every other one',
  async () => {
    for (const [at, slot] of ['lift', 'controller', 'car_top_or_pit', 'finished'].entries()) {
      await photograph(chen, slot, 7100 + at);
    }
    await chen.mini.leaveRoom(20_000);
    await chen.visit('photos');
    await chen.natives.hold(await scene(7200));
    await chen.hand.tap('#photo-finished');
    await chen.hand.see('存储空间不足', '#refusals');
    await chen.mini.leaveRoom(null);
    for (const [at, slot] of ['lift', 'controller', 'car_top_or_pit'].entries()) {
      await photograph(chen, slot, 7300 + at);
    }
    await chen.hand.see('已有 7 张', '#photos');
  },
  5 * minute,
);

step(
  'time passes, both sign and check out, and the lead gives it to be sealed, all without a network',
  async () => {
    district.clock.shift(3 * minute);
    for (const phone of [chen, lin]) await phone.mini.setClockAhead(3 * minute);
    await chen.visit('visit');
    await chen.hand.see('给出设备状态等级', '#next-step');
    await chen.hand.tap('#next-step');
    await chen.hand.tap('#grade-正常');
    await chen.hand.tap('#grade-save');
    await chen.hand.see('核对并签名', '#next-step');
    for (const phone of [lin, chen]) {
      await phone.natives.standAt(besideTheLift());
      await sign(phone);
    }
    await chen.hand.tap('#submit-record');
    await chen.visit('visit');
    await chen.hand.see('在手机里，有网络时自动上传并封存', '.screen');
    await chen.look('offline-submitted');
    await chen.openPage('account/outbox/index');
    await chen.hand.see('等着发送', '.screen');
    await chen.look('outbox-waiting');
    expect((await packOf('chen')).presences.every(({ codeAt }) => codeAt === null)).toBe(true);
  },
  5 * minute,
);

async function sign(phone: PhoneInPit): Promise<void> {
  await phone.visit('sign');
  await phone.hand.see('您签的是自己这部分', '#sign-offline');
  await phone.hand.tap('#open-signature');
  // The pad asks where it lies once the sheet has come to rest.
  await new Promise((rest) => setTimeout(rest, 800));
  await phone.hand.sign('#signature');
  await phone.hand.tap('#signature-save');
  await phone.hand.tap('#check-out');
  await phone.hand.see(/提交，上传后封存|您的部分已完成/, '#sign');
}

step(
  'another person who takes the phone sees nothing of it, sends nothing of it, and is told that something waits',
  async () => {
    await chen.belongTo('xu');
    await chen.mini.cutAt([]);
    await chen.mini.setConnected(true);
    await chen.openPage('account/outbox/index');
    await chen.hand.see('没有待发送的内容', '#outbox');
    await chen.hand.see('属于别的登录人', '#outbox-others');
    await chen.look('outbox-of-another');
    await chen.kill();
    await chen.openPage('account/outbox/index');
    await chen.hand.see('没有待发送的内容', '#outbox');
    await chen.mini.setConnected(false);
    expect((await packOf('chen')).photos).toEqual([]);
    // The phone goes back; the service knows its owner again, and hands out the same key.
    await chen.belongTo('chen');
    await chen.mini.cutAt([[4, 'before']]);
    await chen.mini.setConnected(true);
    await chen.openPage('account/outbox/index');
    await chen.hand.see('等着发送', '#outbox');
  },
  4 * minute,
);

step(
  'cut at 30 points on the way up, and killed at a quarter of them, everything of the lead arrives',
  async () => {
    expect(await cutOnTheWayUp(chen, cutPoints(22, [1, 2, 3, 4, 2]))).toBe(22);
    await chen.mini.setConnected(true);
    await chen.openPage('account/outbox/index');
    await chen.hand.see('等待同伴上传', '#outbox');
    await chen.look('outbox-partner');
    expect(await cutOnTheWayUp(lin, cutPoints(8, [1, 2, 3]))).toBe(8);
  },
  12 * minute,
);

/** Until nothing is under way any more: the network was cut, or everything is up. */
async function rest(phone: PhoneInPit): Promise<void> {
  for (let look = 0; look < 120; look += 1) {
    await new Promise((wake) => setTimeout(wake, 250));
    const said = await phone.hand.read('#outbox');
    if (!said.includes('正在发送')) return;
  }
}

step(
  'the partner’s part arrives, the record is sealed, and holds each thing once with the time at which it was done',
  async () => {
    await lin.mini.setConnected(true);
    await lin.openPage('account/outbox/index');
    await lin.hand.see('没有待发送的内容', '#outbox');
    await chen.openPage('account/outbox/index');
    for (let look = 0; look < 20; look += 1) {
      if ((await chen.hand.read('#outbox')).includes('没有待发送的内容')) break;
      await chen.hand.tap('#resume');
      await rest(chen);
    }
    await chen.hand.see('没有待发送的内容', '#outbox');
    await district.settle();
    const pack = await packOf('chen');
    expect(pack.state).toBe('submitted');
    expect(pack.items.filter(({ result }) => result !== null)).toHaveLength(items + 1);
    const hashes = pack.photos.map(({ sha256 }) => sha256);
    expect(hashes).toHaveLength(8);
    expect(new Set(hashes).size).toBe(8);
    expect(pack.grade).toBe('正常');
    for (const presence of pack.presences) {
      const times = [presence.codeAt, presence.startedAt, presence.signedAt, presence.checkedOutAt].map(
        Number,
      );
      expect([...times].sort((one, other) => one - other)).toEqual(times);
    }
    const records = await (await district.api('zheng')).call(recordApi.list, {});
    expect(records.items[0]).toMatchObject({ visitId: district.visitId, ownerAnswer: 'pending' });
    const reviews = await (await district.api('wu')).call(faceApi.reviews, {});
    expect(reviews.items.map(({ kind }) => kind)).toContain('alternative');
    await chen.visit('visit');
    await chen.hand.see('回执', '#receipt');
    for (const { mini } of [chen, lin]) expect(await mini.problems()).toEqual([]);
  },
  6 * minute,
);

step(
  'in the WeChat package the owner signs without a network; killed and started again, it arrives once',
  async () => {
    const zheng = await district.pickUp('weapp', 'zheng');
    const { items } = await (await district.api('zheng')).call(recordApi.list, {});
    const recordId = items[0]?.id ?? '';
    await zheng.openPage(`owner/sign/index?recordId=${recordId}`);
    await zheng.hand.find('#open-signature');
    await zheng.mini.setConnected(false);
    await zheng.hand.tap('#open-signature');
    await new Promise((rest) => setTimeout(rest, 800));
    await zheng.hand.sign('#signature');
    await zheng.hand.tap('#signature-save');
    await zheng.hand.see('已存在手机里', '#refusals');
    await zheng.kill();
    await zheng.openPage('account/outbox/index');
    await zheng.hand.see('1 项在手机里等着发送', '#outbox');
    // Announced, sent, reported and signed: each of the four, in every way.
    const points = ([1, 1, 2, 2, 2, 3] as const).map((at, turn): [number, Cut] => [
      at,
      (['before', 'silent', 'before', 'half', 'after', 'silent'] as const)[turn] ?? 'before',
    ]);
    expect(await cutOnTheWayUp(zheng, points)).toBeGreaterThanOrEqual(5);
    await zheng.mini.setConnected(true);
    await zheng.openPage('account/outbox/index');
    await zheng.hand.see('没有待发送的内容', '#outbox');
    const record = await (await district.api('zheng')).call(recordApi.show, { recordId });
    expect(record.ownerAnswer).toBe('signed');
    expect(await zheng.mini.problems()).toEqual([]);
  },
  4 * minute,
);
