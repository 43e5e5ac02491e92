import { type Challenge, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { FaceidSimulator, type OnThePage } from '../../../test/simulators/faceid';
import { markedPicture } from '../../../test/simulators/marked-picture';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FaceChallenge } from './face-challenge.entity';
import { FaceFrame } from './face-frame.entity';
import { breakerRested, type FaceDriver, living, makeImpatient, openFaces } from './testing/face-driver';
import type { FaceWorld, Someone } from './testing/face-world';

onBothDatabases((start) => {
  const faceid = new FaceidSimulator();
  let service: TestService;
  let world: FaceWorld;
  let driver: FaceDriver;
  let chen: Someone;
  let lin: Someone;

  beforeAll(async () => {
    await faceid.open();
    service = await start({
      ...faceid.environment,
      LIFTTRUST_FACE_PROVIDER: 'faceid',
      LIFTTRUST_FACEID_RULE_ID: faceid.ruleId,
    });
    await makeImpatient(service, 'faceid');
    ({ world, driver, chen, lin } = await openFaces(service));
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await faceid.close();
  });
  afterEach(async () => {
    faceid.recover();
    await breakerRested();
  });

  const begin = async (who = chen, partner = lin) => {
    const visitId = await world.visitAtIdentity(who, partner);
    const { data } = await driver.openAt(visitId, who);
    return { visitId, challenge: data, url: data.page?.url ?? '' };
  };
  const stored = ({ id }: Challenge) =>
    world.write((tx) => tx.manager.findOneByOrFail(FaceChallenge, { id }));

  test('the consent text names the page, the processor and the three days', async () => {
    const { data } = await service.call(faceApi.consentText, {});
    expect(data.version).toBe('2026-11-22b-faceid');
    expect(data.paragraphs.join('')).toContain('最多 3 天');
  });

  test('enrolment needs nothing of FaceID: a person looks at the pictures', async () => {
    await driver.consent(chen);
    expect((await driver.enrolAs(chen, {})).data.state).toBe('in_review');
    expect((await driver.decide(chen.id, true)).status).toBe(200);
    expect(faceid.calls).toEqual([]);
  });

  test('a check begins with a page of its own, good for ten minutes, and no direction', async () => {
    const { challenge, url } = await begin();
    expect(new URL(url).hostname).toBe('open.faceid.qq.com');
    expect(challenge).toMatchObject({ outcome: 'running', direction: null, total: 0, frameBefore: null });
    const row = await stored(challenge);
    expect(challenge.endsAt - row.openedAt).toBe(600_000);
    const [call] = faceid.calls;
    expect(call?.parameters).toMatchObject({ Extra: challenge.id, RuleId: faceid.ruleId });
    expect(Object.keys(call?.parameters ?? {}).sort()).toEqual([
      'Extra',
      'ImageBase64',
      'RedirectUrl',
      'RuleId',
    ]);
  });

  test('the page sends people back to words that say what to do next, whoever they are', async () => {
    await begin();
    const { RedirectUrl } = faceid.calls[0]?.parameters ?? {};
    const { pathname } = new URL(String(RedirectUrl));
    const answer = await fetch(`${service.url}${pathname}?result=whatever`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('请回到刚才的维保应用');
  });

  test('the token lies encrypted and is told to nobody', async () => {
    const { challenge, url } = await begin();
    const token = new URL(url).searchParams.get('BizToken') ?? '-';
    const row = await stored(challenge);
    expect(row.pageSealed).not.toContain(token);
    expect(JSON.stringify({ ...challenge, page: null })).not.toContain(token);
  });

  test('coming back too early changes nothing', async () => {
    const { challenge } = await begin();
    const answer = await driver.comeBack(chen, challenge.id);
    expect(answer.data).toMatchObject({ outcome: 'running', page: challenge.page, attemptsLeft: 3 });
  });

  test('in the cold start a person decides, and sees the picture of the video', async () => {
    const { challenge, url, visitId } = await begin();
    faceid.follow(url, { similarity: 95, picture: await markedPicture() });
    const answer = await driver.comeBack(chen, challenge.id);
    expect(answer.data).toMatchObject({ outcome: 'in_review', page: null });
    const review = await driver.waiting(chen.id);
    expect(review).toMatchObject({ score: 95, presented: { length: 1 }, reference: { length: 1 } });
    await driver.decide(chen.id, true);
    expect((await world.presence(visitId, chen.id)).identity).toBe('accepted');
    const left = await world.write((tx) => tx.manager.findBy(FaceFrame, { subjectId: challenge.id }));
    expect(left).toMatchObject([{ pictureSealed: null }]);
  });

  test('with enough people enrolled a good result is accepted at once, and the token is spent', async () => {
    await driver.enrolMany(20);
    const { challenge, url, visitId } = await begin();
    faceid.follow(url, { similarity: 95, picture: await markedPicture() });
    expect((await driver.comeBack(chen, challenge.id)).data).toMatchObject({ outcome: 'accepted' });
    const presence = await world.presence(visitId, chen.id);
    expect(presence).toMatchObject({ identity: 'accepted', identityScore: 95, identityModel: 'faceid' });
    expect((await stored(challenge)).pageSealed).toBeNull();
    const asked = faceid.countOf('GetDetectInfoEnhanced');
    expect((await driver.comeBack(chen, challenge.id)).data.outcome).toBe('accepted');
    expect(faceid.countOf('GetDetectInfoEnhanced')).toBe(asked);
    expect(await world.write((tx) => tx.manager.countBy(FaceFrame, { subjectId: challenge.id }))).toBe(0);
  });

  const results: [string, OnThePage, string, string][] = [
    ['a rather like face', { similarity: 75 }, 'in_review', '不够明确'],
    ['another face', { similarity: 40 }, 'rejected', '与登记的人脸不符'],
    ['a face FaceID itself refuses', { similarity: null, result: 2016 }, 'rejected', '与登记的人脸不符'],
    ['a video of a video', { similarity: null, result: 1002, live: 1002 }, 'rejected', '翻拍'],
    ['a face never seen well', { similarity: null, result: 1004, live: 1004 }, 'rejected', '没有通过'],
  ];
  test.each(results)('%s is decided accordingly', async (_, done, outcome, words) => {
    const { challenge, url } = await begin();
    faceid.follow(url, done);
    const answer = await driver.comeBack(chen, challenge.id);
    expect(answer.data.outcome).toBe(outcome);
    expect(answer.data.message).toContain(words);
    if (outcome === 'in_review') await driver.decide(chen.id, false);
  });

  test('coming back twice at once decides once, and nobody is told of a direction there never was', async () => {
    const { challenge, url } = await begin();
    faceid.follow(url, { similarity: 95 });
    faceid.latencyMs = 150;
    const both = await Promise.all([
      driver.comeBack(chen, challenge.id),
      driver.comeBack(chen, challenge.id),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = both.find(({ status }) => status === 409);
    expect(late?.error).toMatchObject({
      code: 'face.page_overtaken',
      message: '这次核验刚刚已有结果，请看最新的提示。',
    });
    expect((await driver.comeBack(chen, challenge.id)).data.outcome).toBe('accepted');
  });

  test('somebody else cannot fetch the result, nor answer with photographs', async () => {
    const { challenge, visitId } = await begin();
    expect((await driver.comeBack(lin, challenge.id)).status).toBe(404);
    const frame = await driver.give(visitId, chen, challenge, await markedPicture());
    expect(frame.error?.code).toBe('face.challenge_finished');
  });

  test('the result of another flow is refused', async () => {
    const { challenge, url } = await begin();
    faceid.follow(url, { similarity: 99 });
    faceid.exchangeExtra(url, 'another-challenge');
    const answer = await driver.comeBack(chen, challenge.id);
    expect(answer.data).toMatchObject({ outcome: 'rejected', message: '这不是本次核验的结果，请重新开始。' });
  });

  test('a page left for ten minutes ends, and costs a try', async () => {
    const { challenge } = await begin();
    await world.shiftClock(601);
    const answer = await driver.comeBack(chen, challenge.id);
    expect(answer.data).toMatchObject({ outcome: 'rejected', attemptsLeft: 2 });
    await world.shiftClock(-601);
  });

  test('an app that was closed meanwhile finds the same page again, at no cost', async () => {
    const { challenge, visitId } = await begin();
    const again = await driver.openAt(visitId, chen);
    expect(again.data).toMatchObject({ id: challenge.id, page: challenge.page, attemptsLeft: 3 });
    expect(faceid.countOf('DetectAuth')).toBe(1);
  });

  test('after its ten minutes a page is left behind for another', async () => {
    const { challenge, visitId } = await begin();
    await world.shiftClock(601);
    const again = await driver.openAt(visitId, chen);
    expect(again.data).toMatchObject({ attemptsLeft: 2, outcome: 'running' });
    expect(again.data.page?.url).not.toBe(challenge.page?.url);
    expect(await stored(challenge)).toMatchObject({ outcome: 'rejected', pageSealed: null });
    await world.shiftClock(-601);
  });

  const faults: [string, () => void][] = [
    ['keeps silent', () => (faceid.trouble = 'silent')],
    ['answers a web page', () => (faceid.trouble = 'html')],
    ['answers half of its JSON', () => (faceid.trouble = 'truncated')],
    ['breaks the connection', () => (faceid.trouble = 'cut')],
    ['throttles', () => faceid.failing.set('*', 'RequestLimitExceeded')],
    ['is not paid', () => faceid.failing.set('*', 'UnauthorizedOperation.Arrears')],
    [
      'does not know the business flow',
      () => faceid.failing.set('*', 'InvalidParameterValue.RuleIdNotExist'),
    ],
  ];

  test.each(faults)('when FaceID %s a check begins with photographs for a person', async (_, fail) => {
    fail();
    const { visitId, challenge } = await begin();
    expect(challenge).toMatchObject({ page: null, total: 3, outcome: 'running' });
    expect(challenge.message).toContain('请按提示拍三张照片，由人工核验');
    const answer = await driver.answerAll(visitId, chen, challenge, living());
    expect(answer.data.outcome).toBe('in_review');
    expect((await driver.waiting(chen.id)).presented).toHaveLength(3);
    await driver.decide(chen.id, true);
    expect((await world.presence(visitId, chen.id)).identity).toBe('accepted');
  });

  test.each(faults)('when FaceID %s a check on its page goes on with photographs', async (_, fail) => {
    const { visitId, challenge, url } = await begin();
    faceid.follow(url, { similarity: 95 });
    fail();
    const back = await driver.comeBack(chen, challenge.id);
    expect(back.data).toMatchObject({ id: challenge.id, page: null, total: 3, answered: 0, attemptsLeft: 3 });
    expect(back.data.direction).not.toBeNull();
    const answer = await driver.answerAll(visitId, chen, back.data, living());
    expect(answer.data.outcome).toBe('in_review');
    await driver.decide(chen.id, true);
  });

  test('trouble on the page itself is nobody’s fault: photographs follow', async () => {
    const { challenge, url } = await begin();
    faceid.follow(url, { similarity: null, result: 1001, live: 1001 });
    const back = await driver.comeBack(chen, challenge.id);
    expect(back.data).toMatchObject({ outcome: 'running', page: null, total: 3 });
  });

  test('when FaceID is well again the next check has its page', async () => {
    faceid.failing.set('*', 'InternalError');
    expect((await begin()).challenge.page).toBeNull();
    faceid.recover();
    await breakerRested();
    const { challenge, url } = await begin();
    faceid.follow(url, { similarity: 90 });
    expect((await driver.comeBack(chen, challenge.id)).data.outcome).toBe('accepted');
  });

  test('a withdrawn consent ends the page, and its token is gone', async () => {
    const { challenge } = await begin();
    await service.call(faceApi.withdraw, {}, chen);
    expect(await stored(challenge)).toMatchObject({ outcome: 'rejected', pageSealed: null });
    expect((await driver.comeBack(chen, challenge.id)).data.outcome).toBe('rejected');
  });
});
