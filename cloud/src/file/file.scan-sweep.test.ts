import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { buildDistrict, type StaffedDistrict } from '../../../test/fixture/district';
import { pdf, scan } from '../../../test/fixture/papers';
import { announce, good } from '../../../test/fixture/uploads';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { FileService } from './file.service';
import { StoredFile } from './stored-file.entity';

const hour = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const row = async (id: string) =>
    (await service.get(Database)).reader.manager.findOneByOrFail(StoredFile, { id });
  const isKept = async (id: string) =>
    (await (await service.get(ObjectStores)).main.get((await row(id)).objectKey)) !== null;
  const round = async (shift: number) => {
    clock.shift(shift);
    await (await service.get(DailyRound)).make();
    await (await service.get(Outbox)).settle();
  };

  test('a scan that became a paper stays; one that became nothing goes after a day, and not before', async () => {
    const attached = await scan(service, own.lead);
    good(await service.call(paperApi.enterMine, { kind: 'photo_page', fileId: attached }, own.lead));
    const loose = await scan(service, own.lead);
    const promised = good(
      await announce(service, own.lead, {
        purpose: 'paper',
        bytes: pdf(),
        contentType: 'application/pdf',
      }),
    ).fileId;
    await round(23 * hour);
    const fresh = await scan(service, { ...own.lead, token: await service.signIn(own.lead.personId) });
    expect((await row(loose)).state).toBe('stored');
    await round(25 * hour);
    expect([(await row(loose)).state, await isKept(loose)]).toEqual(['deleted', false]);
    expect((await row(promised)).state).toBe('deleted');
    expect([(await row(attached)).state, await isKept(attached)]).toEqual(['stored', true]);
    // A year later it is still there: nothing that somebody relies on is ever swept.
    await round(365 * 24 * hour);
    expect([(await row(attached)).state, await isKept(attached)]).toEqual(['stored', true]);
    expect((await row(fresh)).state).toBe('deleted');
    clock.shift(-(23 + 25 + 365 * 24) * hour);
  });

  test('a swept scan is taken into nothing, and one that was taken is not swept any more', async () => {
    const files = await service.get(FileService);
    const write = <T>(work: Parameters<UnitOfWork['run']>[1]) =>
      service.get(UnitOfWork).then((unit) => unit.run(systemCtx(clock.now()), work) as Promise<T>);
    const [first, second] = [await scan(service, own.lead), await scan(service, own.lead)];
    await write((tx) => files.forgetUnattached(tx, first));
    await expect(write((tx) => files.attach(tx, first, own.lead.personId))).rejects.toMatchObject({
      code: 'file.unknown',
    });
    await write((tx) => files.attach(tx, second, own.lead.personId));
    await write((tx) => files.forgetUnattached(tx, second));
    expect((await row(second)).state).toBe('stored');
  });
});
