import { holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { StoredFile } from '../file/stored-file.entity';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Held } from '../kernel/held';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { HelpCall } from '../rescue/help-call.entity';
import { RescueClock } from '../rescue/rescue.clock';
import { rescueHelpers } from '../rescue/testing/rescue-helpers';
import { DailyRound } from '../round/daily-round';
import { LegalHold } from './legal-hold.entity';

const hour = 3_600_000;
const day = 24 * hour;

type Asked = CallOf<typeof holdApi.place>;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let driver: VisitDriver;
  let recordId: string;
  let numbers = 0;

  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    driver = new VisitDriver(service, () => clock.now());
    ({ recordId } = await driver.walk(own, 'submitted'));
  });
  afterAll(() => service.stop());

  const manager = async () => (await service.get(Database)).reader.manager;
  const write = async <T>(work: (tx: Transaction) => Promise<T>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), work);
  const asked = (more: Partial<Asked> = {}): Asked => {
    numbers += 1;
    return {
      ...{ subjectKind: 'lift', subjectId: own.liftId },
      ...{ reference: `市监存〔2026〕${numbers}号`, reason: '事故调查需要。', ...more },
    };
  };
  const ask = (who: Worker, more: Partial<Asked> = {}) => service.call(holdApi.place, asked(more), who);
  const place = async (more: Partial<Asked> = {}, who: Worker = own.regulator) => good(await ask(who, more));
  const letGo = (holdId: string, who: Worker = own.regulator) =>
    service.call(holdApi.release, { holdId, reason: '调查结束，不再需要。' }, who);
  const released = async (holdId: string) => good(await letGo(holdId));
  const about = (who: Worker, subjectKind: Asked['subjectKind'], subjectId: string) =>
    service.call(holdApi.about, { subjectKind, subjectId }, who);
  const numbersOn = async (subjectKind: Asked['subjectKind'], subjectId: string, who = own.regulator) =>
    good(await about(who, subjectKind, subjectId)).items.flatMap(({ reference, released: end }) =>
      end === null ? [reference] : [],
    );

  /** What the service does by itself, some time later; everybody's sessions are as fresh as before. */
  const later = async (ms: number) => {
    clock.shift(ms);
    await (await service.get(DailyRound)).make();
    await (await service.get(Outbox)).settle();
    clock.shift(-ms);
  };
  const stateOf = async (fileId: string) =>
    (await (await manager()).findOneByOrFail(StoredFile, { id: fileId })).state;

  test('a scan of a held company’s people stays while the hold stands; after its release the next round takes it', async () => {
    const theirs = await scan(service, own.lead);
    const others = await scan(service, foreign.lead);
    const hold = await place({ subjectKind: 'company', subjectId: own.companyId });
    await later(2 * day);
    expect([await stateOf(theirs), await stateOf(others)]).toEqual(['stored', 'deleted']);
    await released(hold.id);
    await later(3 * day);
    expect(await stateOf(theirs)).toBe('deleted');
  });

  test('whoever leaves a held company afterwards frees nothing that they sent as its person', async () => {
    const theirs = await scan(service, own.colleague);
    const hold = await place({ subjectKind: 'company', subjectId: own.companyId });
    const their = { personId: own.colleague.personId, organisationId: own.companyId };
    await write((tx) => tx.manager.update(Assignment, their, { untilDay: dayOf(tx.at), endedAt: tx.at }));
    await later(4 * day);
    expect(await stateOf(theirs)).toBe('stored');
    await write((tx) => tx.manager.update(Assignment, their, { untilDay: null, endedAt: null }));
    await released(hold.id);
    await later(5 * day);
    expect(await stateOf(theirs)).toBe('deleted');
  });

  /** A gesture photograph that waits for a reviewer, and its file. */
  const undecided = async () => {
    const visitId = await driver.plan(own);
    good(await driver.scan(own.lead, visitId, own.code));
    good(await driver.locate(own.lead, visitId));
    await driver.answerAlternative(own.lead, visitId);
    const { id } = await (await manager()).findOneByOrFail(StoredFile, {
      visitId,
      purpose: 'challenge_frame',
    });
    return { visitId, fileId: id };
  };

  test('what nobody has decided yet outlives its week under a hold, and goes within a day of the release', async () => {
    const { visitId, fileId } = await undecided();
    const hold = await place();
    await later(7 * day + hour);
    expect(await stateOf(fileId)).toBe('stored');
    await later(20 * day);
    expect(await stateOf(fileId)).toBe('stored');
    // Whoever decides can still see what there is to decide.
    const reviewId = await driver.reviewOf(own.reviewer, own.lead, visitId);
    expect(reviewId).not.toBe('');
    await released(hold.id);
    await later(21 * day + hour);
    expect(await stateOf(fileId)).toBe('deleted');
  });

  test('a hold keeps a question open, it makes no archive of faces: what is decided is deleted', async () => {
    const { visitId, fileId } = await undecided();
    const hold = await place();
    await driver.decide(own.reviewer, own.lead, visitId, true);
    await (await service.get(Outbox)).settle();
    expect(await stateOf(fileId)).toBe('deleted');
    await released(hold.id);
  });

  test('who called for help at a held lift stays known until the release, who called elsewhere is forgotten in time', async () => {
    const rescue = rescueHelpers(() => ({ service, own, clock }));
    const [here, elsewhere] = [
      await rescue.trapped({ phone: '10099000011' }),
      await rescue.trapped({ phone: '10099000012' }),
    ];
    const phoneOf = async (id: string) =>
      (await (await manager()).findOneByOrFail(HelpCall, { id })).phoneSealed;
    const afterDays = async (days: number) => {
      clock.shift(days * day);
      await (await service.get(RescueClock)).look();
      clock.shift(-days * day);
    };
    const { id } = await place({ subjectId: here.liftId });
    await afterDays(31);
    expect(await phoneOf(here.helpId)).not.toBeNull();
    expect(await phoneOf(elsewhere.helpId)).toBeNull();
    await released(id);
    await afterDays(32);
    expect(await phoneOf(here.helpId)).toBeNull();
  });

  test('a record holds its own visit, a lift every visit to it, a company its work in the office’s area', async () => {
    const held = await service.get(Held);
    const { visitId, recordId: ofVisit } = await driver.walk(own, 'submitted');
    const { visitId: another } = await driver.walk(own, 'submitted');
    const isHeld = async () =>
      (
        await held.among(await manager(), [
          { id: 'one', visitId },
          { id: 'another', visitId: another },
        ])
      ).size;
    expect(await isHeld()).toBe(0);
    const record = await place({ subjectKind: 'record', subjectId: ofVisit });
    expect(await isHeld()).toBe(1);
    const lift = await place();
    expect(await isHeld()).toBe(2);
    await released(record.id);
    await released(lift.id);
    expect(await isHeld()).toBe(0);
    const company = await place({ subjectKind: 'company', subjectId: own.companyId });
    expect(await isHeld()).toBe(2);
    await write((tx) => tx.manager.update(LegalHold, { id: company.id }, { area: '999902' }));
    expect(await isHeld()).toBe(0);
    await write((tx) => tx.manager.update(LegalHold, { id: company.id }, { area: '999901' }));
    await released(company.id);
  });

  test('placing and releasing are in the lift’s history and in the audit log, with who, why and which number', async () => {
    const hold = await place({ reference: '市监存〔2026〕特1号', reason: '困人事故。' });
    expect(hold).toMatchObject({
      ...{ reference: '市监存〔2026〕特1号', reason: '困人事故。', released: null, may: { release: true } },
      ...{ office: '鹭湾区示例市场监督管理局', placedBy: '周明镜', subjectName: '鹭湾区望溪花园 3 幢 1#' },
    });
    const end = await released(hold.id);
    expect(end.released).toMatchObject({ by: '周明镜', reason: '调查结束，不再需要。' });
    const entries = await (await service.get(LedgerService)).entriesAbout(own.liftId, hold.id);
    expect(entries.map(({ kind }) => kind)).toEqual(['hold.placed', 'hold.released']);
    // Whoever holds only the open part learns that there was a hold, and no more.
    expect(JSON.parse(entries[0]?.open ?? '')).toEqual({ edition: 1, holdId: hold.id, evidence: [] });
    expect(JSON.parse(entries[0]?.closed ?? '')).toMatchObject({ reason: '困人事故。', by: '周明镜' });
    const rows = await (await manager()).findBy(AuditEntry, { subjectKind: 'hold', subjectId: hold.id });
    expect(rows.map(({ action }) => action).sort()).toEqual(['hold.placed', 'hold.released']);
    const { events } = good(
      await service.call(supervisionApi.timeline, { liftId: own.liftId }, own.regulator),
    );
    const told = events.find(({ kind }) => kind === 'hold.placed');
    expect(told).toMatchObject({ title: '证据保全' });
  });

  test('a hold on a company is sealed under the company, one on a record under its lift', async () => {
    const ledger = await service.get(LedgerService);
    const company = await place({ subjectKind: 'company', subjectId: own.companyId });
    const record = await place({ subjectKind: 'record', subjectId: recordId });
    expect(await ledger.entriesAbout(own.companyId, company.id)).toHaveLength(1);
    expect(await ledger.entriesAbout(own.liftId, record.id)).toHaveLength(1);
    // It is no entry about the record: what the company holds of it says nothing of an investigation.
    const kinds = (await ledger.entriesAbout(own.liftId, recordId)).map(({ kind }) => kind);
    expect(kinds).not.toContain('hold.placed');
    for (const { id } of [company, record]) await released(id);
  });

  test('a second hold on the same thing stands for itself: it is held until the last is released', async () => {
    const first = await place({ reference: '市监存〔2026〕甲号' });
    expect((await ask(own.regulatorAdmin, { reference: '市监存〔2026〕甲号' })).error?.code).toBe(
      'hold.placed_already',
    );
    const second = await place({ reference: '市监存〔2026〕乙号' }, own.regulatorAdmin);
    await released(first.id);
    expect(await numbersOn('lift', own.liftId)).toEqual(['市监存〔2026〕乙号']);
    await released(second.id);
    expect(await numbersOn('lift', own.liftId)).toEqual([]);
    // Released, it may be held again under the same number.
    await released((await place({ reference: '市监存〔2026〕甲号' })).id);
  });

  test('a hold is released once; of two at once one does it and the other hears it', async () => {
    const { id } = await place();
    const both = await Promise.all([letGo(id), letGo(id, own.regulatorAdmin)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await letGo(id)).error?.code).toBe('hold.released');
    expect((await service.call(holdApi.release, { holdId: id, reason: ' ' }, own.regulator)).status).toBe(
      400,
    );
  });

  test('the same request twice is one hold, and the same release one release', async () => {
    const key = { ...own.regulator, requestKey: `hold-${newId()}` };
    const input = asked();
    const [first, again] = [
      await service.call(holdApi.place, input, key),
      await service.call(holdApi.place, input, key),
    ];
    expect(good(again).id).toBe(good(first).id);
    const release = { ...own.regulator, requestKey: `release-${newId()}` };
    const end = { holdId: good(first).id, reason: '调查结束。' };
    expect((await service.call(holdApi.release, end, release)).status).toBe(200);
    expect((await service.call(holdApi.release, end, release)).status).toBe(200);
    const rows = await (await manager()).findBy(LegalHold, { reference: input.reference });
    expect(rows).toHaveLength(1);
  });

  test('outside the office’s area there is no lift, no record, no company and no hold; the held hear of none', async () => {
    const hold = await place();
    for (const [subjectKind, subjectId] of [
      ['lift', own.liftId],
      ['record', recordId],
      ['company', own.companyId],
      ['company', own.ownerId],
      ['lift', newId()],
    ] as const) {
      expect((await ask(foreign.regulator, { subjectKind, subjectId })).status).toBe(404);
      expect((await about(foreign.regulator, subjectKind, subjectId)).status).toBe(404);
    }
    expect((await letGo(hold.id, foreign.regulator)).status).toBe(404);
    expect(good(await service.call(holdApi.list, {}, foreign.regulator)).total).toBe(0);
    for (const who of [own.admin, own.officer, own.lead, own.inspector]) {
      expect((await service.call(holdApi.list, {}, who)).status).toBe(403);
      expect((await about(who, 'lift', own.liftId)).status).toBe(403);
    }
    for (const who of [own.auditor, own.reviewer]) {
      expect((await letGo(hold.id, who)).status).toBe(403);
      const [seen] = good(await service.call(holdApi.list, { state: 'in_force' }, who)).items;
      expect(seen).toMatchObject({ id: hold.id, may: { release: false } });
    }
    await released(hold.id);
  });

  test('a lift and a record show what holds them with their company; an office does not release what one above holds', async () => {
    const city = await cityRegulator();
    const hold = await place({ subjectKind: 'company', subjectId: own.companyId }, city);
    for (const [kind, id] of [
      ['lift', own.liftId],
      ['record', recordId],
      ['company', own.companyId],
    ] as const)
      expect(await numbersOn(kind, id)).toEqual([hold.reference]);
    const [seen] = good(await service.call(holdApi.list, { q: hold.reference }, own.regulator)).items;
    expect(seen).toMatchObject({ id: hold.id, subjectName: '鹭湾区示例电梯服务有限公司' });
    expect(seen?.may.release).toBe(false);
    expect((await letGo(hold.id)).error?.code).toBe('hold.of_office_above');
    const below = await place();
    expect(good(await letGo(below.id, city)).released).toMatchObject({ office: '示例市市场监督管理局' });
    await letGo(hold.id, city);
    const past = good(await about(own.regulator, 'company', own.companyId)).items;
    expect(past.find(({ id }) => id === hold.id)?.released).not.toBeNull();
    expect(await numbersOn('lift', own.liftId)).toEqual([]);
  });

  async function cityRegulator(): Promise<Worker> {
    const [officeId, personId] = [newId(), newId()];
    await write(async (tx) => {
      await tx.manager.insert(Organisation, {
        ...{ id: officeId, kind: 'regulator', name: '示例市市场监督管理局', nameKey: `city-${officeId}` },
        ...{ divisionCode: '9999', createdAt: tx.at },
      });
      const person = { id: personId, name: '庄总揽', phoneSealed: null, phonePrint: null, createdAt: tx.at };
      await tx.manager.insert(Person, person);
      await tx.manager.insert(Assignment, {
        ...{ id: newId(), personId, organisationId: officeId, role: 'regulator' },
        ...{ fromDay: '2020-01-01', untilDay: null },
      });
    });
    const token = await service.signIn(personId);
    return { personId, name: '庄总揽', role: 'regulator', token, deviceId: `device-${personId}` };
  }
});
