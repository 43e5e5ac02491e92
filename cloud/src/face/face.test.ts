import { type Challenge, type Direction, faceApi } from '@lifttrust/shared-types/face/face.contract';
import sharp from 'sharp';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FaceEngine } from './engine/face.engine';
import { FaceFrame } from './face-frame.entity';
import { FaceTemplate } from './face-template.entity';
import { anotherShot, FaceWorld, type Someone } from './testing/face-world';
import { makeSampleFaces, type SampleView, sampleFace } from './testing/sample-faces';

const people = 22;

onBothDatabases((start) => {
  let service: TestService;
  let world: FaceWorld;
  let chen: Someone;
  let lin: Someone;
  let reviewer: Someone;

  beforeAll(async () => {
    makeSampleFaces(people, 3);
    service = await start({ LIFTTRUST_FACE_WORKERS: '1' });
    world = await FaceWorld.in(service);
    chen = await world.technician('陈守安');
    lin = await world.technician('林望');
    reviewer = await world.reviewer('何明');
  }, 240_000);
  afterAll(() => service.stop());

  const consent = async (who: Someone) => {
    const { data } = await service.call(faceApi.consentText, {});
    return service.call(faceApi.consent, { textVersion: data.version, agreed: true }, who);
  };

  const enrol = async (who: Someone, person: number) => {
    const views: SampleView[] = ['enrol-1', 'enrol-2', 'enrol-3'];
    const fileIds: string[] = [];
    for (const view of views)
      fileIds.push(await world.upload(who, 'enrolment_frame', await anotherShot(sampleFace(person, view))));
    return service.call(faceApi.enrol, { fileIds }, who);
  };

  const waiting = async (personId: string) => {
    const { data } = await service.call(faceApi.reviews, { pageSize: 100 }, reviewer);
    return data.items.find((review) => review.person.id === personId)?.id ?? '';
  };

  const decide = (reviewId: string, accept: boolean) =>
    service.call(faceApi.decide, { reviewId, accept, reason: '与登记照片核对一致' }, reviewer);

  const openAt = async (visitId: string, who: Someone) =>
    service.call(faceApi.openChallenge, { visitId }, who);

  const give = async (visitId: string, who: Someone, challenge: Challenge, jpeg: Buffer) => {
    const fileId = await world.upload(who, 'challenge_frame', jpeg, visitId);
    return service.call(faceApi.answerChallenge, { challengeId: challenge.id, fileId }, who);
  };

  /** Answers every direction with the view chosen for it; the last answer is the result. */
  const play = async (
    visitId: string,
    who: Someone,
    view: (direction: Direction) => [number, SampleView],
  ) => {
    let answer = await openAt(visitId, who);
    while (answer.data.direction) {
      const jpeg = await anotherShot(sampleFace(...view(answer.data.direction)));
      answer = await give(visitId, who, answer.data, jpeg);
      if (answer.error) break;
    }
    return answer;
  };

  const honest =
    (person: number) =>
    (direction: Direction): [number, SampleView] => [person, direction];

  test('without consent no face is read', async () => {
    const answer = await enrol(chen, 1);
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('face.no_consent');
  });

  test('consent to an older text does not count', async () => {
    const answer = await service.call(faceApi.consent, { textVersion: '2020-01-01', agreed: true }, chen);
    expect(answer.error?.code).toBe('face.consent_text_changed');
  });

  test('a picture without a face is named, together with every other fault', async () => {
    expect((await consent(chen)).data).toMatchObject({ state: 'none', consent: { version: '2026-11-22b' } });
    const wall = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer();
    const fileIds = [
      await world.upload(chen, 'enrolment_frame', wall),
      await world.upload(chen, 'enrolment_frame', await anotherShot(sampleFace(1, 'enrol-2'))),
      await world.upload(chen, 'enrolment_frame', await anotherShot(sampleFace(2, 'enrol-3'))),
    ];
    const answer = await service.call(faceApi.enrol, { fileIds }, chen);
    expect(answer.status).toBe(422);
    expect(answer.error?.details?.map((refusal) => refusal.code)).toEqual([
      'face.no_face',
      'face.different_people',
    ]);
  });

  test('while few are enrolled a person decides on the enrolment, and sees the pictures until then', async () => {
    expect((await enrol(chen, 1)).data.state).toBe('in_review');
    const reviewId = await waiting(chen.id);
    const before = await service.call(faceApi.review, { reviewId }, reviewer);
    expect(before.data.presented).toHaveLength(3);
    expect(before.data.presented[0]).toMatch(/^data:image\/jpeg;base64,/);
    expect((await decide(reviewId, true)).status).toBe(200);
    expect((await decide(reviewId, true)).error?.code).toBe('face.already_decided');
    expect((await service.call(faceApi.review, { reviewId }, reviewer)).data.presented).toEqual([]);
    expect((await service.call(faceApi.enrolment, {}, chen)).data.state).toBe('enrolled');
  });

  test('reading a review is logged', async () => {
    const looks = await world.write((tx) => tx.manager.countBy(AuditEntry, { action: 'face.review_read' }));
    expect(looks).toBeGreaterThanOrEqual(2);
  });

  test('a template in the database is unreadable without the key', async () => {
    const template = await world.write((tx) =>
      tx.manager.findOneByOrFail(FaceTemplate, { personId: chen.id }),
    );
    expect(template.embeddingsSealed).not.toContain('[');
    expect(Buffer.from(template.portraitSealed ?? '', 'base64').includes(Buffer.from('JFIF'))).toBe(false);
  });

  test('technicians see neither reviews nor decide them', async () => {
    expect((await service.call(faceApi.reviews, {}, chen)).status).toBe(403);
  });

  test('in the cold start the comparison is made and shown, but a person decides', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await play(visitId, chen, honest(1));
    expect(answer.data).toMatchObject({ outcome: 'in_review', direction: null, answered: 3 });
    expect((await world.presence(visitId, chen.id)).identity).toBe('in_review');
    const reviewId = await waiting(chen.id);
    const detail = await service.call(faceApi.review, { reviewId }, reviewer);
    expect(detail.data.reference).toHaveLength(1);
    expect(detail.data.presented).toHaveLength(3);
    await decide(reviewId, true);
    expect(await world.presence(visitId, chen.id)).toMatchObject({
      identity: 'accepted',
      identityMethod: 'face',
    });
    const left = await world.write((tx) => tx.manager.findBy(FaceFrame, { subjectId: answer.data.id }));
    expect(left.every((frame) => frame.deletedAt !== null && frame.analysisSealed === null)).toBe(true);
  });

  test('somebody who is not enrolled is shown the other way', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await openAt(visitId, lin);
    expect(answer.error?.code).toBe('face.not_enrolled');
    expect(answer.error?.message).toContain('不用人脸的方式');
  });

  test('identity is not checked before code and position', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    await world.write((tx) =>
      tx.manager.query('UPDATE presence SET code_at = NULL WHERE visit_id = ?', [visitId]),
    );
    expect((await openAt(visitId, chen)).error?.code).toBe('check_in.out_of_order');
  });

  test('a visit of others does not exist', async () => {
    const stranger = await world.technician('赵路人');
    const visitId = await world.visitAtIdentity(chen, lin);
    expect((await openAt(visitId, stranger)).status).toBe(404);
  });

  test('with enough people enrolled the right person is accepted at once', async () => {
    for (let person = 4; person <= people; person += 1) {
      const colleague = await world.technician(`同事${person}`);
      await world.enrolQuietly(colleague.id, person);
    }
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await play(visitId, chen, honest(1));
    expect(answer.data).toMatchObject({ outcome: 'accepted', message: null });
    const presence = await world.presence(visitId, chen.id);
    expect(presence.identityScore).toBeGreaterThan(2);
    expect(presence.identityModel).toMatch(/dlib128/);
  }, 120_000);

  test('the wrong person is refused, told so in words, and keeps two tries', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await play(visitId, chen, honest(2));
    expect(answer.data).toMatchObject({ outcome: 'rejected', attemptsLeft: 2 });
    expect(answer.data.message).toContain('与登记的人脸不符');
    expect((await world.presence(visitId, chen.id)).identity).toBe('rejected');
  });

  test('a flat photograph held to the camera is refused', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const flat = (direction: Direction): [number, SampleView] =>
      direction === 'centre' ? [1, 'centre'] : [1, `flat-${direction}`];
    const answer = await play(visitId, chen, flat);
    expect(answer.data.outcome).toBe('rejected');
    expect(answer.data.message).toContain('转头的幅度不够');
  });

  test('after three tries the way without a face remains, and it works', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    for (let attempt = 0; attempt < 4; attempt += 1) await openAt(visitId, chen);
    const answer = await openAt(visitId, chen);
    expect(answer.error?.code).toBe('face.attempts_used');
    expect((await service.call(faceApi.openAlternative, { visitId }, chen)).status).toBe(200);
  });

  test('a frame that was used before is refused, whatever it was used for', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await openAt(visitId, chen);
    const jpeg = await anotherShot(sampleFace(1, data.direction ?? 'centre'));
    const second = await give(visitId, chen, data, jpeg);
    expect(second.data.answered).toBe(1);
    const replayed = await give(visitId, chen, second.data, jpeg);
    expect(replayed.status).toBe(409);
    expect(replayed.error?.code).toBe('face.frame_replayed');
  });

  test('a picture taken before the direction was shown is refused', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const early = await world.upload(
      chen,
      'challenge_frame',
      await anotherShot(sampleFace(1, 'centre')),
      visitId,
    );
    const { data } = await openAt(visitId, chen);
    const answer = await service.call(faceApi.answerChallenge, { challengeId: data.id, fileId: early }, chen);
    expect(answer.error?.code).toBe('face.frame_too_early');
  });

  test('somebody else’s challenge does not exist', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await openAt(visitId, chen);
    const answer = await give(visitId, lin, data, await anotherShot(sampleFace(2, 'centre')));
    expect(answer.status).toBe(404);
  });

  test('a wall instead of a face may be photographed again within the time', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await openAt(visitId, chen);
    const wall = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#787' } })
      .jpeg()
      .toBuffer();
    expect((await give(visitId, chen, data, wall)).error?.code).toBe('face.no_face');
    const view = data.direction ?? 'centre';
    expect((await give(visitId, chen, data, await anotherShot(sampleFace(1, view)))).data.answered).toBe(1);
  });

  test('a late frame ends the challenge', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await openAt(visitId, chen);
    await world.shiftClock(21);
    const late = await give(visitId, chen, data, await anotherShot(sampleFace(1, 'centre')));
    expect(late.error?.code).toBe('face.frame_late');
    const after = await give(visitId, chen, data, await anotherShot(sampleFace(1, 'centre')));
    expect(after.error?.code).toBe('face.challenge_finished');
  });

  test('the next direction is told only when the last has arrived', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await openAt(visitId, chen);
    expect(Object.keys(data).sort()).toEqual(
      [
        'answered',
        'attemptsLeft',
        'direction',
        'endsAt',
        'frameBefore',
        'id',
        'message',
        'outcome',
        'page',
        'total',
      ].sort(),
    );
  });

  test('without the engine the frames go to a person, and a rejection needs two', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const engine = await service.get(FaceEngine);
    engine.workers = 0;
    const answer = await play(visitId, chen, honest(1));
    engine.workers = null;
    expect(answer.data.outcome).toBe('in_review');
    expect(answer.data.message).toContain('人工核验');
    const reviewId = await waiting(chen.id);
    expect((await decide(reviewId, false)).data).toEqual({ done: true, awaitsSecond: true });
    expect((await world.presence(visitId, chen.id)).identity).toBe('in_review');
    expect((await decide(reviewId, false)).error?.code).toBe('face.second_reviewer');
    const second = await world.reviewer('苏再看');
    const { data } = await service.call(faceApi.review, { reviewId }, second);
    expect(data).toMatchObject({ mayDecide: true, first: { by: '何明' } });
    expect(data.presented).toHaveLength(3);
    const confirmed = { reviewId, accept: false, reason: '不是同一个人' };
    expect((await service.call(faceApi.decide, confirmed, second)).data.awaitsSecond).toBe(false);
    expect((await world.presence(visitId, chen.id)).identity).toBe('rejected');
  });

  test('a withdrawn consent deletes template and pictures and stops the running check', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await openAt(visitId, chen);
    expect((await service.call(faceApi.withdraw, {}, chen)).data).toMatchObject({
      state: 'withdrawn',
      consent: null,
    });
    const tombstone = await world.write((tx) =>
      tx.manager.findOneByOrFail(FaceTemplate, { personId: chen.id }),
    );
    expect(tombstone).toMatchObject({ state: 'withdrawn', embeddingsSealed: null, portraitSealed: null });
    const answer = await give(visitId, chen, data, await anotherShot(sampleFace(1, 'centre')));
    expect(answer.error?.code).toBe('face.challenge_finished');
    expect((await openAt(visitId, chen)).error?.code).toBe('face.withdrawn');
  });

  test('what consent was given stands for ever', async () => {
    const change = world.write((tx) => tx.manager.query("UPDATE face_consent SET act = 'given'"));
    await expect(change).rejects.toThrow(/append-only/);
  });
});
