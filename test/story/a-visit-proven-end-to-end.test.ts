import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { checkPackage } from '@lifttrust/shared-types/proof/proof.package';
import { isReceiptGood } from '@lifttrust/shared-types/proof/proof.signature';
import { type Receipt, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { type VisitPack, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoPeople } from '../../cloud/sandbox/people';
import { CodeService } from '../../cloud/src/code/code.service';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { Person } from '../../cloud/src/person/person.entity';
import { seedDemoTown } from '../fixture/demo-town';
import { Phone } from '../fixture/phone';
import { scene, stroke } from '../fixture/pictures';
import { sampleFaces } from '../fixture/sample-faces';

const root = join(__dirname, '..', '..');
const minute = 60_000;

onBothDatabases((start) => {
  let service: TestService;
  let clock: Clock;
  let faces: Awaited<ReturnType<typeof sampleFaces>>;
  const phones = new Map<string, Phone>();
  let visit: VisitPack;
  let token: string;
  let recordId: string;
  let receipt: Receipt;

  const phone = (key: string): Phone => {
    const found = phones.get(key);
    if (!found) throw new Error(`nobody called ${key}`);
    return found;
  };
  const settle = async () => (await service.get(Outbox)).settle();

  beforeAll(async () => {
    faces = await sampleFaces();
    service = await start({
      LIFTTRUST_FACE_WORKERS: '1',
      LIFTTRUST_CITY_FILE: join(root, 'cloud/sandbox/city.json'),
    });
    clock = await service.get(Clock);
    await seedDemoTown(service);
    const people = await (await service.get(Database)).reader.manager.find(Person);
    for (const { key, name } of demoPeople) {
      const person = people.find((candidate) => candidate.name === name);
      if (person) phones.set(key, await Phone.of(service, person.id));
    }
  }, 300_000);
  afterAll(() => service?.stop());

  const fixNearLift = async () => ({
    lng: 118.5862 + Math.random() / 20_000,
    lat: 24.9081 + Math.random() / 20_000,
    crs: 'GCJ02' as const,
    accuracyMetres: 25,
    isMock: false,
    capturedAt: clock.now(),
  });

  test('a regulator imports the district from the superior system’s spreadsheet', async () => {
    const csv = readFileSync(join(root, 'test/story/district.csv'));
    const fileId = await phone('zhou').upload(csv, 'spreadsheet', { contentType: 'text/csv' });
    const run = await phone('zhou').call(importApi.start, { fileId, fileName: '清和区电梯.csv' });
    const settled = async () => {
      for (;;) {
        const shown = await phone('zhou').call(importApi.show, { importId: run.id });
        if (!shown.progress) return shown;
        await new Promise((wake) => setTimeout(wake, 50));
      }
    };
    await phone('zhou').call(importApi.check, { importId: run.id, mapping: run.mapping, crs: 'GCJ02' });
    const checked = await settled();
    expect(checked.counts).toMatchObject({ create: 2, refused: 1 });
    const refused = await phone('zhou').call(importApi.rows, { importId: run.id, outcome: 'refused' });
    expect(refused.items[0]).toMatchObject({ rowNumber: 4 });
    await phone('zhou').call(importApi.commit, { importId: run.id });
    expect((await settled()).state).toBe('committed');
    const lifts = await phone('zhou').call(liftApi.list, { q: '990301' });
    expect(lifts.items[0]).toMatchObject({ place: '示例新村 1 栋' });
  });

  test('two technicians enrol with consent and three pictures, and a person decides', async () => {
    for (const [key, number] of [
      ['chen', 0],
      ['lin', 1],
    ] as const) {
      const text = await phone(key).call(faceApi.consentText, {});
      await phone(key).call(faceApi.consent, { textVersion: text.version, agreed: true });
      const fileIds = [];
      for (const view of ['enrol-1', 'enrol-2', 'enrol-3']) {
        fileIds.push(await phone(key).upload(faces(number, view), 'enrolment_frame'));
      }
      const enrolment = await phone(key).call(faceApi.enrol, { fileIds });
      expect(enrolment.state).toBe('in_review');
    }
    const waiting = await phone('wu').call(faceApi.reviews, {});
    expect(waiting.total).toBe(2);
    for (const review of waiting.items) {
      const detail = await phone('wu').call(faceApi.review, { reviewId: review.id });
      expect(detail.presented.length).toBeGreaterThan(0);
      await phone('wu').call(faceApi.decide, {
        reviewId: review.id,
        accept: true,
        reason: '与作业证照片一致。',
      });
    }
    expect((await phone('chen').call(faceApi.enrolment, {})).state).toBe('enrolled');
  });

  test('both open today’s work, scan the code and are found beside the lift', async () => {
    const today = await phone('chen').call(visitApi.today, {});
    const [card] = today.items.filter((item) => item.lift.rescueCode === '990101');
    if (!card) throw new Error('no visit today');
    const database = await service.get(Database);
    token =
      (await (await service.get(CodeService)).currentToken(database.reader.manager, card.lift.id)) ?? '';
    for (const key of ['chen', 'lin']) {
      const early = await phone(key).try(checkInApi.givePosition, {
        visitId: card.id,
        ...(await fixNearLift()),
      });
      expect(early.error?.code).toBe('check_in.out_of_order');
      await phone(key).call(checkInApi.scanCode, {
        visitId: card.id,
        token: `https://x/l/${token}`,
        scannedAt: clock.now(),
      });
      visit = await phone(key).call(checkInApi.givePosition, { visitId: card.id, ...(await fixNearLift()) });
      expect(visit.mine?.positionVerdict).toBe('fine');
      expect(visit.nextStep).toBe('identity');
    }
  });

  test('the lead answers the head-turn challenge; in the cold start a person will decide', async () => {
    let challenge = await phone('chen').call(faceApi.openChallenge, { visitId: visit.id });
    while (challenge.direction) {
      const frame = faces(0, challenge.direction);
      const fileId = await phone('chen').upload(frame, 'challenge_frame', { visitId: visit.id });
      challenge = await phone('chen').call(faceApi.answerChallenge, { challengeId: challenge.id, fileId });
    }
    expect(challenge.outcome).toBe('in_review');
    await settle();
  });

  test('the partner takes the equal way without face: gesture, live picture and the lead’s rotating code', async () => {
    const { code } = await phone('chen').call(faceApi.presenceCode, { visitId: visit.id });
    const alternative = await phone('lin').call(faceApi.openAlternative, { visitId: visit.id });
    const fileId = await phone('lin').upload(faces(1, 'centre'), 'challenge_frame', { visitId: visit.id });
    const answered = await phone('lin').call(faceApi.answerAlternative, {
      alternativeId: alternative.id,
      fileId,
      partnerCode: code,
    });
    expect(answered.outcome).toBe('in_review');
    await settle();
    for (const key of ['chen', 'lin']) visit = await phone(key).call(checkInApi.start, { visitId: visit.id });
    expect(visit.nextStep).toBe('work');
  });

  test('the lead fills the statutory checklist, takes the photographs and grades the lift', async () => {
    const pack = await phone('chen').call(visitApi.pack, { visitId: visit.id });
    expect(pack.items).toHaveLength(31);
    const answers = pack.items.map((item, index) => ({
      code: item.code,
      result: index === 3 ? ('treated' as const) : ('pass' as const),
      note: index === 3 ? '门锁触点清洁后复测正常' : '',
      reading: item.requiresTest ? '正常' : '',
    }));
    await phone('chen').call(visitApi.answerItems, { visitId: visit.id, answers });
    await phone('chen').call(visitApi.addItem, {
      visitId: visit.id,
      name: '轿厢地板破损检查',
      requirement: '无破损',
    });
    await phone('chen').call(visitApi.answerItems, {
      visitId: visit.id,
      answers: [{ code: 'X-1', result: 'pass' }],
    });
    const nonces = [...pack.nonces];
    for (const [index, slot] of (['lift', 'controller', 'car_top_or_pit', 'finished'] as const).entries()) {
      const nonce = nonces.pop() ?? '';
      const fileId = await phone('chen').upload(await scene(index + 1), 'photo', {
        visitId: visit.id,
        nonce,
      });
      await phone('chen').call(visitApi.attachPhoto, { visitId: visit.id, fileId, slot });
    }
    visit = await phone('chen').call(visitApi.gradeLift, { visitId: visit.id, grade: '正常', reason: '' });
    expect(visit.nextStep).toBe('sign');
  });

  test('both sign and check out, the lead submits, and the record is sealed with a receipt', async () => {
    clock.shift(3 * minute);
    for (const [key, seed] of [
      ['chen', 3],
      ['lin', 9],
    ] as const) {
      const { contentHash } = await phone(key).call(recordApi.sheet, { visitId: visit.id });
      const fileId = await phone(key).upload(await stroke(seed), 'signature', {
        visitId: visit.id,
        contentType: 'image/png',
      });
      await phone(key).call(recordApi.sign, { visitId: visit.id, fileId, contentHash });
      await phone(key).call(checkInApi.checkOut, { visitId: visit.id, fix: await fixNearLift() });
    }
    const sheet = await phone('chen').call(recordApi.sheet, { visitId: visit.id });
    expect(sheet.refusals).toEqual([]);
    const sealed = await phone('chen').call(recordApi.submit, {
      visitId: visit.id,
      contentHash: sheet.contentHash,
    });
    ({ recordId, receipt } = sealed);
    expect(sealed.validity).toBe('suspect');
    expect(sealed.findings.map((finding) => finding.code)).toEqual(['face.in_review', 'face.in_review']);
    const log = await phone('chen').call(ledgerApi.checkpoint, {});
    expect(isReceiptGood(receipt, log.publicKey)).toBe(true);
    await settle();
  });

  test('the owner’s safety officer gets the card, opens the record and signs it', async () => {
    const inbox = await phone('zheng').call(messageApi.list, {});
    expect(inbox.items[0]).toMatchObject({ title: '维保记录待确认', outcome: null });
    const record = await phone('zheng').call(recordApi.show, { recordId });
    expect(record.items.filter((item) => item.result === 'treated')).toHaveLength(1);
    const fileId = await phone('zheng').upload(await stroke(21), 'signature', { contentType: 'image/png' });
    const signed = await phone('zheng').call(recordApi.ownerSign, {
      recordId,
      fileId,
      contentHash: record.contentHash,
    });
    expect(signed.ownerAnswer).toBe('signed');
    expect((await phone('zheng').call(messageApi.list, {})).items[0]?.outcome).toContain('已签字确认');
  });

  test('when the reviewer has confirmed both identities the record becomes valid', async () => {
    const waiting = await phone('wu').call(faceApi.reviews, {});
    expect(waiting.total).toBe(2);
    for (const review of waiting.items) {
      await phone('wu').call(faceApi.decide, {
        reviewId: review.id,
        accept: true,
        reason: '照片与登记一致。',
      });
    }
    await settle();
    const record = await phone('zhou').call(recordApi.show, { recordId });
    expect(record.validity).toBe('valid');
    expect(record.findings.every((finding) => finding.settled)).toBe(true);
  });

  test('a passenger sees who was there and checks the proof without trusting the service', async () => {
    await (await service.get(Checkpointer)).checkpoint();
    const answer = await service.call(codeApi.lift, { token });
    expect(answer.data.visits[0]).toMatchObject({
      technicians: ['陈守安', '林知行'],
      validity: 'valid',
      ownerAnswer: 'signed',
    });
    const proof = await service.call(codeApi.proof, { token, recordId });
    const checks = checkPackage(proof.data);
    expect(checks.filter((check) => !check.good)).toEqual([]);
    expect(JSON.stringify(proof.data)).not.toContain('deviceId');
  });

  test('the regulator sees the timeline, why the record counts, and prints it', async () => {
    const record = await phone('zhou').call(recordApi.show, { recordId });
    const timeline = await phone('zhou').call(supervisionApi.timeline, { liftId: record.liftId });
    expect(timeline.events.map((event) => event.kind)).toEqual([
      'record.validity_decided',
      'record.owner_signed',
      'record.submitted',
    ]);
    const verified = await phone('zhou').call(supervisionApi.verifyRecord, { recordId });
    expect(verified.sound).toBe(true);
    const pdf = await phone('zhou').bytes(`/api/records/${recordId}/pdf`);
    expect(pdf.type).toContain('application/pdf');
    expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
    const verification = await service.call(codeApi.verification, {
      verificationCode: record.verificationCode,
    });
    expect(verification.data.completedOn).toBe(record.completedOn);
  });

  test('the receipt the phone kept and the whole database are verified by the command', async () => {
    const log = await phone('chen').call(ledgerApi.checkpoint, {});
    const file = join(service.folder, 'receipt.json');
    writeFileSync(file, JSON.stringify(receipt));
    const verify = (...parameters: string[]) =>
      spawnSync('node', ['cloud/scripts/verify.mjs', ...parameters, '--key', log.publicKey], {
        cwd: root,
        encoding: 'utf8',
      });
    expect(verify(file)).toMatchObject({ status: 0 });
    const whole = verify(
      '--database',
      service.databaseAddress,
      '--checkpoints',
      join(service.folder, 'checkpoints'),
      '--objects',
      join(service.folder, 'objects'),
    );
    expect({ status: whole.status, text: whole.stdout }).toMatchObject({ status: 0 });
  });
});
