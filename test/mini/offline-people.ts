import { join } from 'node:path';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { type VisitCard, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoPeople } from '../../cloud/sandbox/people';
import { SignInProviders } from '../../cloud/src/adapters/sign-in/port';
import { CodeService } from '../../cloud/src/code/code.service';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Person } from '../../cloud/src/person/person.entity';
import { seedDemoTown } from '../fixture/demo-town';
import { keepBothPictures, keepsPictures } from '../fixture/keep-picture';
import { Phone } from '../fixture/phone';
import { sampleFaces } from '../fixture/sample-faces';
import { SimulatedPlatformSignIn } from '../simulators/platform-sign-in';
import { Hand } from './runner/hand';
import { type RunningMiniProgram, runMiniProgram } from './runner/mini-program';
import { Natives } from './runner/natives';
import { root } from './runner/packages';

const liftOfToday = '990101';

/** A few metres from the lift, as two people beside it are. */
export const besideTheLift = () => ({
  lng: 118.5862 + Math.random() / 20_000,
  lat: 24.9081 + Math.random() / 20_000,
  accuracyMetres: 25,
});

/** The invented district with the real service, and phones that lie on the table. */
export class OfflineDistrict {
  readonly platform = new SimulatedPlatformSignIn();
  readonly open: RunningMiniProgram[] = [];
  visitId = '';
  otherVisitId = '';
  token = '';
  otherToken = '';

  private constructor(
    readonly service: TestService,
    readonly faces: Awaited<ReturnType<typeof sampleFaces>>,
    readonly clock: Clock,
    private readonly people: Map<string, string>,
  ) {}

  static async start(): Promise<OfflineDistrict> {
    const faces = await sampleFaces();
    const service = await startService('sqlite', {
      LIFTTRUST_FACE_WORKERS: '1',
      LIFTTRUST_CITY_FILE: join(root, 'cloud/sandbox/city.json'),
    });
    await seedDemoTown(service);
    const manager = (await service.get(Database)).reader.manager;
    const registered = await manager.find(Person);
    const people = new Map(
      demoPeople.map(({ key, name }) => [key, registered.find((one) => one.name === name)?.id ?? '']),
    );
    const district = new OfflineDistrict(service, faces, await service.get(Clock), people);
    const providers = await service.get(SignInProviders);
    for (const channel of ['dingtalk', 'wechat'] as const) providers.connect(channel, district.platform);
    const { items } = await (await district.api('chen')).call(visitApi.today, {});
    const card = items.find(({ lift }) => lift.rescueCode === liftOfToday);
    const other = items.find(({ lift }) => lift.rescueCode !== liftOfToday);
    if (!card) throw new Error('no visit today');
    district.visitId = await district.longVisitInPlaceOf(card);
    district.otherVisitId = other?.id ?? '';
    const codes = await service.get(CodeService);
    district.token = (await codes.currentToken(manager, card.lift.id)) ?? '';
    district.otherToken = other ? ((await codes.currentToken(manager, other.lift.id)) ?? '') : 'ELSEWHERE0';
    return district;
  }

  /** The quarterly form, 44 items: the longest that most visits have. */
  private async longVisitInPlaceOf({ id, lift, plannedOn }: VisitCard): Promise<string> {
    const xu = await this.api('xu');
    await xu.call(visitApi.cancel, { visitId: id, reason: '改做季度维护保养' });
    const leadId = this.personOf('chen');
    const planned = await xu.call(visitApi.plan, {
      ...{ liftId: lift.id, class: 'quarter', plannedOn, leadId },
      partnerIds: [this.personOf('lin')],
    });
    return planned.id;
  }

  personOf = (key: string): string => this.people.get(key) ?? '';

  /** The person's own working device, the same that lies on the table. */
  api = (key: string): Promise<Phone> => Phone.of(this.service, this.personOf(key), `device-of-${key}`);

  async settle(): Promise<void> {
    await (await this.service.get(Outbox)).settle();
  }

  async enrol(key: string, face: number): Promise<void> {
    const phone = await this.api(key);
    const text = await phone.call(faceApi.consentText, {});
    await phone.call(faceApi.consent, { textVersion: text.version, agreed: true });
    const fileIds: string[] = [];
    for (const view of ['enrol-1', 'enrol-2', 'enrol-3']) {
      fileIds.push(await phone.upload(this.faces(face, view), 'enrolment_frame'));
    }
    await phone.call(faceApi.enrol, { fileIds });
    const reviewer = await this.api('wu');
    for (const { id } of (await reviewer.call(faceApi.reviews, {})).items) {
      await reviewer.call(faceApi.decide, { reviewId: id, accept: true, reason: '与作业证照片一致。' });
    }
  }

  async pickUp(name: 'weapp' | 'dd', key: string): Promise<PhoneInPit> {
    const mini = await runMiniProgram(name, { service: this.service.url });
    this.open.push(mini);
    const phone = new PhoneInPit(this, mini, name, key);
    await phone.belongTo(key);
    return phone;
  }

  async stop(): Promise<void> {
    for (const mini of this.open) await mini.close();
    await this.service.stop();
  }
}

/** A compiled package on a phone whose network is really cut and which is really killed. */
export class PhoneInPit {
  readonly hand: Hand;
  readonly natives: Natives;

  constructor(
    private readonly district: OfflineDistrict,
    readonly mini: RunningMiniProgram,
    private readonly name: 'weapp' | 'dd',
    private key: string,
  ) {
    this.hand = new Hand(mini.program);
    this.natives = new Natives(mini.program, name === 'dd' ? 'dingtalk' : 'wechat');
  }

  /** Somebody takes this phone in hand: the platform knows them, and their session begins here. */
  async belongTo(key: string): Promise<void> {
    this.key = key;
    await this.ready();
    const forget =
      this.name === 'dd'
        ? `(id) => { dd.removeStorageSync({ key: 'session' }); dd.setStorageSync({ key: 'device-id', data: id }); }`
        : `(id) => { wx.removeStorageSync('session'); wx.setStorageSync('device-id', id); }`;
    await this.mini.program.evaluate(forget, `device-of-${key}`);
  }

  /** What the platform and the sensors answer; a killed app forgets its players. */
  private async ready(): Promise<void> {
    await this.natives.signInAs(this.district.platform.codeFor(this.district.personOf(this.key)));
    await this.natives.standAt(besideTheLift());
    await this.natives.showCode(`https://lifttrust.example/l/${this.district.token}`);
  }

  async kill(): Promise<void> {
    await this.mini.kill();
    await this.ready();
  }

  async openPage(path: string): Promise<void> {
    await this.mini.program.reLaunch(`/${path}`);
  }

  visit = (page: string, visitId = this.district.visitId) =>
    this.openPage(`technician/${page}/index?visitId=${visitId}`);

  async look(name: string): Promise<void> {
    const { phone } = this.mini;
    if (!phone || !keepsPictures) return;
    await phone.evaluate(() => window.scrollTo(0, 0));
    await keepBothPictures(phone, name);
  }
}
