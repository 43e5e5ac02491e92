import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { IaiSimulator } from '../../../test/simulators/iai';
import { markedPicture } from '../../../test/simulators/marked-picture';
import type { TencentTrouble } from '../../../test/simulators/tencent-cloud';
import { OutsideServices } from '../adapters/outside/outside-services';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FaceConsent } from './face-consent.entity';
import { FaceFrame } from './face-frame.entity';
import { FaceTemplate } from './face-template.entity';
import { breakerRested, type FaceDriver, living, makeImpatient, openFaces } from './testing/face-driver';
import type { FaceWorld, Someone } from './testing/face-world';

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
    await makeImpatient(service, 'iai', { failuresInARow: 3 });
    ({ world, driver, chen, lin } = await openFaces(service));
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await iai.close();
  });
  afterEach(async () => {
    iai.recover();
    await breakerRested();
  });

  const settle = async (who: Someone) => {
    await driver.consent(who);
    await driver.enrolAs(who, {});
    await driver.decide(who.id, true);
  };

  test('the consent text names who compares faces, where, and that nothing is kept there', async () => {
    const { data } = await service.call(faceApi.consentText, {});
    expect(data.version).toBe('2026-11-22b-iai');
    expect(data.processor).toContain('腾讯云计算');
    const text = data.paragraphs.join('');
    expect(text).toContain(data.processor ?? '');
    expect(text).toContain('广州');
    expect(text).toContain('不在受托方建立人脸库');
    expect(text).not.toContain('不委托第三方比对');
  });

  test('consent to our own service is no consent to the processor', async () => {
    const own = await service.call(faceApi.consent, { textVersion: '2026-11-20', agreed: true }, chen);
    expect(own.error?.code).toBe('face.consent_text_changed');
    expect((await driver.enrolAs(chen, {})).error?.code).toBe('face.no_consent');
    expect(iai.calls).toEqual([]);
  });

  test.each([
    ['no face', { faces: 0 }, 'face.no_face'],
    ['two faces', { faces: 2 }, 'face.several_faces'],
    ['a dark face', { brightness: 20 }, 'face.too_dark'],
    ['a bright face', { brightness: 80 }, 'face.too_bright'],
    ['a blurred face', { sharpness: 50 }, 'face.blurred'],
    ['a face turned away', { yaw: 25 }, 'face.turned_away'],
    ['somebody else', { person: 2 }, 'face.different_people'],
  ] as const)('an enrolment picture with %s is sent back', async (_, change, code) => {
    await driver.consent(chen);
    const answer = await driver.enrolAs(chen, {}, change, {});
    expect(answer.status).toBe(422);
    expect(answer.error?.details?.map((refusal) => refusal.code)).toEqual([code]);
  });

  test('an enrolment waits for a person while few are enrolled; pixels only were sent, nobody is known there', async () => {
    await driver.consent(chen);
    expect((await driver.enrolAs(chen, {})).data.state).toBe('in_review');
    expect((await driver.waiting(chen.id)).reason).toContain('不足 20 人');
    await driver.decide(chen.id, true);
    expect((await service.call(faceApi.enrolment, {}, chen)).data.state).toBe('enrolled');
    const actions = new Set(iai.calls.map(({ action }) => action));
    expect([...actions].sort()).toEqual(['CompareFace', 'DetectFace', 'DetectLiveFaceAccurate']);
    expect(iai.calls.every(({ error, region }) => error === null && region === 'ap-guangzhou')).toBe(true);
    expect(iai.withMetadata).toBe(0);
    const template = await world.write((tx) =>
      tx.manager.findOneByOrFail(FaceTemplate, { personId: chen.id }),
    );
    expect(template).toMatchObject({ embeddingsSealed: null, modelVersion: 'portrait' });
  });

  test('in the cold start the comparison is made and shown, but a person decides', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await driver.play(visitId, chen, living());
    expect(answer.data).toMatchObject({ outcome: 'in_review', direction: null, answered: 3, page: null });
    const review = await driver.waiting(chen.id);
    expect(review).toMatchObject({ score: 92, presented: { length: 3 }, reference: { length: 1 } });
    expect(review.limits).toEqual({ accept: 60, review: 40 });
    await driver.decide(chen.id, true);
    expect((await world.presence(visitId, chen.id)).identity).toBe('accepted');
  });

  test('with enough people enrolled the right person is accepted at once', async () => {
    await driver.enrolMany(20);
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await driver.play(visitId, chen, living());
    expect(answer.data).toMatchObject({ outcome: 'accepted', message: null });
    const presence = await world.presence(visitId, chen.id);
    expect(presence).toMatchObject({ identityScore: 92, identityModel: 'iai-3.0', identityMethod: 'face' });
    const left = await world.write((tx) => tx.manager.findBy(FaceFrame, { subjectId: answer.data.id }));
    expect(left.every((frame) => frame.deletedAt !== null && frame.analysisSealed === null)).toBe(true);
    expect([
      iai.countOf('DetectFace'),
      iai.countOf('DetectLiveFaceAccurate'),
      iai.countOf('CompareFace'),
    ]).toEqual([3, 1, 3]);
  });

  test.each([
    ['a stranger', living({ person: 2 }), 'rejected', '与登记的人脸不符'],
    ['a picture held to the camera', living({ live: 5 }), 'rejected', '翻拍'],
    ['a head that does not turn', living({ yaw: 0 }), 'rejected', '转头的幅度不够'],
    ['a picture that might be of a picture', living({ live: 30 }), 'in_review', '现场拍摄'],
    ['a straight picture too poor to compare', living({ sharpness: 20 }), 'in_review', '不够清楚'],
  ] as const)('%s is decided accordingly', async (_, show, outcome, words) => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await driver.play(visitId, chen, show);
    expect(answer.data.outcome).toBe(outcome);
    expect(answer.data.message).toContain(words);
    if (outcome === 'in_review') await driver.decide(chen.id, false);
  });

  test('a brother who is rather like goes to a person', async () => {
    iai.likeness.set('1-3', 55);
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await driver.play(visitId, chen, living({ person: 3 }));
    expect(answer.data).toMatchObject({ outcome: 'in_review', message: '比对结果不够明确，由人工确认。' });
    expect((await driver.decide(chen.id, false)).status).toBe(200);
  });

  test('one’s own turned head with the portrait of another held up straight is refused', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const answer = await driver.play(visitId, chen, (direction) =>
      direction === 'centre' ? markedPicture({ person: 1 }) : living({ person: 4 })(direction),
    );
    expect(answer.data).toMatchObject({ outcome: 'rejected' });
    expect(answer.data.message).toContain('不是同一个人');
  });

  test('left and right exchanged goes to a person, since the sign of yaw is not documented', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const mirrored = { left: -25, right: 25, centre: 0 };
    const answer = await driver.play(visitId, chen, (direction) =>
      markedPicture({ yaw: mirrored[direction] }),
    );
    expect(answer.data.outcome).toBe('in_review');
    await driver.decide(chen.id, true);
  });

  test('a wall instead of a face may be photographed again within the time', async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await driver.openAt(visitId, chen);
    const wall = await driver.give(visitId, chen, data, await markedPicture({ faces: 0 }));
    expect(wall.error?.code).toBe('face.no_face');
    const again = await driver.give(visitId, chen, data, await living()(data.direction ?? 'centre'));
    expect(again.data.answered).toBe(1);
  });

  const faults: [string, () => void][] = [
    ['keeps silent', () => trouble('silent')],
    ['answers a web page', () => trouble('html')],
    ['answers half of its JSON', () => trouble('truncated')],
    ['answers something else', () => trouble('empty')],
    ['breaks the connection', () => trouble('cut')],
    ['is behind a broken gateway', () => trouble('down')],
    ['throttles', () => iai.failing.set('*', 'RequestLimitExceeded')],
    ['is in trouble itself', () => iai.failing.set('*', 'InternalError')],
    ['is not paid', () => iai.failing.set('*', 'ResourceUnavailable.InArrears')],
    ['no longer knows our key', () => iai.failing.set('*', 'AuthFailure.SecretIdNotFound')],
    ['detects but does not compare', () => iai.failing.set('CompareFace', 'FailedOperation.ServerError')],
    ['compares but sees no liveness', () => iai.failing.set('DetectLiveFaceAccurate', 'InternalError')],
  ];
  const trouble = (kind: TencentTrouble) => {
    iai.trouble = kind;
  };

  test.each(faults)('when IAI %s the check goes to a person, and nothing is lost', async (_, fail) => {
    const visitId = await world.visitAtIdentity(chen, lin);
    const { data } = await driver.openAt(visitId, chen);
    fail();
    const answer = await driver.answerAll(visitId, chen, data, living());
    expect(answer.data).toMatchObject({ outcome: 'in_review', answered: 3 });
    expect(answer.data.message).toContain('人工核验');
    iai.recover();
    const review = await driver.waiting(chen.id);
    expect(review.presented).toHaveLength(3);
    expect(review.reference).toHaveLength(1);
    await driver.decide(chen.id, true);
    expect((await world.presence(visitId, chen.id)).identity).toBe('accepted');
  });

  test('when IAI is well again the next check is judged by it', async () => {
    iai.failing.set('*', 'RequestLimitExceeded');
    const away = await world.visitAtIdentity(chen, lin);
    expect((await driver.play(away, chen, living())).data.outcome).toBe('in_review');
    const outside = (await service.get(OutsideServices)).open('iai');
    expect(outside.state).toBe('resting');
    expect(['RequestLimitExceeded', 'circuit_open']).toContain(outside.lastTrouble?.code);
    await driver.decide(chen.id, true);
    iai.recover();
    await breakerRested();
    const back = await world.visitAtIdentity(chen, lin);
    expect((await driver.play(back, chen, living())).data.outcome).toBe('accepted');
    expect([outside.state, outside.lastTrouble]).toEqual(['well', null]);
  });

  test('a slow answer within the limit is waited for', async () => {
    iai.latencyMs = 150;
    const visitId = await world.visitAtIdentity(chen, lin);
    expect((await driver.play(visitId, chen, living())).data.outcome).toBe('accepted');
  });

  test('without IAI an enrolment goes to a person with its pictures, and serves later', async () => {
    iai.trouble = 'html';
    await driver.consent(lin);
    expect((await driver.enrolAs(lin, { person: 5 })).data.state).toBe('in_review');
    const review = await driver.waiting(lin.id);
    expect([review.reason, review.presented.length]).toEqual(['人脸比对暂时不可用，登记由人工确认。', 3]);
    await driver.decide(lin.id, true);
    iai.recover();
    await breakerRested();
    const visitId = await world.visitAtIdentity(lin, chen);
    expect((await driver.play(visitId, lin, living({ person: 5 }))).data.outcome).toBe('accepted');
  });

  test('without our own engine a double cannot be found, and a person is told so', async () => {
    const double = await world.technician('周二号');
    await settle(double);
    const asked = await world.technician('周三号');
    await driver.consent(asked);
    await driver.enrolAs(asked, {});
    expect((await driver.waiting(asked.id)).reason).toContain('查不出一人登记两个账号');
  });

  test('who agreed to our own service only must agree to the processor, and keeps the enrolment', async () => {
    const wang = await world.technician('王早到');
    await settle(wang);
    const version = '2026-11-20';
    await world.write(async (tx) => {
      const id = newId();
      await tx.manager.insert(FaceConsent, {
        id,
        personId: wang.id,
        act: 'given',
        textVersion: version,
        at: tx.at,
      });
      await tx.manager.update(FaceTemplate, { personId: wang.id }, { consentId: id });
    });
    const visitId = await world.visitAtIdentity(wang, chen);
    const asked = iai.calls.length;
    expect((await driver.openAt(visitId, wang)).error?.code).toBe('face.consent_text_changed');
    expect(iai.calls.length).toBe(asked);
    expect((await driver.consent(wang)).data).toMatchObject({
      state: 'enrolled',
      consent: { version: '2026-11-22b-iai' },
    });
    expect((await driver.play(visitId, wang, living())).data.outcome).toBe('accepted');
  });

  test('who decided, by which model and score, is in the audit trail, and no picture is', async () => {
    const entries = await world.write((tx) =>
      tx.manager.findBy(AuditEntry, { action: 'face.identity_decided' }),
    );
    const text = JSON.stringify(entries);
    expect(text).toContain('iai-3.0');
    expect(text).not.toMatch(/base64|\/9j\//);
  });

  test('withdrawal leaves nothing here, and there was nothing there', async () => {
    expect((await service.call(faceApi.withdraw, {}, chen)).data.state).toBe('withdrawn');
    const template = await world.write((tx) =>
      tx.manager.findOneByOrFail(FaceTemplate, { personId: chen.id }),
    );
    expect(template).toMatchObject({ portraitSealed: null, embeddingsSealed: null });
    expect(iai.calls).toEqual([]);
  });
});
