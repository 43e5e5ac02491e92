import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import type { Worker } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { good, upload } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { CodeService } from '../code/code.service';
import { CodeMove } from '../code/code-move.entity';
import { ContractCity } from '../contract/testing/contract-city';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import type { LiftRegistration } from './lift.facts';
import { LiftService } from './lift.service';
import { PositionFix } from './position-fix.entity';

onBothDatabases((start) => {
  let service: TestService;
  let city: ContractCity;
  beforeAll(async () => {
    service = await start();
    city = await ContractCity.in(service);
  });
  afterAll(() => service.stop());

  const write = async <T>(work: Parameters<UnitOfWork['run']>[1]) =>
    (await (await service.get(UnitOfWork)).run(systemCtx(city.now()), work)) as T;
  const coded = async (stated: Partial<LiftRegistration> = {}) => {
    const lift = await city.lift(stated);
    const codes = await service.get(CodeService);
    return { ...lift, token: await write<string>((tx) => codes.issue(tx, lift.id)) };
  };
  const bind = (
    input: { token?: string; liftId?: string; ownNumber?: string; fileId?: string },
    who = city.own.lead,
  ) => service.call(onSiteApi.bind, input, who);
  const nameplate = async (who: Worker = city.own.lead) =>
    upload(service, who, { purpose: 'paper', contentType: 'image/jpeg', bytes: await photograph() });
  const count = async (entity: typeof PositionFix | typeof CodeMove | typeof AuditEntry, where: object) =>
    (await service.get(Database)).reader.manager.countBy<object>(entity, where);

  describe('binding', () => {
    test('a technician scans a lift of the company and binds it, once', async () => {
      const lift = await coded();
      const seen = good(await service.call(onSiteApi.scan, { token: lift.token }, city.own.lead));
      expect(seen).toMatchObject({ twins: 0, standing: 'ours', bound: false });
      expect(good(await bind({ token: lift.token })).state).toBe('confirmed');
      expect((await bind({ token: lift.token })).error?.code).toBe('lift.already_bound');
    });

    test('a lift of another company is not bound, and a code that was never ours neither', async () => {
      const lift = await coded();
      expect((await bind({ token: lift.token }, city.foreign.lead)).error?.code).toBe(
        'lift.of_another_company',
      );
      expect((await bind({ token: 'nosuchcode' })).error?.code).toBe('lift.code_unknown');
    });

    test('a lift that nobody maintains is proposed, and bound once a contract is entered', async () => {
      const lift = await coded({ companyId: null });
      const proposed = good(await bind({ token: lift.token }, city.foreign.lead));
      expect(proposed.state).toBe('proposed');
      const accept = () =>
        service.call(onSiteApi.decideBinding, { bindingId: proposed.id, accept: true }, city.next);
      expect((await accept()).error?.code).toBe('lift.contract_first');
      await city.enter([lift], city.next);
      expect(good(await accept()).state).toBe('confirmed');
    });

    test('of twins the number on site and a photograph of the nameplate are asked for', async () => {
      const place = '双子楼';
      const lift = await coded({ place, ownNumber: '1#' });
      await coded({ place, ownNumber: '2#' });
      expect(good(await service.call(onSiteApi.scan, { token: lift.token }, city.own.lead)).twins).toBe(1);
      expect((await bind({ token: lift.token })).error?.code).toBe('lift.twin_to_confirm');
      expect((await bind({ token: lift.token, ownNumber: '1#' })).error?.code).toBe('lift.twin_to_confirm');
      const bound = await bind({ token: lift.token, ownNumber: '1#', fileId: await nameplate() });
      expect(good(bound)).toMatchObject({ state: 'confirmed', hasPhoto: true });
    });

    test('whoever reads the twin’s number binds nothing, the regulator hears it and swaps the codes, with history', async () => {
      const place = '贴错楼';
      const one = await coded({ place, ownNumber: '1#' });
      const two = await coded({ place, ownNumber: '2#' });
      const wrong = await bind({ token: one.token, ownNumber: '2#', fileId: await nameplate() });
      expect(wrong.error?.code).toBe('lift.code_on_wrong_lift');
      expect(await city.openTasks('lift.code_on_wrong_lift', one.id)).toBe(1);
      const swap = (who: Worker) =>
        service.call(onSiteApi.swapCodes, { liftIds: [one.id, two.id], reason: '现场核对，贴反了。' }, who);
      expect((await swap(city.foreign.regulator)).status).toBe(404);
      expect((await swap(city.own.regulator)).status).toBe(200);
      const seen = good(await service.call(onSiteApi.scan, { token: one.token }, city.own.lead));
      expect(seen.lift.id).toBe(two.id);
      expect(await count(CodeMove, { fromLiftId: one.id, toLiftId: two.id })).toBe(1);
      expect(await city.openTasks('lift.code_on_wrong_lift', one.id)).toBe(0);
    });

    test('from the list a lift is bound with a photograph only, and no guessed id', async () => {
      const lift = await city.lift();
      expect((await bind({ liftId: lift.id })).error?.code).toBe('lift.nameplate_missing');
      expect(good(await bind({ liftId: lift.id, fileId: await nameplate() }))).toMatchObject({ way: 'list' });
      expect((await bind({ liftId: newId(), fileId: await nameplate() })).status).toBe(404);
      const foreign = await bind(
        { liftId: lift.id, fileId: await nameplate(city.foreign.lead) },
        city.foreign.lead,
      );
      expect(foreign.status).toBe(404);
      const others = good(await service.call(onSiteApi.bindings, { pageSize: 100 }, city.next));
      expect(others.items.some((binding) => binding.lift.id === lift.id)).toBe(false);
    });
  });

  describe('position', () => {
    const fix = (north = 0, changes: object = {}) => ({
      lng: 118.61,
      lat: 24.91 + north / 111_195,
      crs: 'GCJ02' as const,
      accuracyMetres: 15,
      isMock: false,
      capturedAt: city.now(),
      ...changes,
    });
    const offer = (lift: { id: string; token: string }, who: Worker, north = 0, changes: object = {}) =>
      service.call(onSiteApi.offerFix, { liftId: lift.id, token: lift.token, ...fix(north, changes) }, who);

    test('two technicians who agree confirm where the lift stands, and the file shows it', async () => {
      const lift = await coded();
      expect(good(await offer(lift, city.own.lead))).toMatchObject({ missing: 1, current: null });
      expect(good(await offer(lift, city.own.lead))).toMatchObject({ missing: 1 });
      const seen = good(await offer(lift, city.own.partner, 20));
      expect(seen).toMatchObject({ missing: 0, current: { confirmed: true } });
      expect(seen.history).toHaveLength(1);
      const file = good(await service.call(liftApi.show, { liftId: lift.id }, city.own.regulator));
      expect(file.position).toMatchObject({ crs: 'GCJ02', confirmed: true });
    });

    test('two who contradict each other confirm nothing; the third decides', async () => {
      const lift = await coded();
      await offer(lift, city.own.lead, 900);
      expect(good(await offer(lift, city.own.partner, 0))).toMatchObject({ contradiction: true });
      expect(await city.openTasks('lift.position_contradiction', lift.id)).toBe(1);
      expect(good(await offer(lift, city.own.colleague, 10)).current).toMatchObject({ confirmed: true });
      expect(await city.openTasks('lift.position_contradiction', lift.id)).toBe(0);
    });

    test('a simulated position is refused and written down; another lift’s code proves nothing here', async () => {
      const [lift, other] = [await coded(), await coded()];
      expect((await offer(lift, city.own.lead, 0, { isMock: true })).error?.code).toBe(
        'check_in.mock_position',
      );
      expect(await count(AuditEntry, { subjectId: lift.id, action: 'lift.mock_position' })).toBe(1);
      expect((await offer({ ...lift, token: other.token }, city.own.lead)).error?.code).toBe(
        'lift.other_code',
      );
      expect((await offer(lift, city.foreign.lead)).status).toBe(404);
      expect(await count(PositionFix, { liftId: lift.id })).toBe(0);
    });

    test('a fix that says too little is refused, with how blurred it is, and not kept', async () => {
      const lift = await coded();
      const blurred = await offer(lift, city.own.lead, 0, { accuracyMetres: 400 });
      expect(blurred.error).toMatchObject({ code: 'lift.fix_too_weak' });
      expect(blurred.error?.message).toContain('误差约 400 米');
      expect(await count(PositionFix, { liftId: lift.id })).toBe(0);
    });

    test('where a technician stood is kept encrypted', async () => {
      const lift = await coded();
      await offer(lift, city.own.lead);
      const { manager } = (await service.get(Database)).reader;
      const row = await manager.findOneByOrFail(PositionFix, { liftId: lift.id });
      expect(row.fixSealed).not.toContain('24.9');
    });

    test('the first maintenance collects it: both check-ins together confirm the lift’s position', async () => {
      const lift = await coded();
      const district = { ...city.own, liftId: lift.id, code: lift.token };
      const driver = new VisitDriver(service, city.now);
      const visitId = await driver.plan(district);
      for (const worker of [city.own.lead, city.own.partner]) {
        good(await driver.scan(worker, visitId, lift.token));
        good(await driver.locate(worker, visitId));
      }
      const seen = good(await service.call(onSiteApi.position, { liftId: lift.id }, city.own.regulator));
      expect(seen.current).toMatchObject({ confirmed: true });
    });
  });

  describe('entering and correcting', () => {
    let made = 0;
    const entry = () => {
      made += 1;
      return {
        type: '3110' as const,
        place: '新建楼',
        divisionCode: '999901',
        manufacturer: '示例电梯制造厂',
        factoryNumber: `NEW-${made}`,
      };
    };
    const decide = (changeId: string, accept = true) =>
      service.call(changeApi.decide, { changeId, accept, reason: '已核对。' }, city.own.regulator);
    const imported = async (liftId: string, patch: object) => {
      const lifts = await service.get(LiftService);
      await write((tx) => lifts.change(tx, [{ id: liftId, patch }], { source: 'import', sourceId: newId() }));
      await city.settle();
    };
    const stateOf = async (liftId: string, changeId: string) =>
      good(await service.call(onSiteApi.corrections, { liftId }, city.old)).items.find(
        ({ id }) => id === changeId,
      )?.state;

    test('a lift that the register does not know waits for the regulator, and then can be scanned', async () => {
      const said = entry();
      const answer = good(await service.call(onSiteApi.enter, said, city.old));
      expect(answer).toMatchObject({ outcome: 'pending', liftId: null });
      const list = good(
        await service.call(changeApi.list, { subjectKind: 'lift', state: 'waiting' }, city.own.regulator),
      );
      const change = list.items.find(({ after }) => after.factoryNumber === said.factoryNumber);
      expect((await decide(change?.id ?? '')).status).toBe(200);
      const again = good(await service.call(onSiteApi.enter, said, city.old));
      expect(again.outcome).toBe('matched');
      const file = good(await service.call(liftApi.show, { liftId: again.liftId ?? '' }, city.own.regulator));
      expect(file.codePath).not.toBeNull();
    });

    test('what the register knows is matched by its number, however written; another company’s lift gives no id', async () => {
      const said = { ...entry(), registrationCode: '3110 9999 9920 1605 7788' };
      await city.lift({ registrationCode: '31109999992016057788' });
      expect(good(await service.call(onSiteApi.enter, said, city.old)).liftId).not.toBeNull();
      expect(good(await service.call(onSiteApi.enter, said, city.next))).toMatchObject({
        outcome: 'matched',
        liftId: null,
      });
    });

    test('a lift without any number is refused', async () => {
      const { factoryNumber: _none, ...said } = entry();
      expect((await service.call(onSiteApi.enter, said, city.old)).error?.code).toBe('lift.unidentified');
    });

    test('a registration field is decided by the superior system: the correction waits, visible, until it agrees', async () => {
      const lift = await city.lift({ floors: 18 });
      const asked = { liftId: lift.id, changes: { floors: 20 }, reason: '现场数过，20 层。' };
      const { id } = good(await service.call(onSiteApi.correct, asked, city.own.lead));
      expect((await decide(id)).error?.code).toBe('lift.superior_system_decides');
      await imported(lift.id, { address: '示例路 9 号' });
      expect(await stateOf(lift.id, id)).toBe('waiting');
      await imported(lift.id, { floors: 20 });
      expect(await stateOf(lift.id, id)).toBe('accepted');
    });

    test('a local correction that the nightly import writes over waits again', async () => {
      const lift = await city.lift({ place: '旧地名' });
      const asked = { liftId: lift.id, changes: { place: '新地名' }, reason: '小区已改名。' };
      const { id } = good(await service.call(onSiteApi.correct, asked, city.own.ownerAdmin));
      expect((await decide(id)).status).toBe(200);
      expect(good(await service.call(liftApi.show, { liftId: lift.id }, city.old)).place).toBe('新地名');
      await imported(lift.id, { place: '旧地名' });
      const items = good(await service.call(onSiteApi.corrections, { liftId: lift.id }, city.old)).items;
      expect(items[0]).toMatchObject({ state: 'waiting', fields: [{ before: '旧地名', after: '新地名' }] });
    });

    test('the kind of place is corrected here: shown in words, decided by the office, in the lift’s file afterwards', async () => {
      const lift = await city.lift();
      const file = async () => good(await service.call(liftApi.show, { liftId: lift.id }, city.old));
      expect((await file()).usePlace).toBeNull();
      const asked = { liftId: lift.id, changes: { usePlace: 'hospital' as const }, reason: '住院楼。' };
      const { id, fields } = good(await service.call(onSiteApi.correct, asked, city.old));
      expect(fields).toEqual([{ field: 'usePlace', label: '使用场所', before: '', after: '医院' }]);
      expect((await decide(id)).status).toBe(200);
      expect((await file()).usePlace).toBe('hospital');
    });

    test('what is right already is no correction; a stranger’s lift does not exist', async () => {
      const lift = await city.lift({ floors: 6 });
      const asked = { liftId: lift.id, changes: { floors: 6 }, reason: '核对。' };
      expect((await service.call(onSiteApi.correct, asked, city.old)).error?.code).toBe(
        'lift.nothing_to_correct',
      );
      expect((await service.call(onSiteApi.correct, asked, city.next)).status).toBe(404);
    });

    test('an import does not change who maintains a lift under contract', async () => {
      const lift = await city.lift();
      await city.enter([lift], city.old);
      await imported(lift.id, { companyId: city.foreign.companyId, floors: 9 });
      expect(await city.companyOf(lift.id)).toBe(city.own.companyId);
      expect(good(await service.call(liftApi.show, { liftId: lift.id }, city.old)).floors).toBe(9);
    });
  });

  test('bad data become tasks in the morning and end when they are right', async () => {
    const [one, two] = [await city.lift({ rescueCode: '888888' }), await city.lift({ rescueCode: '888888' })];
    const wrongType = await city.lift({ equipmentCode: '33101999920150001' });
    await city.goTo(city.day(1), 9 * 3_600_000);
    await city.morning();
    expect(await city.openTasks('lift.duplicate', one.id)).toBe(1);
    expect(await city.openTasks('lift.type_contradiction', wrongType.id)).toBe(1);
    const lifts = await service.get(LiftService);
    const patch = { rescueCode: '888889' };
    await write((tx) => lifts.change(tx, [{ id: two.id, patch }], { source: 'correction', sourceId: '' }));
    await city.goTo(city.day(1), 9 * 3_600_000);
    await city.morning();
    expect(await city.openTasks('lift.duplicate', one.id)).toBe(0);
  });
});
