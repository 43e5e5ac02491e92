import { join } from 'node:path';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoPeople } from '../../cloud/sandbox/people';
import { SignInProviders } from '../../cloud/src/adapters/sign-in/port';
import { CodeService } from '../../cloud/src/code/code.service';
import { cosEnvironment, mainBucket, openCos } from '../../cloud/src/file/testing/cloud-storage';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { Person } from '../../cloud/src/person/person.entity';
import { seedDemoTown } from '../fixture/demo-town';
import { Phone } from '../fixture/phone';
import { scene } from '../fixture/pictures';
import { sampleFaces } from '../fixture/sample-faces';
import type { CosSimulator } from '../simulators/cos';
import { SimulatedPlatformSignIn } from '../simulators/platform-sign-in';
import { Hand } from './runner/hand';
import { type Options, type RunningMiniProgram, runMiniProgram } from './runner/mini-program';
import { Natives } from './runner/natives';
import { root } from './runner/packages';

const minute = 60_000;
const liftOfToday = '990101';

interface InHand {
  mini: RunningMiniProgram;
  hand: Hand;
  natives: Natives;
}

let service: TestService;
let cos: CosSimulator;
let clock: Clock;
let faces: Awaited<ReturnType<typeof sampleFaces>>;
let token = '';
let visitId = '';
let recordId = '';
const platform = new SimulatedPlatformSignIn();
const people = new Map<string, string>();
const open: RunningMiniProgram[] = [];
let chen: InHand;
let lin: InHand;

const personOf = (key: string): string => people.get(key) ?? '';
const api = (key: string): Promise<Phone> => Phone.of(service, personOf(key));
const settle = async () => (await service.get(Outbox)).settle();

async function pickUp(name: 'weapp' | 'dd', person: string | null, options: Options = {}): Promise<InHand> {
  const mayReach = [`http://${cos.domain.split('/')[0]}`];
  const mini = await runMiniProgram(name, { service: service.url, mayReach, ...options });
  open.push(mini);
  const natives = new Natives(mini.program, name === 'dd' ? 'dingtalk' : 'wechat');
  if (person) await natives.signInAs(platform.codeFor(personOf(person)));
  return { mini, hand: new Hand(mini.program), natives };
}

async function putDown({ mini }: InHand): Promise<void> {
  expect(await mini.problems()).toEqual([]);
  open.splice(open.indexOf(mini), 1);
  await mini.close();
}

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

/** A few metres apart, as two people beside one lift are. */
const besideTheLift = () => ({
  lng: 118.5862 + Math.random() / 20_000,
  lat: 24.9081 + Math.random() / 20_000,
  accuracyMetres: 25,
});

beforeAll(async () => {
  faces = await sampleFaces();
  cos = await openCos();
  service = await startService('sqlite', {
    ...cosEnvironment(cos),
    LIFTTRUST_COS_TIMEOUT: '8000',
    LIFTTRUST_FACE_WORKERS: '1',
    LIFTTRUST_CITY_FILE: join(root, 'cloud/sandbox/city.json'),
  });
  clock = await service.get(Clock);
  await seedDemoTown(service);
  const providers = await service.get(SignInProviders);
  providers.connect('dingtalk', platform);
  providers.connect('wechat', platform);
  const database = await service.get(Database);
  const registered = await database.reader.manager.find(Person);
  for (const { key, name } of demoPeople) {
    people.set(key, registered.find((person) => person.name === name)?.id ?? '');
  }
  const today = await (await api('chen')).call(visitApi.today, {});
  const card = today.items.find(({ lift }) => lift.rescueCode === liftOfToday);
  if (!card) throw new Error('no visit today');
  visitId = card.id;
  token = (await (await service.get(CodeService)).currentToken(database.reader.manager, card.lift.id)) ?? '';
}, 5 * minute);

afterAll(async () => {
  for (const mini of open) await mini.close();
  await service?.stop();
  await cos?.close();
}, minute);

step(
  'in the DingTalk package a technician reads the consent, agrees and enrols with three pictures',
  async () => {
    chen = await pickUp('dd', 'chen');
    const { hand, natives, mini } = chen;
    await mini.program.reLaunch('/technician/enrol/index');
    await hand.tap('#consent-tick');
    await hand.tap('#consent-agree');
    for (const frame of [1, 2, 3]) {
      await hand.see(`第 ${frame} 张`, '#enrol-frames');
      await natives.hold(faces(0, `enrol-${frame}`));
      await hand.tap('#take-frame');
    }
    await hand.tap('#send-frames');
    await hand.see('待核验', '.screen');
    const reviewer = await api('wu');
    const [review] = (await reviewer.call(faceApi.reviews, {})).items;
    await reviewer.call(faceApi.decide, {
      reviewId: review?.id ?? '',
      accept: true,
      reason: '与作业证照片一致。',
    });
    expect((await (await api('chen')).call(faceApi.enrolment, {})).state).toBe('enrolled');
  },
  5 * minute,
);

step(
  'both technicians open today’s work, scan the code and are found beside the lift',
  async () => {
    lin = await pickUp('dd', 'lin');
    for (const { hand, natives, mini } of [chen, lin]) {
      await mini.program.reLaunch('/pages/home/index');
      await hand.tap(`#visit-${visitId}`);
      await hand.onPage('technician/visit/index');
      await natives.showCode(`https://lifttrust.example/l/${token}`);
      await hand.see('扫电梯上的码', '#next-step');
      await hand.tap('#next-step');
      await hand.see('提交现场定位', '#next-step');
      await natives.standAt(besideTheLift());
      await hand.tap('#next-step');
      await hand.see('核验身份', '#next-step');
    }
  },
  3 * minute,
);

step(
  'the lead turns the head as told, one direction at a time',
  async () => {
    const { hand, natives } = chen;
    await hand.tap('#next-step');
    await hand.tap('#way-face');
    await hand.tap('#begin-challenge');
    const words = { left: '左', right: '右', centre: '正' } as const;
    for (let frame = 1; frame <= 3; frame += 1) {
      await hand.see(`第 ${frame} 张`, '#challenge');
      const told = await hand.read('#direction');
      const direction = (['left', 'right', 'centre'] as const).find((side) => told.includes(words[side]));
      await natives.hold(faces(0, direction ?? 'centre'));
      await hand.tap('#take-frame');
    }
    await hand.see('等人核验', '#identity-state');
    await hand.tap('#back');
  },
  3 * minute,
);

step(
  'the partner takes the equal way without face comparison, with the code that the lead’s phone shows',
  async () => {
    const { hand, natives } = lin;
    await hand.tap('#next-step');
    await hand.tap('#way-alternative');
    await hand.tap('#begin-alternative');
    await hand.find('#gesture');
    const { code } = await (await api('chen')).call(faceApi.presenceCode, { visitId });
    await hand.type('#partner-code', code);
    await natives.hold(faces(1, 'centre'));
    await hand.tap('#take-gesture');
    await hand.see('等人核验', '#identity-state');
    await hand.tap('#back');
    for (const phone of [chen, lin]) {
      await phone.hand.see('开始作业', '#next-step');
      await phone.hand.tap('#next-step');
    }
    await chen.hand.see('填写检查项目', '#next-step');
  },
  3 * minute,
);

step(
  'the lead answers every statutory item, and what needs a test gets its reading',
  async () => {
    const { hand } = chen;
    await hand.tap('#next-step');
    await hand.onPage('technician/checklist/index');
    await hand.see('0/31', '#count');
    const codes: string[] = [];
    for (const row of await hand.all('.item')) codes.push((await row.attribute('id')).replace(/^item-/, ''));
    for (const [index, code] of codes.entries()) {
      await hand.tap(`#${code}-${index === 3 ? 'treated' : 'pass'}`);
      if (index === 3) await hand.type(`#${code}-note`, '门锁触点清洁后复测正常');
      if (await hand.isThere(`#${code}-reading`)) await hand.type(`#${code}-reading`, '正常');
    }
    await hand.see('31/31', '#count');
    await hand.see('已保存', '.checklist__bar');
    await hand.tap('#back');
    await hand.see('拍现场照片', '#next-step');
  },
  4 * minute,
);

step(
  'without network a photograph waits on the phone, and leaves it by itself when the network is back',
  async () => {
    const { hand, natives, mini } = chen;
    await hand.tap('#next-step');
    await hand.onPage('technician/photos/index');
    await mini.setConnected(false);
    await natives.hold(await scene(901));
    await hand.tap('#photo-lift');
    await hand.see('等网络', '#photo-lift');
    const before = await (await api('chen')).call(visitApi.pack, { visitId });
    expect(before.photos).toHaveLength(0);
    await mini.setConnected(true);
    for (let wait = 0; wait < 50; wait += 1) {
      const { photos } = await (await api('chen')).call(visitApi.pack, { visitId });
      if (photos.length > 0) break;
      await new Promise((wake) => setTimeout(wake, 200));
    }
    const after = await (await api('chen')).call(visitApi.pack, { visitId });
    expect(after.photos.map(({ slot }) => slot)).toEqual(['lift']);
    await hand.tap('#back');
  },
  2 * minute,
);

step(
  'the lead photographs the remaining places and grades the lift',
  async () => {
    const { hand, natives, mini } = chen;
    await mini.program.reLaunch(`/technician/visit/index?visitId=${visitId}`);
    await hand.see('拍现场照片', '#next-step');
    await hand.tap('#next-step');
    for (const [index, slot] of ['controller', 'car_top_or_pit', 'finished'].entries()) {
      await natives.hold(await scene(910 + index));
      await hand.tap(`#photo-${slot}`);
      await hand.see('已上传', `#photo-${slot}`);
    }
    await hand.tap('#back');
    await hand.see('给出设备状态等级', '#next-step');
    await hand.tap('#next-step');
    await hand.tap('#grade-正常');
    await hand.tap('#grade-save');
    await hand.see('核对并签名', '#next-step');
  },
  2 * minute,
);

step(
  'both sign by hand and check out, the lead submits and keeps the receipt',
  async () => {
    clock.shift(3 * minute);
    for (const { hand, natives, mini } of [chen, lin]) {
      await mini.setClockAhead(3 * minute);
      await natives.standAt(besideTheLift());
      await mini.program.reLaunch(`/technician/sign/index?visitId=${visitId}`);
      await hand.tap('#open-signature');
      // The pad asks where it lies once the sheet has come to rest.
      await new Promise((rest) => setTimeout(rest, 800));
      await hand.sign('#signature');
      await hand.tap('#signature-save');
      await hand.tap('#check-out');
      await hand.see(/封存|已完成/, '.screen');
    }
    await chen.mini.program.reLaunch(`/technician/sign/index?visitId=${visitId}`);
    await chen.hand.tap('#submit-record');
    // The app goes home by itself once it is sealed; it must not do so over the page opened next.
    await chen.hand.onPage('pages/home/index');
    await settle();
    await chen.mini.program.reLaunch(`/technician/visit/index?visitId=${visitId}`);
    await chen.hand.see('回执', '#receipt');
    const records = await (await api('zheng')).call(recordApi.list, {});
    recordId = records.items[0]?.id ?? '';
    expect(records.items[0]).toMatchObject({ visitId, ownerAnswer: 'pending' });
    await putDown(chen);
    await putDown(lin);
  },
  3 * minute,
);

step(
  'in the WeChat package the owner’s safety officer opens the record and signs it',
  async () => {
    const zheng = await pickUp('weapp', 'zheng');
    const { hand, mini } = zheng;
    await mini.program.reLaunch('/pages/home/index');
    await hand.see('维保记录待确认', '.screen');
    await mini.program.reLaunch(`/owner/record/index?recordId=${recordId}`);
    await hand.tap('#to-sign');
    await hand.onPage('owner/sign/index');
    await hand.tap('#open-signature');
    await new Promise((rest) => setTimeout(rest, 800));
    await hand.sign('#signature');
    await hand.tap('#signature-save');
    await hand.see('已签字确认', '#signed');
    const record = await (await api('zheng')).call(recordApi.show, { recordId });
    expect(record.ownerAnswer).toBe('signed');
    // Both packages sent every picture and signature straight to the bucket, by the form they were given.
    await settle();
    expect(cos.count('PostObject')).toBeGreaterThanOrEqual(14);
    const keys = [...cos.bucket(mainBucket).objects.keys()];
    expect(keys.filter((key) => key.startsWith('incoming/'))).toEqual([]);
    await putDown(zheng);
  },
  3 * minute,
);

step(
  'in the WeChat package a passenger scans the code, sees who was there and checks the proof on the phone',
  async () => {
    await settle();
    await (await service.get(Checkpointer)).checkpoint();
    const passenger = await pickUp('weapp', null);
    const { hand, natives, mini } = passenger;
    await natives.showCode(`https://lifttrust.example/l/${token}`);
    await hand.tap('#scan');
    await hand.see('陈守安、林知行', '.screen');
    await hand.tap(`#seal-${recordId}`);
    await hand.onPage('proof/record/index');
    await hand.see('核对通过', '#verdict');
    const { verificationCode } = await (await api('zheng')).call(recordApi.show, { recordId });
    await mini.program.reLaunch(`/proof/paper/index?code=${verificationCode}`);
    await hand.tap('#verify-code');
    await hand.see('陈守安、林知行', '#verified');
    await hand.type('#code', '0000000000000000');
    await hand.tap('#verify-code');
    await hand.see('没有这个查验码的记录', '#verify');
    await putDown(passenger);
  },
  3 * minute,
);
