import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import sharp from 'sharp';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { good, upload } from '../../../test/fixture/uploads';
import { passed, VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  let driver: VisitDriver;
  beforeAll(async () => {
    service = await start();
    const clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    driver = new VisitDriver(service, () => clock.now());
  });
  afterAll(() => service.stop());

  /** A whole visit whose photograph of the finished work is the given one; what was found doubtful about it. */
  const findingsWith = async (district: District, picture: Buffer): Promise<string[]> => {
    const { visitId } = await driver.walk(district, 'started');
    const { lead, partner } = district;
    const { items, nonces } = await driver.pack(lead, visitId);
    good(await service.call(visitApi.answerItems, { visitId, answers: items.map(passed) }, lead));
    const nonce = nonces.at(-1) ?? '';
    const capturedAt = Date.now();
    const fileId = await upload(service, lead, {
      purpose: 'photo',
      visitId,
      nonce,
      bytes: picture,
      capturedAt,
    });
    good(await service.call(visitApi.attachPhoto, { visitId, fileId, slot: 'finished' }, lead));
    for (const slot of ['lift', 'controller', 'car_top_or_pit'] as const)
      good(await driver.attach(lead, visitId, slot));
    good(await service.call(visitApi.gradeLift, { visitId, grade: '正常' }, lead));
    for (const worker of [lead, partner]) {
      await driver.sign(worker, visitId);
      await driver.checkOut(worker, visitId);
    }
    const contentHash = await driver.contentHash(lead, visitId);
    const { findings } = good(await service.call(recordApi.submit, { visitId, contentHash }, lead));
    return findings.filter((finding) => finding.code === 'file.photo_reused').map(({ message }) => message);
  };

  test('a photograph of an earlier visit is found again, even saved anew, but not in another company', async () => {
    const picture = await photograph();
    const savedAnew = await sharp(picture).jpeg({ quality: 60 }).toBuffer();
    expect(await findingsWith(own, picture)).toEqual([]);
    expect(await findingsWith(own, savedAnew)).toEqual([expect.stringContaining('完工现场')]);
    const forOthers = await sharp(picture).jpeg({ quality: 70 }).toBuffer();
    expect(await findingsWith(foreign, forOthers)).toEqual([]);
  }, 120_000);
});
