import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { paperApi, paperScanPath } from '@lifttrust/shared-types/paper/paper.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { inDays, inventedNumber, PaperDesk, pdf, scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from '../message/message.entity';
import { Certificate } from '../person/certificate.entity';
import { Task } from '../task/task.entity';
import { PaperRound } from './paper.round';
import { PaperService } from './paper.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let desk: PaperDesk;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    desk = new PaperDesk(service, own);
  });
  afterAll(() => service.stop());

  const manager = async () => (await service.get(Database)).reader.manager;
  const audits = async (action: string, subjectId: string) =>
    (await manager()).findBy(AuditEntry, { action, subjectId });
  const newcomer = async (changes: Partial<CallOf<typeof personApi.register>> = {}, admin = own.admin) =>
    good(await service.call(personApi.register, { ...desk.newcomer(admin), ...changes }, admin)).id;
  const enter = (
    personId: string,
    paper: Omit<CallOf<typeof paperApi.enterForPerson>, 'personId'>,
    admin = own.admin,
  ) => service.call(paperApi.enterForPerson, { personId, ...paper }, admin);
  const certificate = (number: string, until = inDays(500)) =>
    ({ kind: 'certificate', item: 'T', number, until }) as const;
  const permit = async (changes: Partial<CallOf<typeof paperApi.enterForUnit>> = {}) => {
    const until = inDays(400);
    return service.call(
      paperApi.enterForUnit,
      {
        organisationId: own.companyId,
        kind: 'permit',
        number: `TS3399001-${until.slice(0, 4)}`,
        subItems: [{ code: 'traction_passenger', grade: 'B' }],
        until,
        fileId: await scan(service, own.admin),
        ...changes,
      },
      own.admin,
    );
  };
  const round = async (day: string) =>
    (await service.get(UnitOfWork)).run(systemCtx(Date.now(), 'round'), async (tx) =>
      (await service.get(PaperRound)).look(tx, day),
    );
  const plan = (leadId: string, partnerIds: string[] = []) =>
    service.call(
      visitApi.plan,
      { liftId: own.liftId, class: 'half_month', plannedOn: inDays(0), leadId, partnerIds },
      own.admin,
    );
  const look = async (paperId: string, purpose: string, who: Worker) =>
    fetch(service.url + paperScanPath(paperId, purpose), {
      headers: { authorization: `Bearer ${who.token}` },
    });

  test('a certificate entered by the unit counts at once; its number is never shown whole', async () => {
    const number = inventedNumber();
    const personId = await newcomer();
    const entered = good(await enter(personId, certificate(number)));
    expect(entered).toMatchObject({ state: 'entered', counts: true, term: 'fine' });
    expect(entered.number).toBe(`${number.slice(0, 6)}********${number.slice(-4)}`);
    const held = await (await manager()).findOneByOrFail(Certificate, { id: entered.id });
    expect(held.numberSealed).not.toContain(number);
    expect(JSON.stringify(await audits('paper.entered', personId))).not.toContain(number);
  });

  test('a wrong check digit, an expired paper and a missing item are told at once', async () => {
    const number = inventedNumber();
    const wrong = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
    const refused = await enter(await newcomer(), {
      kind: 'certificate',
      number: wrong,
      until: inDays(-1),
    });
    expect(refused.status).toBe(422);
    expect(refused.error?.details?.map(({ code }) => code)).toEqual([
      'paper.already_expired',
      'paper.item_missing',
      'person.id_number_invalid',
    ]);
  });

  test('a certificate of somebody else is refused', async () => {
    const personId = await newcomer({ idNumber: inventedNumber() });
    const refused = await enter(personId, certificate(inventedNumber()));
    expect(refused).toMatchObject({ status: 422, error: { code: 'paper.number_of_another' } });
  });

  test('one number with two people is refused and put before the regulator', async () => {
    const number = inventedNumber();
    const first = await newcomer({ idNumber: number });
    const second = await newcomer();
    const refused = await enter(second, certificate(number));
    expect(refused).toMatchObject({ status: 409, error: { code: 'paper.number_taken' } });
    const tasks = await (await manager()).findBy(Task, { kind: 'person.same_number', state: 'open' });
    const task = tasks.find(({ about }) => about.includes(first) && about.includes(second));
    expect(task).toMatchObject({ organisationId: null, divisionCode: own.divisionCode });
    expect(task?.text).not.toContain(number);
  });

  test('another unit’s people, papers and scans do not exist', async () => {
    const paperId = await desk.inForce(own.admin);
    const stolen = await scan(service, foreign.admin);
    expect((await enter(own.colleague.personId, certificate(inventedNumber()), foreign.admin)).status).toBe(
      404,
    );
    const withStolenScan = { kind: 'photo_page', fileId: stolen } as const;
    expect((await enter(own.colleague.personId, withStolenScan)).error?.code).toBe('file.unknown');
    for (const who of [foreign.admin, foreign.lead, foreign.regulator])
      expect((await look(paperId, '核对证件', who)).status).toBe(404);
    const ended = await service.call(paperApi.end, { paperId, reason: '与我无关' }, foreign.admin);
    expect(ended.status).toBe(404);
  });

  test('one scan proves one paper', async () => {
    const fileId = await scan(service, own.admin);
    const page = { kind: 'photo_page', fileId } as const;
    good(await enter(own.colleague.personId, page));
    expect((await enter(own.lead.personId, page)).error?.code).toBe('paper.scan_used');
  });

  test('a scan is shown with a purpose, to its owner, the unit and the regulator, and every look is logged', async () => {
    const bytes = pdf();
    const fileId = await scan(service, own.admin, bytes);
    const paper = good(await enter(own.lead.personId, { kind: 'photo_page', fileId }));
    expect((await look(paper.id, '', own.admin)).status).toBe(400);
    for (const who of [own.lead, own.admin, own.regulator]) {
      const response = await look(paper.id, '核对证件', who);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    }
    expect((await look(paper.id, '核对证件', own.auditor)).status).toBe(403);
    expect((await look(paper.id, '核对证件', own.colleague)).status).toBe(404);
    const looks = (await audits('personal.read', own.lead.personId)).filter(
      ({ detail }) => detail && 'paperId' in detail && detail.paperId === paper.id,
    );
    expect(looks).toHaveLength(3);
    expect(looks[0]?.detail).toMatchObject({ what: 'scan', purpose: '核对证件' });
  });

  test('what a person sends in waits until their unit has looked at it', async () => {
    const number = inventedNumber();
    good(await enter(own.partner.personId, certificate(number)));
    const fileId = await scan(service, own.partner);
    const sent = { kind: 'certificate', item: 'T', number, until: inDays(900), fileId } as const;
    const waiting = good(await service.call(paperApi.enterMine, sent, own.partner));
    expect(waiting).toMatchObject({ state: 'entered', counts: false });
    const { items } = good(await service.call(paperApi.list, { state: 'entered' }, own.admin));
    expect(items.find(({ id }) => id === waiting.id)?.may.decide).toBe(true);
    const rejected = await service.call(paperApi.decide, { paperId: waiting.id, accept: false }, own.admin);
    expect(rejected.error?.code).toBe('paper.reason_missing');
    const decided = good(
      await service.call(paperApi.decide, { paperId: waiting.id, accept: true }, own.admin),
    );
    expect(decided).toMatchObject({ state: 'verified', counts: true, decidedBy: own.admin.name });
    const again = await service.call(paperApi.decide, { paperId: waiting.id, accept: true }, own.regulator);
    expect(again.error?.code).toBe('paper.decided_already');
  });

  test('nobody decides about what they entered themselves', async () => {
    const paperId = await desk.inForce(own.admin);
    const refused = await service.call(paperApi.decide, { paperId, accept: true }, own.admin);
    expect(refused).toMatchObject({ status: 403, error: { code: 'paper.not_yours_to_decide' } });
  });

  test('a permit in a wrong format, without scan or sub-items is refused with every reason', async () => {
    const refused = await permit({ number: 'TS339-28', subItems: [], fileId: null });
    expect(refused.error?.details?.map(({ code }) => code)).toEqual([
      'paper.permit_number_invalid',
      'paper.sub_items_missing',
      'paper.scan_missing',
    ]);
  });

  test('a permit covers what it names on every one of its days', async () => {
    const entered = good(await permit());
    const covers = async (speed: number, until: string) =>
      (await service.get(PaperService)).permitCovers(
        await manager(),
        own.companyId,
        { type: '3110', ratedSpeed: speed },
        inDays(0),
        until,
      );
    expect(await covers(1.75, inDays(400))).toEqual([]);
    expect((await covers(4, inDays(400)))[0]?.code).toBe('paper.permit_not_covering');
    expect((await covers(1.75, inDays(401)))[0]?.code).toBe('paper.permit_ends_early');
    const ended = { paperId: entered.id, reason: '许可证被撤销。' };
    expect(good(await service.call(paperApi.end, ended, own.regulator))).toMatchObject({
      state: 'ended',
      counts: false,
      reason: '许可证被撤销。',
    });
    expect((await covers(1.75, inDays(1)))[0]?.code).toBe('paper.permit_missing');
  });

  test('who has an expired certificate cannot be planned for, and it is said why; renewed, they can', async () => {
    const personId = await newcomer();
    const writer = (await service.get(Database)).writer.manager;
    const expired = { id: personId, personId, item: 'T', numberSealed: null, validUntil: inDays(-1) };
    await writer.insert(Certificate, expired);
    const refused = await plan(own.lead.personId, [personId]);
    expect(refused).toMatchObject({ status: 422, error: { code: 'visit.not_assignable' } });
    expect(refused.error?.message).toContain('到期');
    const { obstacles } = good(await service.call(paperApi.ofPerson, { personId }, own.admin));
    expect(obstacles.map(({ code }) => code)).toEqual(['person.certificate_expired']);
    good(await enter(personId, certificate(inventedNumber())));
    expect((await plan(own.lead.personId, [personId])).error).toBeUndefined();
  });

  test('a helper without certificate goes along with somebody certified, but not alone', async () => {
    const helper = await newcomer();
    const other = await newcomer();
    expect((await plan(own.lead.personId, [helper])).error).toBeUndefined();
    expect((await plan(helper, [other])).error?.code).toBe('visit.nobody_certified');
  });

  test('a contract of employment that is over stops; only the one with this unit counts', async () => {
    const personId = await newcomer();
    good(await enter(personId, { kind: 'employment', from: inDays(10), until: inDays(20) }));
    const refused = await plan(own.lead.personId, [personId]);
    expect(refused.error?.message).toContain('劳动合同');
    good(await enter(personId, { kind: 'employment', from: inDays(0), until: null }));
    expect((await plan(own.lead.personId, [personId])).error).toBeUndefined();
  });

  test('reminders go to the person and the administrator at 60, 30 and 7 days, each once; then a task', async () => {
    const personId = await newcomer();
    const paper = good(await enter(personId, certificate(inventedNumber(), inDays(100))));
    const sentTo = async (who: string) =>
      (await (await manager()).findBy(MessageRow, { subjectId: paper.id, personId: who })).map(
        ({ kind, title }) => `${kind} ${title}`,
      );
    for (const day of [39, 40, 41, 70, 93, 94, 100]) await round(inDays(day));
    expect(await sentTo(personId)).toHaveLength(3);
    expect(await sentTo(own.admin.personId)).toHaveLength(3);
    expect((await sentTo(personId)).join()).toContain('还有 60 天到期');
    await round(inDays(101));
    await round(inDays(102));
    expect((await sentTo(personId)).filter((words) => words.startsWith('paper.expired'))).toHaveLength(1);
    const open = { kind: 'paper.expired', subjectId: personId, state: 'open' };
    const [task] = await (await manager()).findBy(Task, open);
    expect(task).toMatchObject({ organisationId: own.companyId, dueOn: inDays(100) });
    const { number } = { number: inventedNumber() };
    expect((await enter(personId, certificate(number, inDays(700)))).error?.code).toBe(
      'paper.number_of_another',
    );
  });

  test('what expired is settled by its renewal', async () => {
    const number = inventedNumber();
    const personId = await newcomer({ idNumber: number });
    good(await enter(personId, certificate(number, inDays(5))));
    await round(inDays(6));
    const open = { kind: 'paper.expired', subjectId: personId, state: 'open' };
    expect(await (await manager()).countBy(Task, open)).toBe(1);
    good(await enter(personId, certificate(number, inDays(700))));
    expect(await (await manager()).countBy(Task, open)).toBe(0);
  });

  test('the calendar shows what runs out in a month, each unit its own', async () => {
    const day = inDays(20);
    const personId = await newcomer();
    good(await enter(personId, { kind: 'employment', from: inDays(0), until: day }));
    const month = day.slice(0, 7);
    const shown = good(await service.call(paperApi.calendar, { month }, own.admin));
    expect(shown.days.find((entry) => entry.day === day)?.papers).toBeGreaterThan(0);
    const listed = good(await service.call(paperApi.list, { month, kind: 'employment' }, own.regulator));
    expect(listed.items.some(({ subject }) => subject.id === personId)).toBe(true);
    const foreignDays = good(await service.call(paperApi.calendar, { month }, foreign.admin));
    expect(foreignDays.days).toEqual([]);
  });
});
