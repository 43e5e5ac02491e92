import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import {
  liftPosition,
  type StaffedDistrict,
  twoDistricts,
  type Worker,
} from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { RescueStationRow } from './station.entity';
import { StationService } from './station.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let stations: StationService;
  let tomorrow: string;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    stations = await service.get(StationService);
    tomorrow = addDays(dayOf((await service.get(Clock)).now()), 1);
  });
  afterAll(() => service.stop());

  type Arranged = CallOf<typeof stationApi.arrange>;
  const arrange = (changes: Partial<Arranged> = {}, who: Worker = own.stationAdmin) =>
    service.call(
      stationApi.arrange,
      { stationId: own.stationId, areas: ['999901'], position: liftPosition, ...changes },
      who,
    );
  const show = async (who: Worker = own.stationAdmin) =>
    good(await service.call(stationApi.show, { stationId: own.stationId }, who));
  const stand = (isOpen: boolean, reason = '器材检修', who: Worker = own.stationAdmin) =>
    service.call(stationApi.stand, { stationId: own.stationId, isOpen, reason }, who);
  const at = () => startOfDay(tomorrow) + 9 * 3_600_000;
  const nearest = (divisionCode = '999901', position: typeof liftPosition | null = liftPosition) =>
    stations.nearest({ divisionCode, position }, at());

  test('a station that nobody has arranged cannot be opened and is asked for nothing', async () => {
    expect((await stand(true)).error?.code).toBe('station.not_arranged');
    expect(await nearest()).toEqual([]);
    expect(await show()).toMatchObject({ isOpen: false, areas: [], position: null, people: 1 });
  });

  test('it is found for the lifts of its areas, with who is on call there', async () => {
    good(await arrange());
    expect(await nearest()).toMatchObject([{ id: own.stationId, metres: 0, people: [] }]);
    expect(await nearest('999902')).toEqual([]);
    const admin = own.stationAdmin;
    const { id: rosterId } = good(await service.call(dutyApi.create, { name: '救援值班' }, admin));
    const shift = {
      rosterId,
      personId: own.rescuer.personId,
      days: [tomorrow],
      from: '08:00',
      until: '20:00',
    };
    good(await service.call(dutyApi.enter, shift, admin));
    expect(await nearest()).toMatchObject([{ people: [{ name: own.rescuer.name }] }]);
    expect(await nearest('999901', null)).toMatchObject([{ metres: null }]);
  });

  test('of two the one with people on call comes first, even from farther away', async () => {
    const far = { ...liftPosition, lng: liftPosition.lng + 0.1 };
    good(await arrange({ position: far }));
    const other = { stationId: foreign.stationId, areas: ['9999'], position: liftPosition };
    good(await service.call(stationApi.arrange, other, foreign.stationAdmin));
    const found = await nearest();
    expect(found.map(({ id }) => id)).toEqual([own.stationId, foreign.stationId]);
    expect(found[0]?.metres).toBeGreaterThan(9_000);
  });

  test('whoever closes it says why, and it is not asked until it opens again', async () => {
    expect(good(await stand(false))).toMatchObject({ isOpen: false, closedReason: '器材检修' });
    expect((await nearest()).map(({ id }) => id)).not.toContain(own.stationId);
    expect(good(await stand(true, '检修完毕', own.regulator))).toMatchObject({
      isOpen: true,
      closedReason: '',
    });
    const { items } = good(await service.call(stationApi.list, { open: 'true' }, own.operator));
    expect(items.map(({ id }) => id)).toEqual([own.stationId]);
    expect(good(await service.call(stationApi.list, { open: 'false' }, own.operator)).total).toBe(0);
  });

  test('teams are made of the station’s own rescuers, and equipment is kept with its state', async () => {
    const { stationId, rescuer, stationAdmin } = own;
    const team = { stationId, name: '一班', leaderId: rescuer.personId };
    const stranger = { ...team, memberIds: [own.lead.personId] };
    expect((await service.call(stationApi.saveTeam, stranger, stationAdmin)).status).toBe(404);
    const made = good(await service.call(stationApi.saveTeam, team, stationAdmin));
    expect(made.teams).toMatchObject([{ name: '一班', leader: { name: rescuer.name }, members: [{}] }]);
    const teamId = made.teams[0]?.id ?? '';
    const again = { ...team, teamId, name: '夜班' };
    expect(good(await service.call(stationApi.saveTeam, again, stationAdmin)).teams).toMatchObject([
      { id: teamId, name: '夜班' },
    ]);
    const tool = { stationId, name: '液压扩张器', quantity: 2, place: '一号车', checkedOn: tomorrow };
    const kept = good(await service.call(stationApi.saveEquipment, tool, stationAdmin));
    expect(kept.equipment).toMatchObject([{ name: '液压扩张器', quantity: 2, state: 'ready' }]);
    const equipmentId = kept.equipment[0]?.id ?? '';
    const broken = { ...tool, equipmentId, state: 'in_repair' as const };
    good(await service.call(stationApi.saveEquipment, broken, stationAdmin));
    good(await service.call(stationApi.endTeam, { stationId, teamId }, stationAdmin));
    const after = await show(own.rescuer);
    expect(after).toMatchObject({ teams: [], equipment: [{ state: 'in_repair' }], may: { arrange: false } });
    good(await service.call(stationApi.endEquipment, { stationId, equipmentId }, stationAdmin));
    expect((await show()).equipment).toEqual([]);
    const gone = await service.call(stationApi.endEquipment, { stationId, equipmentId }, stationAdmin);
    expect(gone.status).toBe(404);
  });

  test('positions are kept in the map’s own degrees, phones encrypted and read only with a purpose', async () => {
    good(await arrange({ position: { ...liftPosition, crs: 'WGS84' }, phone: '10099000033' }));
    const { manager } = (await service.get(Database)).reader;
    const row = await manager.findOneByOrFail(RescueStationRow, { organisationId: own.stationId });
    expect(row.lng).not.toBe(liftPosition.lng);
    expect(row.phoneSealed).not.toContain('10099000033');
    expect(await show(own.operator)).toMatchObject({ phone: '100****0033' });
    const purpose = '派救援站出动';
    const read = await service.call(
      stationApi.readPhone,
      { stationId: own.stationId, purpose },
      own.operator,
    );
    expect(good(read)).toEqual({ phone: '10099000033' });
    const trace = { action: 'station.phone_read', subjectId: own.stationId };
    expect(await manager.findBy(AuditEntry, trace)).toMatchObject([{ detail: { purpose } }]);
  });

  test('other districts, other stations and units that are no station do not exist for it', async () => {
    for (const who of [foreign.stationAdmin, foreign.regulator])
      expect((await arrange({}, who)).status).toBe(404);
    expect((await arrange({ stationId: own.bodyId }, own.unitAdmin)).status).toBe(404);
    expect((await arrange({ stationId: own.bodyId }, own.regulator)).status).toBe(404);
    expect((await arrange({ areas: [] })).error?.code).toBe('kernel.input_invalid');
  });
});
