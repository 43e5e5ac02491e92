import { codeViewApi } from '@lifttrust/shared-types/disclosure/code-view.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { cityFile } from '../../../test/fixture/city-file';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { submitted } from '../../../test/fixture/public-reports';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { dingtalkLink } from '../adapters/chat/dingtalk.link';
import { CodeService } from '../code/code.service';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MaintenanceRecord } from '../record/record.entity';
import { pageInDingtalk } from './page/page.controller';

const sticker = 'https://old.example/q?c=31103505002016050A';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let visitId = '';
  let recordId = '';
  beforeAll(async () => {
    service = await start({
      LIFTTRUST_WECHAT_LINK_FILE: 'aB3dE5.txt',
      LIFTTRUST_WECHAT_LINK_TEXT: '0123456789abcdef',
      LIFTTRUST_CITY_FILE: cityFile({
        stickers: [{ pattern: '^https://old\\.example/q\\?c=(\\w{17,20})$', number: 'equipmentCode' }],
      }),
    });
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const write = async (work: (tx: Transaction) => Promise<unknown>) => {
    const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now(), 'fixture'), work);
  };
  const view = (who: Worker, code = `https://lifttrust.example/l/${own.code}`) =>
    service.call(codeViewApi.show, { code }, who);
  const waitsFor = async (who: Worker, code?: string) => good(await view(who, code)).waiting;

  test('nothing waits at a lift in order: everybody who answers for it sees the lift, and that', async () => {
    for (const who of [own.lead, own.admin, own.officer, own.regulator]) {
      const seen = good(await view(who));
      expect(seen).toMatchObject({ lift: { id: own.liftId, place: '鹭湾区望溪花园 3 幢' }, waiting: [] });
      expect(seen.codeState).toBe('current');
      expect(seen.consoleUrl).toContain(`/console/#/lifts/${own.liftId}`);
    }
  });

  test('a technician is led to today’s visit, begun or not; a colleague who takes no part is not', async () => {
    const driver = new VisitDriver(service);
    visitId = await driver.plan(own);
    expect(await waitsFor(own.lead)).toMatchObject([
      { kind: 'visit', id: visitId, state: 'planned', nextStep: 'code' },
    ]);
    good(await driver.scan(own.lead, visitId, own.code));
    expect(await waitsFor(own.lead)).toMatchObject([{ id: visitId, state: 'checked_in' }]);
    expect(await waitsFor(own.colleague)).toEqual([]);
  });

  test('a technician of another company, another district and an inspector see nothing of it', async () => {
    for (const who of [foreign.lead, foreign.admin, foreign.officer, foreign.regulator, own.rescuer])
      expect((await view(who)).error?.kind).toBe('not_found');
    expect((await view(own.inspector)).error?.kind).toBe('forbidden');
    expect((await view(own.lead, 'https://lifttrust.example/l/00000000000000000000000000')).error?.kind).toBe(
      'not_found',
    );
  });

  test('an owner is led to the record that waits for an answer, and after it to nothing', async () => {
    const driver = new VisitDriver(service);
    ({ recordId } = await driver.walk(own, 'submitted'));
    await write(({ manager }) => manager.update(MaintenanceRecord, { id: recordId }, { validity: 'valid' }));
    expect(await waitsFor(own.officer)).toMatchObject([{ kind: 'record', id: recordId }]);
    expect(await waitsFor(own.regulator)).toEqual([]);
    await write(({ manager }) =>
      manager.update(MaintenanceRecord, { id: recordId }, { ownerAnswer: 'signed' }),
    );
    expect(await waitsFor(own.officer)).toEqual([]);
  });

  test('a regulator is led to the overdue day, then to the doubt, then to what people say', async () => {
    const dueOn = addDays(dayOf((await service.get(Clock)).now()), -2);
    await write(async ({ manager }) => {
      await manager.update(Lift, { id: own.liftId }, { dueOn });
      await manager.update(MaintenanceRecord, { id: recordId }, { validity: 'suspect' });
    });
    const { reportId } = await submitted(service, own.code);
    expect(await waitsFor(own.regulator)).toMatchObject([
      { kind: 'overdue', dueOn },
      { kind: 'doubt', id: recordId },
      { kind: 'report', id: reportId, what: 'complaint', state: 'received' },
    ]);
    expect((await waitsFor(own.officer)).map(({ kind }) => kind)).toEqual(['overdue']);
  });

  test('a complaint waits for an owner only when it was passed on to them', async () => {
    const { items } = good(await service.call(publicReportApi.list, {}, own.regulator));
    const reportId = items[0]?.id ?? '';
    good(await service.call(publicReportApi.decide, { reportId, accept: true }, own.regulator));
    const route = { reportId, to: 'owner' as const, text: '请核实电梯抖动。' };
    good(await service.call(publicReportApi.route, route, own.regulator));
    expect((await waitsFor(own.officer)).map(({ kind }) => kind)).toEqual(['report', 'overdue']);
    expect((await waitsFor(own.regulator)).map(({ kind }) => kind)).toEqual(['overdue', 'doubt']);
  });

  test('the city’s older sticker and the rescue number open the same view', async () => {
    await write(({ manager }) =>
      manager.update(Lift, { id: own.liftId }, { equipmentCode: '31103505002016050A' }),
    );
    for (const code of [sticker, '999901', own.code])
      expect(good(await view(own.regulator, code)).lift.id).toBe(own.liftId);
    expect((await view(own.regulator, '999902')).error?.kind).toBe('not_found');
  });

  test('a complaint may be sent under an older sticker, stars may not', async () => {
    const { reportId } = await submitted(service, sticker);
    const { lift } = good(await service.call(publicReportApi.show, { reportId }, own.regulator));
    expect(lift?.id).toBe(own.liftId);
    const ticket = await service.call(publicReportApi.ticket, { code: sticker });
    expect(ticket.error?.kind).toBe('not_found');
  });

  test('people shut in come before everything, for whoever was called; a rescuer sees the lift while they are', async () => {
    const draft = { code: own.code, key: 'one-code-four-readers', isPanic: true };
    good(await service.call(helpApi.call, draft));
    for (const who of [own.lead, own.officer, own.regulator, own.operator, own.rescuer])
      expect((await waitsFor(who))[0]).toMatchObject({ kind: 'entrapment', what: 'trapped' });
    expect((await view(foreign.regulator)).error?.kind).toBe('not_found');
  });

  test('people are out: nobody is said to be shut in; who came is led to what is still to be filled in, a station no more', async () => {
    const found = good(await service.call(rescueApi.list, { open: 'yes' }, own.lead));
    const entrapmentId = found.items[0]?.id ?? '';
    good(await service.call(rescueApi.free, { entrapmentId, people: 1 }, own.lead));
    expect((await waitsFor(own.lead))[0]).toMatchObject({
      kind: 'entrapment',
      id: entrapmentId,
      state: 'freed',
    });
    for (const who of [own.colleague, own.officer, own.regulator, own.operator])
      expect((await waitsFor(who)).map(({ kind }) => kind)).not.toContain('entrapment');
    expect((await view(own.rescuer)).error?.kind).toBe('not_found');
  });

  test('the link on the public page leads DingTalk to this very lift', () => {
    const ids = { miniAppId: '5000000001', agentId: '1001' };
    const link = dingtalkLink('ding-example', ids, pageInDingtalk(own.code)) ?? '';
    expect(new URL(link).searchParams.get('page')).toBe(`lift/here/index?token=${own.code}`);
  });

  test('WeChat finds the file by which it knows the addresses as ours; its neighbour is no file', async () => {
    const file = await fetch(`${service.url}/l/aB3dE5.txt`);
    expect([file.status, file.headers.get('content-type'), await file.text()]).toEqual([
      ...[200, 'text/plain; charset=utf-8', '0123456789abcdef'],
    ]);
    expect((await fetch(`${service.url}/l/aB3dE6.txt`)).status).toBe(404);
  });

  test('a replaced code is told as that', async () => {
    await write(async (tx) => (await service.get(CodeService)).issue(tx, own.liftId));
    expect(good(await view(own.lead)).codeState).toBe('replaced');
  });
});
