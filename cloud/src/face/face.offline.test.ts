import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { madeText } from '@lifttrust/shared-types/kernel/made-at';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FaceFrame } from './face-frame.entity';
import { anotherShot, FaceWorld, type Someone } from './testing/face-world';
import { makeSampleFaces, type SampleView, sampleFace } from './testing/sample-faces';

const hourMs = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let world: FaceWorld;
  let chen: Someone;
  let lin: Someone;
  let reviewer: Someone;

  beforeAll(async () => {
    makeSampleFaces(2, 3);
    service = await start({ LIFTTRUST_FACE_WORKERS: '1' });
    world = await FaceWorld.in(service);
    chen = await world.technician('陈守安');
    lin = await world.technician('林望');
    reviewer = await world.reviewer('何明');
    const { data } = await service.call(faceApi.consentText, {});
    await service.call(faceApi.consent, { textVersion: data.version, agreed: true }, chen);
    const fileIds: string[] = [];
    for (const view of ['enrol-1', 'enrol-2', 'enrol-3'] as const)
      fileIds.push(await world.upload(chen, 'enrolment_frame', await anotherShot(sampleFace(1, view))));
    const enrolled = await service.call(faceApi.enrol, { fileIds }, chen);
    if (enrolled.data.state === 'in_review') {
      const waiting = await service.call(faceApi.reviews, { pageSize: 100 }, reviewer);
      const reviewId = waiting.data.items.find(({ person }) => person.id === chen.id)?.id ?? '';
      await service.call(faceApi.decide, { reviewId, accept: true, reason: '与本人一致' }, reviewer);
    }
  }, 240_000);
  afterAll(() => service.stop());

  /** Fetches, loses the network, turns the head as told beforehand, and sends two hours later. */
  const fetched = async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data: pack } = await service.call(visitApi.pack, { visitId }, chen);
    const { challenge } = pack.offline ?? {};
    if (!challenge) throw new Error('The pack tells no directions.');
    return { visitId, challenge, made: madeText(pack.anchor ?? '', hourMs, 0), anchoredAt: pack.serverTime };
  };
  const twoHoursLater = async () => {
    await world.shiftClock(7200);
    for (const who of [chen, lin, reviewer]) who.token = await service.signIn(who.id);
  };
  const frames = async (visitId: string, views: SampleView[], person = 1) => {
    const fileIds: string[] = [];
    for (const view of views)
      fileIds.push(
        await world.upload(chen, 'challenge_frame', await anotherShot(sampleFace(person, view)), visitId),
      );
    return fileIds;
  };

  test('directions told with the pack are answered hours later; identity is of the time of the pictures', async () => {
    const { visitId, challenge, made, anchoredAt } = await fetched();
    await twoHoursLater();
    const fileIds = await frames(visitId, challenge.directions);
    const input = { visitId, ticket: challenge.ticket, fileIds };
    const answered = await service.call(faceApi.answerOffline, input, { ...chen, made });
    expect(['accepted', 'in_review']).toContain(answered.data.outcome);
    const presence = await world.presence(visitId, chen.id);
    expect(presence.identity).toBe(answered.data.outcome);
    expect(presence.identityAt).toBe(anchoredAt + hourMs);
    expect(presence.isOffline).toBe(true);
    const again = await service.call(faceApi.answerOffline, input, { ...chen, made });
    expect(again.status).toBe(409);
  });

  test('pictures that would be refused online go to a person, and the work does not wait', async () => {
    const { visitId, challenge, made } = await fetched();
    await twoHoursLater();
    const fileIds = await frames(visitId, ['centre', 'centre', 'centre']);
    const input = { visitId, ticket: challenge.ticket, fileIds };
    const answered = await service.call(faceApi.answerOffline, input, { ...chen, made });
    expect(answered.data).toMatchObject({ outcome: 'in_review', direction: null });
    const waiting = await service.call(faceApi.reviews, { pageSize: 100 }, reviewer);
    expect(waiting.data.items.some((review) => review.visitId === visitId)).toBe(true);
  });

  test('a ticket that is not ours is looked at by a person, with why', async () => {
    const { visitId, challenge, made } = await fetched();
    await twoHoursLater();
    const fileIds = await frames(visitId, challenge.directions);
    const input = { visitId, ticket: `${Date.now()}.${'0'.repeat(64)}`, fileIds };
    const answered = await service.call(faceApi.answerOffline, input, { ...chen, made });
    expect(answered.data.outcome).toBe('in_review');
    const waiting = await service.call(faceApi.reviews, { pageSize: 100 }, reviewer);
    const review = waiting.data.items.find((one) => one.visitId === visitId);
    expect(review?.reason).toContain('票据无法核实');
  });

  test('pictures that counted before count no more', async () => {
    const first = await fetched();
    const second = await fetched();
    await twoHoursLater();
    const fileIds: string[] = [];
    const shots = await Promise.all(
      first.challenge.directions.map((view) => anotherShot(sampleFace(1, view))),
    );
    for (const shot of shots) fileIds.push(await world.upload(chen, 'challenge_frame', shot, first.visitId));
    const { visitId, challenge, made } = first;
    await service.call(
      faceApi.answerOffline,
      { visitId, ticket: challenge.ticket, fileIds },
      { ...chen, made },
    );
    const taken = await world.write((tx) => tx.manager.count(FaceFrame));
    const copies: string[] = [];
    for (const shot of shots) copies.push(await world.upload(chen, 'challenge_frame', shot, second.visitId));
    const refused = await service.call(
      faceApi.answerOffline,
      { visitId: second.visitId, ticket: second.challenge.ticket, fileIds: copies },
      { ...chen, made: second.made },
    );
    expect(refused).toMatchObject({ status: 409, error: { code: 'face.frame_replayed' } });
    expect(await world.write((tx) => tx.manager.count(FaceFrame))).toBe(taken);
  });

  test('what is asked is the same however often the pack is fetched', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const packs = [];
    for (let time = 0; time < 4; time += 1)
      packs.push((await service.call(visitApi.pack, { visitId }, chen)).data.offline);
    expect(new Set(packs.map((offline) => JSON.stringify(offline?.challenge?.directions))).size).toBe(1);
    expect(new Set(packs.map((offline) => offline?.alternative?.gesture)).size).toBe(1);
  });
});
