import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Certificate } from '../person/certificate.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let driver: VisitDriver;
  let today: string;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    const clock = await service.get(Clock);
    driver = new VisitDriver(service, () => clock.now());
    today = dayOf(clock.now());
  });
  afterAll(() => service.stop());

  /** As a paper that ran out or was withdrawn would leave it. */
  async function certificates(patch: Partial<Certificate>): Promise<void> {
    const { manager } = (await service.get(Database)).writer;
    for (const { personId } of [own.lead, own.partner])
      await manager.update(Certificate, { personId }, patch);
  }
  const missingOf = async (visitId: string) => {
    const contentHash = await driver.contentHash(own.lead, visitId);
    const answer = await service.call(recordApi.submit, { visitId, contentHash }, own.lead);
    return answer.error?.details?.map(({ code }) => code) ?? answer.error?.code;
  };

  test('a certificate that ran out between planning and work does not count, and the record is refused with that reason', async () => {
    const visitId = await driver.plan(own);
    await certificates({ validUntil: addDays(today, -1) });
    for (const worker of [own.lead, own.partner]) {
      await driver.identify(worker, visitId, own);
      good(await service.call(checkInApi.start, { visitId }, worker));
    }
    await driver.work(own.lead, visitId);
    for (const worker of [own.lead, own.partner]) {
      await driver.sign(worker, visitId);
      await driver.checkOut(worker, visitId);
    }
    expect(await missingOf(visitId)).toContain('record.nobody_certified');
    await certificates({ validUntil: addDays(today, 400) });
  });

  test('one that was withdrawn after the work had begun counts for that work', async () => {
    const { visitId } = await driver.walk(own, 'checked_out');
    await certificates({ endedOn: addDays(today, 1) });
    expect(await driver.submit(own.lead, visitId)).toHaveLength(26);
    await certificates({ endedOn: null });
  });
});
