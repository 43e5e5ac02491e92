import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { liftPosition, type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Organisation } from '../organisation/organisation.entity';
import { organisationKey } from '../organisation/organisation.name';
import { Assignment } from '../person/assignment.entity';
import { rescueHelpers } from './testing/rescue-helpers';

/** Which station is called where none keeps a duty table (EMG-05: the nearest). */
onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  /** Entered after the district's own station. */
  let second: { stationId: string; rescuerId: string };

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    second = await aStation('鹭湾区第二电梯应急救援站');
  });
  afterAll(() => service.stop());

  const { signed, write, trapped } = rescueHelpers(() => ({ service, own, clock }));
  const aStation = async (name: string) =>
    write<{ stationId: string; rescuerId: string }>(async (tx) => {
      const [stationId, rescuerId] = [newId(), own.colleague.personId];
      const unit = { id: stationId, kind: 'rescue_station', name, nameKey: organisationKey(name) };
      await tx.manager.insert(Organisation, { ...unit, divisionCode: own.divisionCode, createdAt: tx.at });
      const held = { personId: rescuerId, organisationId: stationId, role: 'rescuer' };
      await tx.manager.insert(Assignment, { ...held, id: newId(), fromDay: '2020-01-01', untilDay: null });
      return { stationId, rescuerId };
    });
  const arrange = async (stationId: string, kilometresEast: number, areas = [own.divisionCode]) => {
    const position = { ...liftPosition, lng: liftPosition.lng + kilometresEast / 100 };
    return good(
      await service.call(stationApi.arrange, { stationId, areas, position }, await signed(own.regulator)),
    );
  };
  const stand = async (stationId: string, isOpen: boolean) =>
    good(
      await service.call(
        stationApi.stand,
        { stationId, isOpen, reason: '器材检修' },
        await signed(own.regulator),
      ),
    );
  /** The stations that are called for somebody in panic, at once. */
  const called = async () => {
    const { id } = await trapped({ isPanic: true });
    const one = good(await service.call(rescueApi.show, { entrapmentId: id }, await signed(own.regulator)));
    return one.summoned.filter(({ side }) => side === 'station').map(({ personId }) => personId);
  };

  test('of two that were never arranged the first that was entered is called, as nobody knows where they are', async () => {
    expect(await called()).toEqual([own.rescuer.personId]);
  });

  test('one that says where it goes comes before one that does not', async () => {
    await arrange(second.stationId, 20);
    expect(await called()).toEqual([second.rescuerId]);
  });

  test('of two that cover the lift the nearer is called, whichever was entered first', async () => {
    await arrange(own.stationId, 20);
    await arrange(second.stationId, 2);
    expect(await called()).toEqual([second.rescuerId]);
    await arrange(own.stationId, 1);
    expect(await called()).toEqual([own.rescuer.personId]);
  });

  test('a closed one is never called: the farther one, then the city’s, then nobody', async () => {
    await stand(own.stationId, false);
    expect(await called()).toEqual([second.rescuerId]);
    await stand(second.stationId, false);
    expect(await called()).toEqual([foreign.rescuer.personId]);
    const away = { stationId: foreign.stationId, areas: [foreign.divisionCode], position: liftPosition };
    good(await service.call(stationApi.arrange, away, await signed(foreign.regulator)));
    // It goes out to other areas; with nobody else it is asked all the same.
    expect(await called()).toEqual([foreign.rescuer.personId]);
    const closed = { stationId: foreign.stationId, isOpen: false, reason: '器材检修' };
    good(await service.call(stationApi.stand, closed, await signed(foreign.regulator)));
    expect(await called()).toEqual([]);
  });
});
