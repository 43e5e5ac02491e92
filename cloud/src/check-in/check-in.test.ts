import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { upload } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { CodeService } from '../code/code.service';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  let driver: VisitDriver;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    driver = new VisitDriver(service, () => clock.now());
  });
  afterAll(() => service.stop());

  const arrived = async (): Promise<string> => {
    const visitId = await driver.plan(own);
    expect((await driver.scan(own.lead, visitId, own.code)).status).toBe(200);
    return visitId;
  };
  const auditsOf = async (visitId: string) => {
    const database = await service.get(Database);
    return database.reader.manager.countBy(AuditEntry, { subjectId: visitId });
  };

  test('a whole visit can be walked, and its record is sealed', async () => {
    const { visitId, recordId } = await driver.walk(own, 'submitted');
    const pack = await driver.pack(own.lead, visitId);
    expect(pack).toMatchObject({ state: 'submitted', recordId, nextStep: 'done' });
  });

  test('both technicians may scan the code at the same moment', async () => {
    for (let n = 0; n < 6; n += 1) {
      const visitId = await driver.plan(own);
      const both = [own.lead, own.partner].map((worker) => driver.scan(worker, visitId, own.code));
      expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
      expect((await driver.pack(own.lead, visitId)).state).toBe('checked_in');
    }
  });

  test('no step of the check-in can be taken before the one it follows', async () => {
    const visitId = await driver.plan(own);
    const fix = driver.fix();
    const steps = [
      () => service.call(checkInApi.givePosition, { visitId, ...fix }, own.lead),
      () => service.call(checkInApi.start, { visitId }, own.lead),
      () => service.call(checkInApi.checkOut, { visitId, fix }, own.lead),
      () => service.call(visitApi.gradeLift, { visitId, grade: '正常' }, own.lead),
      () => service.call(visitApi.addItem, { visitId, name: '加一项' }, own.lead),
      () => service.call(recordApi.submit, { visitId, contentHash: '0'.repeat(64) }, own.lead),
    ];
    for (const step of steps) {
      const answer = await step();
      expect(answer.status).toBe(422);
      expect(answer.error?.code).toBe('check_in.out_of_order');
    }
    expect(await driver.pack(own.lead, visitId)).toMatchObject({ state: 'planned', nextStep: 'code' });
  });

  test('work does not start with code and position alone', async () => {
    const visitId = await arrived();
    await driver.locate(own.lead, visitId);
    const answer = await service.call(checkInApi.start, { visitId }, own.lead);
    expect(answer.error?.code).toBe('check_in.out_of_order');
    expect(answer.error?.message).toContain('身份');
  });

  test('the partner’s steps are the partner’s own: the lead’s arrival counts for nobody else', async () => {
    const visitId = await arrived();
    const answer = await driver.locate(own.partner, visitId);
    expect(answer.error?.code).toBe('check_in.out_of_order');
  });

  test('a code that was never ours is refused and changes nothing', async () => {
    const visitId = await driver.plan(own);
    const answer = await driver.scan(own.lead, visitId, 'https://elsewhere.example/q?id=1');
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('check_in.code_unknown');
    expect(await driver.pack(own.lead, visitId)).toMatchObject({ state: 'planned', nextStep: 'code' });
  });

  test('the code of another lift is refused with the place of the right one', async () => {
    const visitId = await driver.plan(own);
    const answer = await driver.scan(own.lead, visitId, foreign.code);
    expect(answer.error?.code).toBe('check_in.other_lift');
    expect(answer.error?.message).toContain('望溪花园 3 幢 1#');
  });

  test('a plate that has been replaced is refused, the new one is taken', async () => {
    const [work, codes] = [await service.get(UnitOfWork), await service.get(CodeService)];
    const old = own.code;
    own.code = await work.run(systemCtx(clock.now()), (tx) => codes.issue(tx, own.liftId));
    const visitId = await driver.plan(own);
    expect((await driver.scan(own.lead, visitId, old)).error?.code).toBe('check_in.code_replaced');
    const printed = `https://lifts.example/l/${own.code}`;
    expect((await driver.scan(own.lead, visitId, printed)).status).toBe(200);
  });

  test('a simulated position is refused and the attempt is remembered', async () => {
    const visitId = await arrived();
    const before = await auditsOf(visitId);
    const answer = await driver.locate(own.lead, visitId, { isMock: true });
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('check_in.mock_position');
    expect(await auditsOf(visitId)).toBe(before + 1);
    expect((await driver.pack(own.lead, visitId)).mine?.positionVerdict).toBe('none');
  });

  test('a stranger’s simulated position leaves no trace on somebody else’s visit', async () => {
    const visitId = await arrived();
    const before = await auditsOf(visitId);
    const answer = await driver.locate(foreign.lead, visitId, { isMock: true });
    expect(answer.status).toBe(404);
    expect(await auditsOf(visitId)).toBe(before);
  });

  test.each([
    ['weak', { accuracyMetres: 900 }],
    ['outside', { lng: 118.7 }],
  ])('a position that is %s asks for a photograph and is no dead end', async (verdict, changes) => {
    const visitId = await arrived();
    const located = await driver.locate(own.lead, visitId, changes);
    expect(located.data).toMatchObject({ nextStep: 'position_evidence', mine: { positionVerdict: verdict } });
    const fileId = await driver.photo(own.lead, visitId);
    const added = await service.call(checkInApi.addPositionEvidence, { visitId, fileId }, own.lead);
    expect(added.data).toMatchObject({ nextStep: 'identity', mine: { positionEvidence: true } });
  });

  test('a better fix replaces the weak one while the work has not begun', async () => {
    const visitId = await arrived();
    await driver.locate(own.lead, visitId, { accuracyMetres: 900 });
    const better = await driver.locate(own.lead, visitId);
    expect(better.data).toMatchObject({ nextStep: 'identity', mine: { positionVerdict: 'fine' } });
  });

  test('where the phone gives no position, a photograph stands for it', async () => {
    const visitId = await arrived();
    const fileId = await driver.photo(own.lead, visitId);
    const added = await service.call(checkInApi.addPositionEvidence, { visitId, fileId }, own.lead);
    expect(added.data.nextStep).toBe('identity');
  });

  test('another visit’s photograph is no evidence of this position', async () => {
    const [here, there] = [await arrived(), await arrived()];
    await driver.locate(own.lead, here, { accuracyMetres: 900 });
    const fileId = await driver.photo(own.lead, there);
    const input = { visitId: here, fileId };
    const answer = await service.call(checkInApi.addPositionEvidence, input, own.lead);
    expect(answer.status).toBe(404);
    expect(answer.error?.code).toBe('file.unknown');
  });

  test('a position outside the world is refused with its field', async () => {
    const visitId = await arrived();
    const answer = await driver.locate(own.lead, visitId, { lat: 124 });
    expect(answer.status).toBe(400);
    expect(answer.error?.details?.[0]?.field).toBe('lat');
  });

  test('a phone whose clock is an hour fast is taken, and the record carries the doubt', async () => {
    const visitId = await driver.plan(own);
    const ahead = clock.now() + 3_600_000;
    const scanned = { visitId, token: own.code, scannedAt: ahead };
    expect((await service.call(checkInApi.scanCode, scanned, own.lead)).status).toBe(200);
    await driver.locate(own.lead, visitId, { capturedAt: ahead });
    await driver.answerAlternative(own.lead, visitId);
    await service.call(checkInApi.start, { visitId }, own.lead);
    await driver.identify(own.partner, visitId, own);
    await service.call(checkInApi.start, { visitId }, own.partner);
    await driver.work(own.lead, visitId);
    for (const worker of [own.lead, own.partner]) {
      await driver.sign(worker, visitId);
      await driver.checkOut(worker, visitId);
    }
    const recordId = await driver.submit(own.lead, visitId);
    const record = await service.call(recordApi.show, { recordId }, own.lead);
    expect(record.data.validity).toBe('suspect');
    expect(record.data.findings.map((finding) => finding.code)).toContain('check_in.clock_skewed');
  });

  test('nobody starts twice or checks out twice', async () => {
    const { visitId } = await driver.walk(own, 'checked_out');
    const again = await service.call(checkInApi.start, { visitId }, own.lead);
    expect(again.error?.code).toBe('check_in.out_of_order');
    const out = await service.call(checkInApi.checkOut, { visitId, fix: driver.fix() }, own.lead);
    expect(out.error?.code).toBe('check_in.out_of_order');
  });

  test('after the submission no step can be taken', async () => {
    const { visitId } = await driver.walk(own, 'submitted');
    const answer = await driver.scan(own.lead, visitId, own.code);
    expect(answer.status).toBe(409);
    expect(answer.error?.code).toBe('visit.already_submitted');
  });

  test('a photograph of somebody else cannot be handed in as one’s own', async () => {
    const visitId = await arrived();
    await driver.scan(own.partner, visitId, own.code);
    const { nonces } = await driver.pack(own.partner, visitId);
    const bytes = await photograph();
    const file = { purpose: 'photo' as const, visitId, nonce: nonces[0] ?? '', bytes };
    const fileId = await upload(service, own.partner, file);
    const answer = await service.call(checkInApi.addPositionEvidence, { visitId, fileId }, own.lead);
    expect(answer.error?.code).toBe('file.unknown');
  });
});
