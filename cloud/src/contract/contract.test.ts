import { contractApi, contractFilePath } from '@lifttrust/shared-types/contract/contract.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { good } from '../../../test/fixture/uploads';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { DueCounterQuery } from '../lift/due-counter.query';
import { Paper } from '../paper/paper.entity';
import { ContractCity, uploadPdf } from './testing/contract-city';

onBothDatabases((start) => {
  let service: TestService;
  let city: ContractCity;
  beforeAll(async () => {
    service = await start();
    city = await ContractCity.in(service);
  });
  afterAll(() => service.stop());

  const show = async (contractId: string, who = city.owner) =>
    service.call(contractApi.show, { contractId }, who);
  const refusedWith = async (changes: object) => {
    const entry = await city.entry([await city.lift()], city.old, changes);
    const answer = await service.call(contractApi.enter, entry, city.old);
    return answer.error?.details?.map(({ code }) => code) ?? [answer.error?.code];
  };

  test('a company enters a contract with content, frequency, term, duties and PDF; the owner is asked and confirms', async () => {
    const lift = await city.lift();
    const contractId = await city.enter([lift], city.old);
    expect(await city.messages(city.owner, 'contract.to_confirm', contractId)).toBe(1);
    const seen = good(await show(contractId));
    expect(seen).toMatchObject({
      state: 'entered',
      lifts: 1,
      may: { decide: true, end: true, accept: false },
    });
    expect(seen.items[0]).toMatchObject({ isOurs: true, takeover: null });
    await city.decide(contractId, true);
    expect(good(await show(contractId, city.old))).toMatchObject({
      state: 'confirmed',
      may: { decide: false },
    });
    expect(await city.messages(city.old, 'contract.decided', contractId)).toBe(1);
  });

  test('a contract whose last day lies before its first is refused, and so are days that do not exist', async () => {
    expect(await refusedWith({ until: city.day(-1) })).toEqual(['contract.term_reversed']);
    expect(await refusedWith({ from: '2027-02-29', until: '2028-02-29' })).toEqual(['kernel.input_invalid']);
    expect(await refusedWith({ signedOn: city.day(1) })).toEqual(['contract.signed_in_future']);
  });

  test('a contract of one day is a contract', async () => {
    const lift = await city.lift();
    expect(await city.enter([lift], city.old, { until: city.day(0) })).toHaveLength(26);
  });

  test('a lift that the company cannot name does not exist for it', async () => {
    const lift = await city.lift();
    const guessed = await city.entry([{ id: lift.id, code: '000000' }], city.next);
    expect((await service.call(contractApi.enter, guessed, city.next)).status).toBe(404);
    const empty = await city.entry([{ id: lift.id, code: '' }], city.next);
    expect((await service.call(contractApi.enter, empty, city.next)).status).toBe(404);
    const invented = await city.entry([{ id: newId(), code: lift.code }], city.next);
    expect((await service.call(contractApi.enter, invented, city.next)).status).toBe(404);
  });

  test('lifts of two owners, or of none, do not go into one contract', async () => {
    const [own, other, none] = [
      await city.lift(),
      await city.lift({ ownerId: city.foreign.ownerId }),
      await city.lift({ ownerId: null }),
    ];
    const enter = async (lifts: { id: string; code: string }[]) =>
      (await service.call(contractApi.enter, await city.entry(lifts, city.old), city.old)).error?.code;
    expect(await enter([own, other])).toBe('contract.owners_differ');
    expect(await enter([none])).toBe('contract.owner_missing');
  });

  test('a lift is found by its number only: a company cannot browse the lifts of others', async () => {
    const lift = await city.lift();
    const search = async (input: { identifiers: string[]; q?: string }) =>
      good(await service.call(contractApi.liftChoices, input, city.next));
    const own = await search({ identifiers: [] });
    expect(own.items.every(({ isOurs }) => isOurs)).toBe(true);
    expect(await search({ identifiers: [], q: '云溪里' })).toEqual({ items: [], unknown: [] });
    const named = await search({ identifiers: [lift.code, '999999'] });
    expect(named.items.map((item) => item.lift.id)).toEqual([lift.id]);
    expect(named.unknown).toEqual(['999999']);
    expect(named.items[0]?.lift).toMatchObject({ grade: null, lastMaintainedOn: null, dueOn: null });
    const { manager } = (await service.get(Database)).reader;
    const told = await manager.findBy(AuditEntry, { action: 'contract.lifts_searched' });
    expect(told.at(-1)).toMatchObject({
      personId: city.next.personId,
      detail: { foreign: 1, unknown: 1, refused: false },
    });
  });

  test('a competitor sees neither the contract nor its price nor its PDF', async () => {
    const contractId = await city.enter([await city.lift()], city.old);
    const file = (token?: string) =>
      fetch(service.url + contractFilePath(contractId), {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
    expect((await show(contractId, city.next)).status).toBe(404);
    expect((await show(contractId, city.foreign.regulator)).status).toBe(404);
    expect((await show(contractId, city.foreign.ownerAdmin)).status).toBe(404);
    expect((await file(city.next.token)).status).toBe(404);
    expect((await file(city.own.lead.token)).status).toBe(403);
    expect((await file()).status).toBe(401);
    const own = await file(city.owner.token);
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(good(await service.call(contractApi.list, { pageSize: 100 }, city.next)).total).toBe(0);
  });

  test('another’s uploaded PDF is no PDF of one’s own', async () => {
    const fileId = await uploadPdf(service, city.old);
    const entry = await city.entry([await city.lift({ companyId: city.foreign.companyId })], city.next, {
      fileId,
    });
    expect((await service.call(contractApi.enter, entry, city.next)).error?.code).toBe('file.unknown');
  });

  test('only the owner decides, once, and a refusal has a reason', async () => {
    const contractId = await city.enter([await city.lift()], city.old);
    const decide = (who = city.owner, accept = true, reason = '') =>
      service.call(contractApi.decide, { contractId, accept, reason }, who);
    expect((await decide(city.foreign.ownerAdmin)).status).toBe(404);
    expect((await decide(city.old)).status).toBe(403);
    expect((await decide(city.owner, false)).error?.code).toBe('contract.reason_missing');
    expect((await decide()).status).toBe(200);
    expect((await decide()).error?.code).toBe('contract.already_decided');
  });

  test('a contract entered after its first day is taken and flagged', async () => {
    const contractId = await city.enter([await city.lift()], city.old, {
      from: city.day(-20),
      signedOn: city.day(-21),
    });
    expect(good(await show(contractId)).retroactive).toBe(true);
  });

  test('a company’s own entry does not take a lift from the company the register names; the owner’s word does', async () => {
    const lift = await city.lift();
    const contractId = await city.enter([lift], city.next);
    expect(await city.companyOf(lift.id)).toBe(city.own.companyId);
    await city.decide(contractId, true);
    expect(await city.companyOf(lift.id)).toBe(city.foreign.companyId);
  });

  test('a lift that nobody maintains is the company’s at once, and the owner may still refuse', async () => {
    const lift = await city.lift({ companyId: null });
    const contractId = await city.enter([lift], city.next);
    expect(await city.companyOf(lift.id)).toBe(city.foreign.companyId);
    await city.decide(contractId, false);
    expect(await city.companyOf(lift.id)).toBeNull();
  });

  test('the due day belongs to the lift: a change of company moves it to the new one’s counter and nothing else', async () => {
    const dueOn = city.day(-3);
    const lift = await city.lift({ dueOn, lastMaintainedOn: city.day(-18) });
    const overdue = async () => {
      const query = await service.get(DueCounterQuery);
      const found = await query.overdueByCompany('999901', city.day(0));
      return (companyId: string) => found.find((row) => row.companyId === companyId)?.overdue ?? 0;
    };
    const before = await overdue();
    await city.decide(await city.enter([lift], city.next), true);
    const after = await overdue();
    expect(after(city.own.companyId)).toBe(before(city.own.companyId) - 1);
    expect(after(city.foreign.companyId)).toBe(before(city.foreign.companyId) + 1);
    expect(good(await service.call(liftApi.show, { liftId: lift.id }, city.next))).toMatchObject({ dueOn });
  });

  test('permit coverage that nobody has checked is shown as unknown, never as covered', async () => {
    const contractId = await city.enter([await city.lift()], city.old);
    expect(good(await show(contractId)).items[0]?.coverage.state).toBe('unknown');
  });

  test('a permit for other kinds of lifts stops the contract; one that covers it is shown as covering', async () => {
    const { manager } = (await service.get(Database)).reader;
    const permit = {
      id: newId(),
      kind: 'permit',
      subjectKind: 'organisation',
      subjectId: city.foreign.companyId,
      organisationId: city.foreign.companyId,
      slot: 'permit',
      number: 'TS3999001-2028',
      numberSealed: null,
      item: '',
      fromDay: city.day(-100),
      untilDay: city.day(1000),
      fileId: null,
      state: 'verified',
      counts: true,
      reminded: null,
      enteredBy: city.next.personId,
      enteredAt: city.now(),
      decidedBy: null,
      decidedAt: null,
      reason: '',
    };
    await manager.insert(Paper, { ...permit, subItems: [{ code: 'escalator', grade: null }] });
    const lift = await city.lift({ companyId: null, ratedSpeed: 1.75 });
    const entry = await city.entry([lift], city.next);
    const refused = await service.call(contractApi.enter, entry, city.next);
    expect(refused.error?.code).toBe('contract.permit_not_covering');
    await manager.update(
      Paper,
      { id: permit.id },
      { subItems: [{ code: 'traction_passenger', grade: 'B' }] },
    );
    const contractId = await city.enter([lift], city.next);
    expect(good(await show(contractId)).items[0]?.coverage.state).toBe('covered');
    await manager.update(Paper, { id: permit.id }, { untilDay: city.day(100) });
    expect(good(await show(contractId)).items[0]?.coverage.state).toBe('not_covered');
    await manager.delete(Paper, { id: permit.id });
  });

  test('taking over is said once, with what is wrong, and the owner hears the defects', async () => {
    const lift = await city.lift();
    const contractId = await city.enter([lift], city.next);
    await city.decide(contractId, true);
    const accept = (isSafe: boolean, defects: string[], who = city.next) =>
      service.call(contractApi.accept, { contractId, liftId: lift.id, isSafe, defects }, who);
    expect((await accept(true, [], city.old)).status).toBe(404);
    expect((await accept(false, [])).error?.code).toBe('contract.defects_missing');
    const seen = good(await accept(false, ['制动器制动力不足']));
    expect(seen.items[0]?.takeover).toMatchObject({ isSafe: false, defects: ['制动器制动力不足'] });
    expect((await accept(true, [])).error?.code).toBe('contract.already_accepted');
    expect(await city.messages(city.owner, 'contract.defects', lift.id)).toBe(1);
  });
});
