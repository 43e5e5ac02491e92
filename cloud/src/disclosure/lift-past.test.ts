import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { liftPastApi } from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { CallOutDriver } from '../../../test/fixture/call-out-driver';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { CallOutStop } from '../call-out/call-out-stop.entity';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import type { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { LiftPause } from '../lift/lift-pause.entity';
import { MaintenanceRecord } from '../record/record.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let today: string;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    today = dayOf((await service.get(Clock)).now());
  });
  afterAll(() => service.stop());

  const change = async (work: (manager: Database['reader']['manager']) => Promise<unknown>) => {
    const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now(), 'fixture'), ({ manager }) => work(manager));
  };
  const past = async (token = own.code) => good(await service.call(liftPastApi.show, { token }));
  const page = async (query = '') => (await fetch(`${service.url}/l/${own.code}${query}`)).text();
  const judge = async (recordId: string, valid: boolean) => {
    await change((manager) => manager.update(MaintenanceRecord, { id: recordId }, { validity: 'suspect' }));
    const decision = { recordId, valid, reason: '用时不足以完成全部项目。' };
    good(await service.call(recordApi.decideValidity, decision, own.reviewer));
  };

  test('a lift of which nothing is known says so everywhere, and invents nothing', async () => {
    expect(await past(foreign.code)).toMatchObject({
      ...{ visits: [], faults: [], entrapments: [], supervision: [] },
      inspections: { lastOn: null, afterMajorRepair: [] },
    });
  });

  test('a record that the authority found invalid is no maintenance, and stands as what was decided', async () => {
    const { recordId } = await new VisitDriver(service).walk(own, 'submitted');
    expect((await past()).visits).toHaveLength(1);
    await judge(recordId, false);
    const { visits, supervision } = await past();
    expect(visits).toEqual([]);
    expect(supervision).toEqual([
      { kind: 'record_invalid', on: today, until: null, about: { on: today, class: 'half_month' } },
    ]);
    expect(await page()).toContain('一次维保记录被认定无效');
    await judge(recordId, true);
    expect((await past()).supervision.map(({ kind }) => kind)).toEqual(['record_restored']);
    expect((await past()).visits).toHaveLength(1);
  });

  test('a doubt that ended well is no decision about anybody', async () => {
    const { recordId } = await new VisitDriver(service).walk(foreign, 'submitted');
    await change((manager) => manager.update(MaintenanceRecord, { id: recordId }, { validity: 'suspect' }));
    const decision = { recordId, valid: true, reason: '已核实。' };
    good(await service.call(recordApi.decideValidity, decision, foreign.reviewer));
    expect((await past(foreign.code)).supervision).toEqual([]);
  });

  test('when it was out of use is told with the day of its return, once there is one', async () => {
    const [long, now] = [addDays(today, -200), addDays(today, -3)];
    await change((manager) =>
      manager.insert(LiftPause, [
        { id: newId(), liftId: own.liftId, kind: 'out_of_use', fromDay: long, toDay: addDays(long, 20) },
        { id: newId(), liftId: own.liftId, kind: 'sealed', fromDay: now, toDay: null },
      ]),
    );
    const { supervision } = await past();
    expect(supervision.slice(1)).toEqual([
      { kind: 'paused', on: now, until: null, about: null },
      { kind: 'suspended', on: long, until: addDays(long, 20), about: null },
    ]);
    expect(await page()).toContain('还没有恢复使用');
    expect(await page('?lang=en')).toContain('closed for the time being');
  });

  test('inspections stand with their body, as far as the register knows', async () => {
    await change((manager) =>
      manager.update(
        Lift,
        { id: own.liftId },
        { lastInspectionOn: '2026-06-18', nextInspectionOn: '2027-06-30' },
      ),
    );
    expect((await past()).inspections).toEqual({
      ...{
        body: '鹭湾区示例特种设备检验所',
        lastOn: '2026-06-18',
        nextOn: '2027-06-30',
        afterMajorRepair: [],
      },
    });
    const text = await page();
    expect(text).toContain('上次检验 2026年6月18日');
    expect(text).toContain('下次检验 2027年6月30日');
    // The register knows whose area it is, not who inspected: no body stands with a date.
    expect(text.slice(text.indexOf('<summary>检验'))).not.toContain('特种设备检验所');
    expect(text).toContain('<dt>辖区检验机构</dt><dd>鹭湾区示例特种设备检验所</dd>');
    expect(text).not.toContain('<dt>检验机构');
  });

  test('faults and entrapments are told without a word of whoever reported them', async () => {
    await new CallOutDriver(service, own).report();
    const asked = { code: own.code, key: 'a-key-of-one-call-0001', phone: '10000000001' };
    good(await service.call(helpApi.call, asked));
    const answer = await past();
    expect(answer.faults).toMatchObject([
      { sign: 'stopped', finishedAt: null, outcome: null, isMajor: false, stoppedAt: null, parts: [] },
    ]);
    expect(answer.entrapments).toMatchObject([{ kind: 'trapped', outcome: null, freedAt: null }]);
    expect(JSON.stringify(answer)).not.toMatch(/停在 3 楼|10000000001/);
    expect(JSON.stringify(answer)).not.toContain(own.officer.personId);
  });

  test('by the rescue number it is the same, a number that is nobody’s is not found, and neither shows the code', async () => {
    const byNumber = good(await service.call(liftPastApi.numbered, { number: '999901' }));
    expect({ ...byNumber, queriedAt: 0 }).toEqual({ ...(await past()), queriedAt: 0 });
    expect(JSON.stringify(byNumber)).not.toContain(own.code);
    const unknown = await service.call(liftPastApi.show, { token: '0'.repeat(26) });
    const known = await service.call(codeApi.lift, { token: '0'.repeat(26) });
    expect([unknown.status, unknown.error?.code]).toEqual([known.status, known.error?.code]);
    expect((await service.call(liftPastApi.show, { token: '999901' })).status).toBe(404);
  });

  test('a lift that should run again by a day promises it until then, and afterwards says that it is not repaired', async () => {
    const repairs = new CallOutDriver(service, foreign);
    good(await repairs.stop(await repairs.walk('in_progress'), addDays(today, 5)));
    const at = async (query = '') => (await fetch(`${service.url}/l/${foreign.code}${query}`)).text();
    expect(await at()).toMatch(/停用维修中，预计 [^<]* 恢复，请不要乘坐。/);
    await change((manager) =>
      manager.update(CallOutStop, { liftId: foreign.liftId }, { expectedOn: addDays(today, -1) }),
    );
    expect(await at()).toMatch(/停用维修中，原定 [^<]* 恢复，还没有修好，请不要乘坐。/);
    expect(await at()).not.toMatch(/预计 \d/);
    expect(await at('?lang=en')).toMatch(/It was to be back on [^<]* and is not yet\./);
  });
});
