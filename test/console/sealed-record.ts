import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoPeople } from '../../cloud/sandbox/people';
import { CodeService } from '../../cloud/src/code/code.service';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { Person } from '../../cloud/src/person/person.entity';
import { seedDemoTown } from '../fixture/demo-town';
import { Phone } from '../fixture/phone';
import { scene, stroke } from '../fixture/pictures';

const workMinutes = 25;
const crew = ['chen', 'lin'];
const slots = ['lift', 'controller', 'car_top_or_pit', 'finished'] as const;

/** The invented district with one visit carried out in it, both identities waiting for a person's decision. */
export class District {
  private readonly ids = new Map<string, string>();
  private readonly phones = new Map<string, Phone>();

  private constructor(private readonly service: TestService) {}

  static async of(service: TestService): Promise<District> {
    const district = new District(service);
    // The product does not know the sandbox's classes; this test needs only its invented people.
    await seedDemoTown(service);
    const people = await (await service.get(Database)).reader.manager.find(Person);
    for (const { key, name } of demoPeople) {
      const person = people.find((candidate) => candidate.name === name);
      if (!person) continue;
      district.ids.set(key, person.id);
      district.phones.set(key, await Phone.of(service, person.id));
    }
    return district;
  }

  /** A session for the console. */
  tokenOf(key: string): Promise<string> {
    return this.service.signIn(this.ids.get(key) ?? '');
  }

  phone(key: string): Phone {
    const phone = this.phones.get(key);
    if (!phone) throw new Error(`Nobody is called ${key}.`);
    return phone;
  }

  /** Everything up to the submission; the id of the record. */
  async sealRecord(): Promise<string> {
    const [card] = (await this.phone('chen').call(visitApi.today, {})).items;
    if (!card) throw new Error('The district has no visit today.');
    for (const key of crew) await this.arrive(key, card.id, card.lift.id);
    for (const key of crew) await this.showIdentity(key, card.id);
    await (await this.service.get(Outbox)).settle();
    for (const key of crew) await this.phone(key).call(checkInApi.start, { visitId: card.id });
    await this.work(card.id);
    (await this.service.get(Clock)).shift(workMinutes * 60_000);
    for (const key of crew) await this.leave(key, card.id, card.lift.id);
    const { contentHash } = await this.phone('chen').call(recordApi.sheet, { visitId: card.id });
    const sealed = await this.phone('chen').call(recordApi.submit, { visitId: card.id, contentHash });
    await this.settle();
    return sealed.recordId;
  }

  async settle(): Promise<void> {
    await (await this.service.get(Outbox)).settle();
    await (await this.service.get(Checkpointer)).checkpoint();
  }

  private async besides(liftId: string) {
    const { manager } = (await this.service.get(Database)).reader;
    const lift = await manager.findOneByOrFail(Lift, { id: liftId });
    const clock = await this.service.get(Clock);
    return {
      lng: lift.lng ?? 0,
      lat: lift.lat ?? 0,
      crs: 'GCJ02' as const,
      accuracyMetres: 20,
      isMock: false,
      capturedAt: clock.now(),
    };
  }

  private async arrive(key: string, visitId: string, liftId: string): Promise<void> {
    const { manager } = (await this.service.get(Database)).reader;
    const token = await (await this.service.get(CodeService)).currentToken(manager, liftId);
    const scannedAt = (await this.service.get(Clock)).now();
    await this.phone(key).call(checkInApi.scanCode, { visitId, token: token ?? '', scannedAt });
    await this.phone(key).call(checkInApi.givePosition, { visitId, ...(await this.besides(liftId)) });
  }

  /** The equal way without face: a person always looks, so the review lane has something in it. */
  private async showIdentity(key: string, visitId: string): Promise<void> {
    const { id } = await this.phone(key).call(faceApi.openAlternative, { visitId });
    const picture = await scene(key.length * 100 + key.charCodeAt(0));
    const fileId = await this.phone(key).upload(picture, 'challenge_frame', { visitId });
    await this.phone(key).call(faceApi.answerAlternative, { alternativeId: id, fileId });
  }

  private async work(visitId: string): Promise<void> {
    const phone = this.phone('chen');
    const pack = await phone.call(visitApi.pack, { visitId });
    const answers = pack.items.map((item, at) => ({
      code: item.code,
      result: at === 3 ? ('treated' as const) : ('pass' as const),
      note: at === 3 ? '门锁触点清洁后复测正常' : '',
      reading: item.requiresTest ? '0.6 mm' : '',
    }));
    await phone.call(visitApi.answerItems, { visitId, answers });
    for (const [at, slot] of slots.entries()) {
      const bytes = await scene(at + 1);
      const fileId = await phone.upload(bytes, 'photo', { visitId, nonce: pack.nonces[at] ?? '' });
      await phone.call(visitApi.attachPhoto, { visitId, fileId, slot });
    }
    await phone.call(visitApi.gradeLift, { visitId, grade: '正常', reason: '' });
  }

  private async leave(key: string, visitId: string, liftId: string): Promise<void> {
    const phone = this.phone(key);
    const { contentHash } = await phone.call(recordApi.sheet, { visitId });
    const picture = await stroke(key.charCodeAt(0));
    const fileId = await phone.upload(picture, 'signature', { visitId, contentType: 'image/png' });
    await phone.call(recordApi.sign, { visitId, fileId, contentHash });
    await phone.call(checkInApi.checkOut, { visitId, fix: await this.besides(liftId) });
  }
}
