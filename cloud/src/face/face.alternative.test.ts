import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { anotherShot, FaceWorld, type Someone } from './testing/face-world';
import { makeSampleFaces, sampleFace } from './testing/sample-faces';

onBothDatabases((start) => {
  let service: TestService;
  let world: FaceWorld;
  let chen: Someone;
  let lin: Someone;
  let reviewer: Someone;

  beforeAll(async () => {
    makeSampleFaces(2, 2);
    service = await start();
    world = await FaceWorld.in(service);
    chen = await world.technician('陈守安');
    lin = await world.technician('林望');
    reviewer = await world.reviewer('何明');
  }, 120_000);
  afterAll(() => service.stop());

  const picture = () => anotherShot(sampleFace(1, 'centre'));

  const open = async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await service.call(faceApi.openAlternative, { visitId }, chen);
    return { visitId, alternativeId: data.id, gesture: data.gesture };
  };

  const answer = async (at: { visitId: string; alternativeId: string }, partnerCode?: string) => {
    const fileId = await world.upload(chen, 'challenge_frame', await picture(), at.visitId);
    const code = partnerCode ? { partnerCode } : {};
    return service.call(
      faceApi.answerAlternative,
      { alternativeId: at.alternativeId, fileId, ...code },
      chen,
    );
  };

  const codeOf = async (visitId: string, who: Someone) =>
    (await service.call(faceApi.presenceCode, { visitId }, who)).data;

  const facts = async () => {
    const { data } = await service.call(faceApi.reviews, {}, reviewer);
    const reviewId = data.items.at(-1)?.id ?? '';
    return { reviewId, detail: (await service.call(faceApi.review, { reviewId }, reviewer)).data };
  };

  test('gesture, partner’s code and a person’s look stand for a face check', async () => {
    const at = await open();
    const { code, validUntil } = await codeOf(at.visitId, lin);
    expect(code).toMatch(/^\d{6}$/);
    expect(validUntil % 30_000).toBe(0);
    const given = await answer(at, code);
    expect(given.data).toMatchObject({ outcome: 'in_review' });
    expect(await world.presence(at.visitId, chen.id)).toMatchObject({
      identity: 'in_review',
      identityMethod: 'alternative',
    });
    const { reviewId, detail } = await facts();
    expect(detail.presented).toHaveLength(1);
    expect(detail.liftPlace).toBe('望溪花园 3 幢 1 号梯');
    expect(detail.facts).toContainEqual({ label: '要求的手势', value: at.gesture });
    expect(detail.facts).toContainEqual({ label: '同伴动态码', value: '林望的动态码，正确' });
    await service.call(faceApi.decide, { reviewId, accept: true, reason: '手势与提示一致' }, reviewer);
    expect((await world.presence(at.visitId, chen.id)).identity).toBe('accepted');
  });

  test('reviewers hear that somebody waits, once while the queue is not empty; a second pair of eyes hears it, too', async () => {
    const second = await world.reviewer('邵复看');
    const told = async (who: typeof reviewer) => {
      const { data } = await service.call(messageApi.list, {}, who);
      return data.items.filter(({ kind }) => kind === 'face.review_waits').length;
    };
    const { data } = await service.call(faceApi.reviews, { pageSize: 100 }, reviewer);
    for (const { id } of data.items)
      await service.call(faceApi.decide, { reviewId: id, accept: true, reason: '一致' }, reviewer);
    const before = [await told(reviewer), await told(second)];
    const heard = async () => [
      (await told(reviewer)) - (before[0] ?? 0),
      (await told(second)) - (before[1] ?? 0),
    ];
    await answer(await open());
    expect(await heard()).toEqual([1, 1]);
    const { reviewId } = await facts();
    await answer(await open());
    expect(await heard()).toEqual([1, 1]);
    await service.call(faceApi.decide, { reviewId, accept: false, reason: '看不清' }, reviewer);
    expect(await heard()).toEqual([1, 2]);
    const { items } = (await service.call(messageApi.list, {}, second)).data;
    expect(JSON.stringify(items)).not.toContain('陈守安');
  });

  test('it needs neither consent to face recognition nor an engine nor a partner', async () => {
    const at = await open();
    expect((await answer(at)).data.outcome).toBe('in_review');
    const { detail } = await facts();
    expect(detail.facts).toContainEqual({ label: '同伴动态码', value: '没有提供' });
    expect(detail.reference).toEqual([]);
  });

  test('a code counts once', async () => {
    const at = await open();
    const { code } = await codeOf(at.visitId, lin);
    expect((await answer(at, code)).status).toBe(200);
    const { reviewId } = await facts();
    const decision = { reviewId, accept: false, reason: '看不清脸，请重拍' };
    for (const who of [reviewer, await world.reviewer('苏再看')])
      await service.call(faceApi.decide, decision, who);
    const again = await service.call(faceApi.openAlternative, { visitId: at.visitId }, chen);
    const second = await answer({ visitId: at.visitId, alternativeId: again.data.id }, code);
    expect(second.error?.code).toBe('face.partner_code_used');
  });

  test('the code belongs to one visit and one person, and one’s own does not count', async () => {
    const [at, elsewhere] = [await open(), await open()];
    const foreign = (await codeOf(elsewhere.visitId, lin)).code;
    const own = (await codeOf(at.visitId, chen)).code;
    expect((await answer(at, foreign)).error?.code).toBe('face.partner_code_wrong');
    expect((await answer(at, own)).error?.code).toBe('face.partner_code_wrong');
  });

  test('a code is worth nothing a minute later', async () => {
    const at = await open();
    const { code } = await codeOf(at.visitId, lin);
    await world.shiftClock(61);
    expect((await answer(at, code)).error?.code).toBe('face.partner_code_wrong');
  });

  test('codes cannot be guessed, and the way without a code stays open', async () => {
    const at = await open();
    const right = (await codeOf(at.visitId, lin)).code;
    const wrong = right === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess += 1) await answer(at, wrong);
    expect((await answer(at, right)).error?.code).toBe('face.partner_code_locked');
    const { data } = await service.call(faceApi.openAlternative, { visitId: at.visitId }, chen);
    const anew = { visitId: at.visitId, alternativeId: data.id };
    expect((await answer(anew, right)).error?.code).toBe('face.partner_code_locked');
    expect((await answer(anew)).data.outcome).toBe('in_review');
  });

  test('a picture from before the gesture was given is refused', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const fileId = await world.upload(chen, 'challenge_frame', await picture(), visitId);
    const { data } = await service.call(faceApi.openAlternative, { visitId }, chen);
    const early = await service.call(faceApi.answerAlternative, { alternativeId: data.id, fileId }, chen);
    expect(early.error?.code).toBe('face.frame_too_early');
  });

  test('a gesture is good for five minutes', async () => {
    const at = await open();
    await world.shiftClock(301);
    expect((await answer(at)).error?.code).toBe('face.frame_late');
  });

  test('somebody else’s gesture does not exist', async () => {
    const at = await open();
    const fileId = await world.upload(lin, 'challenge_frame', await picture(), at.visitId);
    const foreign = await service.call(
      faceApi.answerAlternative,
      { alternativeId: at.alternativeId, fileId },
      lin,
    );
    expect(foreign.status).toBe(404);
  });

  test('who does not take part is shown no presence code', async () => {
    const { visitId } = await open();
    const stranger = await world.technician('赵路人');
    const refused = await service.call(faceApi.presenceCode, { visitId }, stranger);
    expect(refused.status).toBe(404);
  });

  test('a reviewer of another district sees nothing of it', async () => {
    await answer(await open());
    const { reviewId } = await facts();
    const outsider = await world.outsideReviewer('邻区核验员');
    expect((await service.call(faceApi.reviews, {}, outsider)).data.total).toBe(0);
    expect((await service.call(faceApi.review, { reviewId }, outsider)).status).toBe(404);
    const decision = { reviewId, accept: true, reason: '不该成功' };
    expect((await service.call(faceApi.decide, decision, outsider)).status).toBe(404);
  });
});
