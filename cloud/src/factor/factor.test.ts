import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordPdfPath } from '@lifttrust/shared-types/record/record.contract';
import { type SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { buildDistrict, type StaffedDistrict, type Worker } from '../../../test/fixture/district';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { MessageRow } from '../message/message.entity';
import { SignInDesk } from '../session/testing/sign-in-desk';
import { RecoveryCode, SecondFactor } from './factor.entity';
import { codeOf, fromBase32, stepAt } from './totp';

const minute = 60_000;

onBothDatabases((start) => {
  const desk = new SignInDesk();
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  const keys = new Map<string, string>();
  beforeAll(async () => {
    service = await desk.open(start);
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
    clock = await service.get(Clock);
    for (const worker of [own.regulator, own.reviewer, own.auditor, own.admin, own.lead, own.inspector])
      await desk.bind(worker);
  });
  afterAll(() => desk.close());

  const first = async (worker: Worker): Promise<SignedIn> =>
    (await desk.signIn(worker, { desk: true, device: { id: 'a-desk-computer' } })).data;
  /** What the authenticator shows, so many steps from now. */
  const codeFor = (worker: Worker, steps = 0): string =>
    codeOf(fromBase32(keys.get(worker.personId) ?? ''), stepAt(clock.now()) + steps);
  const prove = (token: string, code: string) => service.call(factorApi.prove, { code }, { token });

  /** Sets the authenticator up as a person would; the recovery codes and the session. */
  async function setUp(worker: Worker) {
    const { token } = await first(worker);
    const { key } = (await service.call(factorApi.enrol, {}, { token })).data;
    keys.set(worker.personId, key);
    const confirmed = await service.call(factorApi.confirm, { code: codeFor(worker) }, { token });
    await desk.pass(30_000);
    return { ...confirmed.data, before: token };
  }

  test('before the second step a regulator’s session opens nothing but that step', async () => {
    const { token, me } = await first(own.regulator);
    expect(me.factor).toBe('to_enrol');
    expect((await desk.me(token)).data.factor).toBe('to_enrol');
    const refused = await service.call(messageApi.list, {}, { token });
    expect(refused).toMatchObject({ status: 403, error: { code: 'session.factor_needed' } });
    const pdf = await fetch(service.url + recordPdfPath('0'.repeat(26)), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(pdf.status).toBe(403);
    const sessions = await service.call(sessionApi.mine, {}, { token });
    expect(sessions.status).toBe(403);
  });

  test('technicians need none', async () => {
    const { token, me } = (await desk.signIn(own.lead)).data;
    expect(me.factor).toBe('not_needed');
    expect((await service.call(messageApi.list, {}, { token })).status).toBe(200);
  });

  test('the first code sets it up and opens the session, under new tokens', async () => {
    const { session, before, recoveryCodes } = await setUp(own.regulator);
    expect(recoveryCodes).toHaveLength(10);
    expect(session.me.factor).toBe('passed');
    expect((await service.call(messageApi.list, {}, { token: session.token })).status).toBe(200);
    expect((await desk.me(before)).status).toBe(401);
  });

  test('neither the key nor a recovery code lies readable in the database', async () => {
    const { recoveryCodes } = await setUp(own.inspector);
    const { manager } = (await service.get(Database)).reader;
    const kept = JSON.stringify([await manager.find(SecondFactor), await manager.find(RecoveryCode)]);
    expect(kept).not.toContain(keys.get(own.inspector.personId));
    for (const code of recoveryCodes) expect(kept).not.toContain(code.replace('-', ''));
  });

  test('the next sign-in asks for a code; a used one is refused, the next one passes', async () => {
    const one = await first(own.regulator);
    expect(one.me.factor).toBe('wanted');
    const code = codeFor(own.regulator);
    const opened = await prove(one.token, code);
    expect(opened.data.me.factor).toBe('passed');
    expect((await desk.me(one.token)).status).toBe(401);
    const two = await first(own.regulator);
    expect(await prove(two.token, code)).toMatchObject({ status: 422, error: { code: 'factor.code_wrong' } });
    await desk.pass(30_000);
    expect((await prove(two.token, codeFor(own.regulator))).status).toBe(200);
  });

  test('a refreshed session keeps its second factor, one that waits keeps waiting', async () => {
    const waits = await first(own.regulator);
    const still = (await desk.refresh(waits.refreshToken)).data;
    expect(still.me.factor).toBe('wanted');
    expect((await service.call(messageApi.list, {}, { token: still.token })).status).toBe(403);
    await desk.pass(30_000);
    const passed = (await prove(still.token, codeFor(own.regulator))).data;
    expect((await desk.refresh(passed.refreshToken)).data.me.factor).toBe('passed');
  });

  test('an authenticator in force is not replaced by whoever has only the first step', async () => {
    const { token } = await first(own.regulator);
    const refused = await service.call(factorApi.enrol, {}, { token });
    expect(refused).toMatchObject({ status: 409, error: { code: 'factor.already_on' } });
    expect((await service.call(factorApi.renewCodes, { code: '000000' }, { token })).status).toBe(403);
  });

  test('switching to a role that needs it asks for it again where it was not given', async () => {
    const assignmentId = await desk.assign(own.lead, 'auditor', await bureauOf());
    const { token } = (await desk.signIn(own.lead)).data;
    const switched = await service.call(sessionApi.switch, { assignmentId }, { token });
    expect(switched.data.me).toMatchObject({ role: 'auditor', factor: 'to_enrol' });
    const refused = await service.call(messageApi.list, {}, { token: switched.data.token });
    expect(refused.error?.code).toBe('session.factor_needed');
  });

  describe('who gets a new authenticator', () => {
    const worker = () => own.unitAdmin;
    const begin = (token: string, code: string) => service.call(factorApi.enrol, { code }, { token });
    let old: { session: SignedIn; recoveryCodes: string[] };
    beforeAll(async () => {
      await desk.bind(own.unitAdmin);
      old = await setUp(worker());
    });

    test('must give a code of the old one; a wrong one changes nothing', async () => {
      expect((await begin(old.session.token, '000000')).error?.code).toBe('factor.code_wrong');
      const shown = await service.call(factorApi.show, {}, { token: old.session.token });
      expect(shown.data).toMatchObject({ isOn: true, recoveryCodesLeft: 10 });
    });

    test('keeps the old one until the new one has shown its first code', async () => {
      const begun = await begin(old.session.token, codeFor(worker()));
      expect(begun.status).toBe(200);
      const wrong = await service.call(factorApi.confirm, { code: '000000' }, { token: old.session.token });
      expect(wrong.error?.code).toBe('factor.code_wrong');
      await desk.pass(30_000);
      const elsewhere = await first(worker());
      expect(elsewhere.me.factor).toBe('wanted');
      expect((await prove(elsewhere.token, codeFor(worker()))).status).toBe(200);
    });

    test('and waits no longer than a quarter of an hour for it', async () => {
      const { key } = (await begin(old.session.token, old.recoveryCodes[0] ?? '')).data;
      for (let half = 0; half < 2; half += 1) {
        await desk.pass(8 * minute);
        old = { ...old, session: (await desk.refresh(old.session.refreshToken)).data };
      }
      const late = codeOf(fromBase32(key), stepAt(clock.now()));
      const refused = await service.call(factorApi.confirm, { code: late }, { token: old.session.token });
      expect(refused.error?.code).toBe('factor.not_started');
    });

    test('then the old one and its recovery codes are worth nothing, other sessions end, and the person is told', async () => {
      const elsewhere = (await prove((await first(worker())).token, codeFor(worker()))).data;
      const [, , byRecovery = '', stillUnused = ''] = old.recoveryCodes;
      const { key } = (await begin(old.session.token, byRecovery)).data;
      const oldCode = codeFor(worker(), 1);
      keys.set(worker().personId, key);
      const confirmed = await service.call(
        factorApi.confirm,
        { code: codeFor(worker()) },
        { token: old.session.token },
      );
      const { session, recoveryCodes } = confirmed.data;
      expect((await desk.me(session.token)).data.factor).toBe('passed');
      expect((await desk.me(elsewhere.token)).status).toBe(401);
      const next = await first(worker());
      for (const dead of [oldCode, stillUnused]) expect((await prove(next.token, dead)).status).toBe(422);
      expect((await prove(next.token, recoveryCodes[0] ?? '')).status).toBe(200);
      const { items } = (await service.call(messageApi.list, {}, { token: session.token })).data;
      expect(items[0]?.title).toBe('您的二次验证已更换');
    });

    test('new recovery codes make the old ones worthless', async () => {
      const { token } = await first(worker());
      await desk.pass(30_000);
      const opened = (await prove(token, codeFor(worker()))).data;
      const before = (await renewed(opened.token)).recoveryCodes;
      const after = (await renewed(opened.token)).recoveryCodes;
      const next = await first(worker());
      expect((await prove(next.token, before[0] ?? '')).status).toBe(422);
      expect((await prove(next.token, after[0] ?? '')).status).toBe(200);
    });

    async function renewed(token: string) {
      await desk.pass(30_000);
      return (await service.call(factorApi.renewCodes, { code: codeFor(worker()) }, { token })).data;
    }
  });

  test('a recovery code opens once', async () => {
    const { recoveryCodes } = await setUp(own.reviewer);
    const [code = ''] = recoveryCodes;
    expect((await prove((await first(own.reviewer)).token, code.toLowerCase())).status).toBe(200);
    expect((await prove((await first(own.reviewer)).token, code)).error?.code).toBe('factor.code_wrong');
    const { token } = await first(own.reviewer);
    const opened = (await prove(token, recoveryCodes[1] ?? '')).data;
    const shown = await service.call(factorApi.show, {}, { token: opened.token });
    expect(shown.data).toMatchObject({ isOn: true, isNeeded: true, recoveryCodesLeft: 8 });
  });

  test('somebody else’s code and recovery code open nothing', async () => {
    const { recoveryCodes } = await setUp(own.auditor);
    const { token } = await first(own.reviewer);
    await desk.pass(30_000);
    expect((await prove(token, codeFor(own.auditor))).status).toBe(422);
    expect((await prove(token, recoveryCodes[0] ?? '')).status).toBe(422);
  });

  test('five wrong codes lock the account for a quarter of an hour, on every session and for the right code too', async () => {
    await setUp(own.admin);
    const { token } = await first(own.admin);
    const wrong = await Promise.all(
      Array.from({ length: 8 }, (_, number) => prove(token, String(100_000 + number))),
    );
    expect(wrong.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(wrong.filter(({ error }) => error?.code === 'session.locked')).toHaveLength(3);
    const another = await first(own.admin);
    expect((await prove(another.token, codeFor(own.admin))).error?.message).toContain('15 分钟');
    await desk.pass(15 * minute);
    const later = await first(own.admin);
    expect((await prove(later.token, codeFor(own.admin))).status).toBe(200);
  });

  test('a lock-out stands in the log of the unit whose person it is', async () => {
    const { manager } = (await service.get(Database)).reader;
    const locks = await manager.findBy(AuditEntry, { action: 'session.locked' });
    expect(locks.map(({ personId, organisationId }) => [personId, organisationId])).toEqual([
      [own.admin.personId, own.companyId],
    ]);
  });

  test('who has lost everything is reset by the district’s admin, never by themselves nor from elsewhere', async () => {
    const worker = own.reviewer;
    const input = { personId: worker.personId, reason: '手机和恢复码都丢了，已当面核实。' };
    const admin = await fresh(own.regulatorAdmin);
    expect((await service.call(factorApi.reset, input, await fresh(foreign.regulatorAdmin))).status).toBe(
      404,
    );
    const self = { ...input, personId: own.regulatorAdmin.personId };
    expect((await service.call(factorApi.reset, self, admin)).error?.code).toBe('factor.own_reset');
    const open = await first(worker);
    expect((await service.call(factorApi.reset, input, admin)).status).toBe(200);
    expect((await desk.me(open.token)).status).toBe(401);
    expect((await first(worker)).me.factor).toBe('to_enrol');
    const { manager } = (await service.get(Database)).reader;
    const [told] = await manager.findBy(MessageRow, { personId: worker.personId, kind: 'factor.reset' });
    expect(told?.facts).toContainEqual({ label: '理由', value: input.reason });
    const [kept] = await manager.findBy(AuditEntry, { action: 'factor.reset' });
    expect(kept).toMatchObject({ subjectId: worker.personId, detail: { reason: input.reason } });
  });

  test('a district does not clear the way for somebody who watches over another as well', async () => {
    const { data } = await desk.me((await fresh(foreign.regulator)).token);
    await desk.assign(own.auditor, 'auditor', data.organisation.id);
    const input = { personId: own.auditor.personId, reason: '手机丢了。' };
    const refused = await service.call(factorApi.reset, input, await fresh(own.regulatorAdmin));
    expect(refused).toMatchObject({ status: 403, error: { code: 'factor.wider_area' } });
  });

  const fresh = async (worker: Worker): Promise<Worker> => ({
    ...worker,
    token: await service.signIn(worker.personId, worker.deviceId),
  });
  const bureauOf = async (): Promise<string> =>
    (await desk.me((await fresh(own.regulator)).token)).data.organisation.id;
});
