import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { organisationKinds } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { creditCodeOf } from '../../../test/fixture/filings';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';

type New = CallOf<typeof organisationApi.register>;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let number = 0;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const unit = (stated: Partial<New> = {}): New => {
    number += 1;
    return {
      kind: 'association',
      name: `示例单位 ${number}`,
      creditCode: creditCodeOf(number),
      divisionCode: own.divisionCode,
      ...stated,
    };
  };
  const register = (stated: Partial<New> = {}, who: Worker = own.regulator) =>
    service.call(organisationApi.register, unit(stated), who);
  const show = (organisationId: string, who: Worker) =>
    service.call(organisationApi.show, { organisationId }, who);
  const propose = (
    who: Worker,
    patch: CallOf<typeof organisationApi.propose>['patch'],
    organisationId = own.companyId,
  ) => service.call(organisationApi.propose, { organisationId, patch, reason: '已变更登记' }, who);
  const decide = (changeId: string, who: Worker, accept = true) =>
    service.call(changeApi.decide, { changeId, accept, reason: '核对无误' }, who);

  test('a regulator registers every kind of organisation except a company that has to file first', async () => {
    for (const kind of organisationKinds) {
      const isOwner = kind === 'owner';
      const answer = await register(
        { kind, ...(isOwner ? { ownerKind: 'company' } : {}) },
        own.regulatorAdmin,
      );
      if (kind === 'maintenance_company') expect(answer.error?.code).toBe('organisation.filing_required');
      else expect(answer.data).toMatchObject({ kind, divisionName: '鹭湾区', closedOn: null });
    }
  });

  test('a registration tells whoever opens the first administrator’s account', async () => {
    const heard: Record<string, unknown>[] = [];
    (await service.get(Outbox)).on('organisation.registered', async (payload) => {
      heard.push(payload);
    });
    const { data } = await register();
    await (await service.get(Outbox)).settle();
    expect(heard.at(-1)).toMatchObject({ organisationId: data.id, kind: 'association', admin: null });
  });

  test('owners’ committees and villages say why they have no code; a natural person’s ID number is sealed and masked', async () => {
    const committee = { kind: 'owner', ownerKind: 'owners_committee', creditCode: '' } as const;
    expect((await register(committee)).error?.code).toBe('organisation.no_code_reason_missing');
    const named = await register({ ...committee, noCodeReason: '尚未办理' });
    expect(named.data).toMatchObject({ ownerKind: 'owners_committee', noCodeReason: '尚未办理' });
    const idNumber = '999999199001010016';
    const person = { kind: 'owner', ownerKind: 'natural_person', creditCode: '', idNumber } as const;
    const made = await register({ ...person, name: '裴小楼' });
    expect(made.data).toMatchObject({ idNumber: '999999********0016', creditCode: null });
    const { manager } = (await service.get(Database)).reader;
    const rows: unknown = await manager.query('SELECT * FROM organisation_profile');
    expect(JSON.stringify(rows)).not.toContain(idNumber);
    expect((await register({ ...person, name: '另一个名字' })).error?.code).toBe(
      'organisation.identity_taken',
    );
  });

  test('wrong check signs are refused, letters O and I with a hint', async () => {
    const wrong = await register({ creditCode: '91999999MA0000001P' });
    expect(wrong).toMatchObject({ status: 422, error: { code: 'organisation.credit_code_invalid' } });
    expect((await register({ creditCode: '91999999MAO000001N' })).error?.message).toContain('数字 1 和 0');
    expect((await register({ creditCode: '' })).error?.code).toBe('organisation.credit_code_missing');
  });

  test('nobody is registered twice, also not at the same moment', async () => {
    const creditCode = creditCodeOf(4321);
    const answers = await Promise.all([1, 2, 3].map(() => register({ creditCode })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const code = 'organisation.identity_taken';
    expect(answers.filter(({ status }) => status === 409).map(({ error }) => error?.code)).toEqual([
      code,
      code,
    ]);
  });

  test('a regulator registers nobody elsewhere and no other regulator', async () => {
    expect((await register({ divisionCode: foreign.divisionCode })).status).toBe(404);
    expect((await register({ kind: 'regulator' })).error?.code).toBe('organisation.regulator_by_admin');
  });

  test('units are read by their district and by themselves; everybody else hears that there is none', async () => {
    const { ownerId, companyId } = own;
    for (const who of [own.regulator, own.auditor, own.reviewer, own.admin, own.inspector])
      expect((await show(companyId, who)).status).toBe(200);
    for (const who of [own.ownerAdmin, own.unitAdmin, foreign.regulator, foreign.admin, foreign.inspector])
      expect((await show(companyId, who)).status).toBe(404);
    expect((await show(ownerId, own.admin)).status).toBe(404);
    // What is foreign and what does not exist are told apart nowhere.
    const [foreignOne, none] = [
      await show(foreign.companyId, own.regulator),
      await show(newId(), own.regulator),
    ];
    expect({ ...foreignOne.error, requestId: '' }).toEqual({ ...none.error, requestId: '' });
  });

  test('the list counts lifts and people and is narrowed by kind, name and code', async () => {
    const list = async (query: CallOf<typeof organisationApi.list>, who = own.regulator) =>
      (await service.call(organisationApi.list, query, who)).data.items;
    const [company] = await list({ kind: 'maintenance_company' });
    expect(company).toMatchObject({ id: own.companyId, lifts: 1, people: 4 });
    expect((await list({ q: '示例物业' })).map(({ id }) => id)).toEqual([own.ownerId]);
    expect(await list({ q: "' OR '1'='1" })).toEqual([]);
    expect(await list({ q: '%' })).toEqual([]);
    const seen = await list({ pageSize: 100 }, own.inspector);
    expect(new Set(seen.map(({ kind }) => kind))).toEqual(new Set(['maintenance_company', 'owner']));
  });

  test('a company’s data change once a regulator agrees; numbers are sealed on the way', async () => {
    const patch = {
      address: '示例路 8 号',
      emergencyPhone: '10001000009',
      contacts: [{ name: '沈分派', post: '经理', phone: '10001000008' }],
    };
    const { data } = await propose(own.admin, patch);
    const before = (await show(own.companyId, own.admin)).data;
    expect(before).toMatchObject({ address: '', changesWaiting: 1 });
    const waiting = (await service.call(changeApi.show, { changeId: data.changeId }, own.regulator)).data;
    expect(waiting.after).toMatchObject({ address: '示例路 8 号', emergencyPhone: '100****0009' });
    expect(JSON.stringify(waiting)).not.toContain('10001000008');
    expect((await decide(data.changeId, own.regulator)).status).toBe(200);
    expect((await show(own.companyId, own.admin)).data).toMatchObject({
      address: '示例路 8 号',
      emergencyPhone: '100****0009',
      contacts: [{ name: '沈分派', post: '经理', phone: '100****0008' }],
      changesWaiting: 0,
    });
  });

  test('an entry whose number is handed back masked keeps it; offices are added beside it', async () => {
    const kept = { name: '沈分派', post: '总经理', phone: '100****0008' };
    const office = { name: '城东服务点', address: '示例路 9 号', phone: '10001000007' };
    const { data } = await propose(own.admin, { contacts: [kept], offices: [office] });
    const waiting = (await service.call(changeApi.show, { changeId: data.changeId }, own.regulator)).data;
    expect(waiting.before).toMatchObject({ contacts: [{ post: '经理', phone: '100****0008' }], offices: [] });
    expect(waiting.after).toMatchObject({
      contacts: [kept],
      offices: [{ ...office, phone: '100****0007' }],
    });
    expect((await decide(data.changeId, own.regulator)).status).toBe(200);
    const read = { organisationId: own.companyId, purpose: '核对联系人' };
    const { contacts, offices } = (await service.call(organisationApi.phones, read, own.regulator)).data;
    expect(contacts).toEqual([{ ...kept, phone: '10001000008' }]);
    expect(offices).toEqual([office]);
  });

  test('a masked number of nobody is no number; what is handed back unchanged is no change', async () => {
    const contacts = [{ name: '沈分派', post: '总经理', phone: '100****0008' }];
    expect((await propose(own.admin, { contacts })).error?.code).toBe('organisation.nothing_changes');
    const unknown = await propose(own.admin, {
      contacts: [...contacts, { name: '程望舒', post: '', phone: '100****0001' }],
    });
    expect(unknown.error?.message).toBe('程望舒的电话只有隐去的号码，请填写完整号码。');
  });

  test('whole numbers are read with a purpose, and the reading is in the history', async () => {
    const read = { organisationId: own.companyId, purpose: '困人演练核对电话' };
    const { data } = await service.call(organisationApi.phones, read, own.regulator);
    expect(data).toMatchObject({ emergencyPhone: '10001000009' });
    const history = await service.call(organisationApi.history, { organisationId: own.companyId }, own.admin);
    expect(history.data.items.map(({ text }) => text)).toContain('查看完整电话：困人演练核对电话');
    expect((await service.call(organisationApi.phones, read, foreign.regulator)).status).toBe(404);
  });

  test('what does not differ is no change; one field has one request at a time', async () => {
    expect((await propose(own.admin, { address: '示例路 8 号' })).error?.code).toBe(
      'organisation.nothing_changes',
    );
    const { data } = await propose(own.admin, { permitNumber: 'TS3399999-2030' });
    expect((await propose(own.admin, { permitNumber: 'TS3399999-2031' })).error?.code).toBe(
      'organisation.change_waiting',
    );
    await decide(data.changeId, own.regulator, false);
    expect((await show(own.companyId, own.admin)).data.permitNumber).toBe('');
  });

  test('a regulator’s own correction is decided by another', async () => {
    const { data } = await propose(own.regulator, { name: '鹭湾区示例电梯有限公司' });
    expect((await decide(data.changeId, own.regulator)).error?.code).toBe('change.own_request');
    expect((await decide(data.changeId, own.regulatorAdmin)).status).toBe(200);
    expect((await show(own.companyId, own.admin)).data.name).toBe('鹭湾区示例电梯有限公司');
  });

  test('a change to another unit’s code is refused when it is applied', async () => {
    const taken = await register({ kind: 'insurer' });
    const other = await register({ kind: 'insurer' });
    const creditCode = taken.data.creditCode ?? '';
    const { data } = await propose(own.regulator, { creditCode }, other.data.id);
    expect((await decide(data.changeId, own.regulatorAdmin)).error?.code).toBe('organisation.identity_taken');
    expect((await service.call(changeApi.show, { changeId: data.changeId }, own.auditor)).data.state).toBe(
      'waiting',
    );
  });

  test('hostile text is kept as text; markup in a telephone number is refused', async () => {
    const name = `<img src=x onerror=alert(1)>'; DROP TABLE organisation;--`;
    const made = await register({ name });
    expect(made.data.name).toBe(name);
    const answer = await propose(own.admin, { phone: '<b>96333</b>' });
    expect(answer.error?.code).toBe('organisation.phone_invalid');
    const long = await service.call(
      organisationApi.register,
      unit({ name: '长'.repeat(121) }),
      own.regulator,
    );
    expect(long.status).toBe(400);
  });

  test('closing shows what hangs on a unit, is confirmed by those numbers and deletes nothing', async () => {
    const today = dayOf((await service.get(Clock)).now());
    const organisationId = own.companyId;
    const { data: confirmed } = await service.call(
      organisationApi.consequences,
      { organisationId },
      own.regulator,
    );
    expect(confirmed).toEqual({ lifts: 1, people: 4, contracts: 0, plannedVisits: 0, changesWaiting: 0 });
    const close = (stated: Partial<CallOf<typeof organisationApi.close>> = {}) =>
      service.call(
        organisationApi.close,
        { organisationId, closedOn: today, reason: '注销', confirmed, ...stated },
        own.regulator,
      );
    expect((await close({ confirmed: { ...confirmed, lifts: 0 } })).error?.code).toBe(
      'organisation.consequences_changed',
    );
    for (const closedOn of ['2001-01-01', '2199-01-01'])
      expect((await close({ closedOn })).error?.code).toBe('organisation.closed_on_invalid');
    expect((await close()).status).toBe(200);
    expect((await close()).error?.code).toBe('organisation.already_closed');
    expect((await show(organisationId, own.regulator)).data).toMatchObject({
      closedOn: today,
      closedReason: '注销',
      may: { change: false, close: false },
    });
    expect((await show(organisationId, own.admin)).status).toBe(401);
    expect((await propose(own.regulator, { name: '新名' })).error?.code).toBe('organisation.already_closed');
  });

  test('a regulator cannot close their own bureau', async () => {
    const { manager } = (await service.get(Database)).reader;
    const [bureau]: { id: string }[] = await manager.query(
      "SELECT id FROM organisation WHERE kind = 'regulator' AND name LIKE '%市场监督管理局' AND division_code = ?",
      [own.divisionCode],
    );
    const answer = await service.call(
      organisationApi.close,
      {
        organisationId: bureau?.id ?? '',
        closedOn: '2026-11-21',
        reason: '误操作',
        confirmed: { lifts: 0, people: 0, contracts: 0, plannedVisits: 0, changesWaiting: 0 },
      },
      own.regulator,
    );
    expect(answer.error?.code).toBe('organisation.own_closing');
  });
});
