import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { IaiSimulator } from '../../../test/simulators/iai';
import { markedPicture } from '../../../test/simulators/marked-picture';
import { StoredFile } from '../file/stored-file.entity';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FaceDeletion } from './face.deletion';
import { FaceFrame } from './face-frame.entity';
import { type FaceDriver, living, openFaces } from './testing/face-driver';
import type { FaceWorld, Someone } from './testing/face-world';

const minute = 60;
const hour = 60 * minute;

/** Faces that no decision ever deletes: checks left half-way, and pictures that were sent back (FACE-05). */
onBothDatabases((start) => {
  const iai = new IaiSimulator();
  let service: TestService;
  let world: FaceWorld;
  let driver: FaceDriver;
  let chen: Someone;
  let lin: Someone;

  beforeAll(async () => {
    await iai.open();
    service = await start({ ...iai.environment, LIFTTRUST_FACE_PROVIDER: 'iai' });
    ({ world, driver, chen, lin } = await openFaces(service));
    await driver.consent(chen);
    await driver.enrolAs(chen, {});
    await driver.decide(chen.id, true);
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await iai.close();
  });

  /** A check with one picture of three. */
  const halfWay = async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data: challenge } = await driver.openAt(visitId, chen);
    const show = await living()(challenge.direction ?? 'centre');
    expect((await driver.give(visitId, chen, challenge, show)).data.answered).toBe(1);
    return { visitId, id: challenge.id };
  };

  const settleAfter = async (seconds: number) => {
    await world.shiftClock(seconds);
    await (await service.get(Outbox)).settle();
    await world.shiftClock(-seconds);
  };

  /** What is still there of a check's pictures and of what was measured in them. */
  const seen = (subjectId: string) =>
    world.write(async (tx) => {
      const frames = await tx.manager.findBy(FaceFrame, { subjectId });
      const files = await Promise.all(
        frames.map(({ fileId }) => tx.manager.findOneByOrFail(StoredFile, { id: fileId })),
      );
      return {
        pictures: files.filter(({ state }) => state === 'stored').length,
        measurements: frames.filter(({ analysisSealed }) => analysisSealed !== null).length,
      };
    });
  const [nothing, one, three] = [0, 1, 3].map((count) => ({ pictures: count, measurements: count }));

  test('a check begun anew deletes what the one before it has seen', async () => {
    const { visitId, id } = await halfWay();
    expect(await seen(id)).toEqual(one);
    expect((await driver.openAt(visitId, chen)).data.attemptsLeft).toBe(2);
    expect(await seen(id)).toEqual(nothing);
  });

  test('a check that nobody finishes is forgotten within two hours', async () => {
    const { id } = await halfWay();
    await settleAfter(5 * minute);
    expect(await seen(id)).toEqual(one);
    await settleAfter(2 * hour);
    expect(await seen(id)).toEqual(nothing);
  });

  test('what a person is to decide stays until they have, and for a week at most', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await driver.play(visitId, chen, living());
    expect(data.outcome).toBe('in_review');
    await settleAfter(25 * hour);
    expect(await seen(data.id)).toEqual(three);
    await settleAfter(7 * 24 * hour + minute);
    expect(await seen(data.id)).toEqual(nothing);
  });

  test('a picture that was sent back is deleted after a day', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await driver.openAt(visitId, chen);
    const jpeg = await markedPicture({ faces: 0 });
    const fileId = await world.upload(chen, 'challenge_frame', jpeg, visitId);
    const refused = await service.call(faceApi.answerChallenge, { challengeId: data.id, fileId }, chen);
    expect([refused.status, await stateOf(fileId)]).toEqual([422, 'stored']);
    await settleAfter(25 * hour);
    expect(await stateOf(fileId)).toBe('deleted');
    const again = await service.call(faceApi.answerChallenge, { challengeId: data.id, fileId }, chen);
    expect(again.error?.code).toBe('file.unknown');
  });

  const hold = async () => {
    const { id: personId, token } = await world.person('管保全', 'regulator', world.bureauId);
    const who = { personId, token };
    const subject = { subjectKind: 'company' as const, subjectId: world.companyId };
    const asked = { ...subject, reference: `市监存〔2026〕${personId}号`, reason: '举报代人签到。' };
    const { data } = await service.call(holdApi.place, asked, who);
    return () => service.call(holdApi.release, { holdId: data.id, reason: '查清。' }, who);
  };

  test('under a hold nobody is rid of what is undecided by letting a person go; withdrawing consent deletes it', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await driver.play(visitId, chen, living());
    expect(data.outcome).toBe('in_review');
    const release = await hold();
    const deletion = await service.get(FaceDeletion);
    await world.write((tx) => deletion.ofPerson(tx, chen.id, 'left'));
    await settleAfter(8 * 24 * hour);
    expect(await seen(data.id)).toEqual(three);
    await world.write((tx) => deletion.ofPerson(tx, chen.id, 'withdrawn'));
    expect(await seen(data.id)).toEqual(nothing);
    await release();
  });

  const stateOf = async (id: string) =>
    (await world.write((tx) => tx.manager.findOneByOrFail(StoredFile, { id }))).state;
});
