import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { createCall, type Envelope, type Send } from '@lifttrust/shared-types/kernel/call';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { SessionKeeper } from '../../app/src/lib/session-keeper';
import { Database } from '../../cloud/src/kernel/database';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Assignment } from '../../cloud/src/person/assignment.entity';
import { Session } from '../../cloud/src/session/session.entity';
import { SignInDesk } from '../../cloud/src/session/testing/sign-in-desk';
import { buildDistrict, type StaffedDistrict, type Worker } from '../fixture/district';

const hour = 3_600_000;

/** The app's own session logic against the service: a token of four hours in a working day of twelve. */
onBothDatabases((start) => {
  const desk = new SignInDesk();
  let service: TestService;
  let own: StaffedDistrict;
  beforeAll(async () => {
    service = await desk.open(start);
    own = await buildDistrict(service, 'own');
    for (const worker of [own.lead, own.partner]) await desk.bind(worker);
  });
  afterAll(() => desk.close());

  const send: Send = async ({ method, path, headers, body }) => {
    const json = { 'content-type': 'application/json' };
    const response = await fetch(service.url + path, {
      method,
      headers: { ...json, ...headers },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    return (await response.json()) as Envelope;
  };

  /** What `app/src/lib/session.ts` does with a phone's storage and platform. */
  function phoneOf(worker: Worker) {
    const asNobody = createCall(send, () => ({}));
    const phone = { kept: null as SignedIn | null, signIns: 0, refreshes: 0 };
    const keeper = new SessionKeeper({
      read: () => phone.kept,
      write: (signedIn) => {
        phone.kept = signedIn;
      },
      drop: () => {
        phone.kept = null;
      },
      lock: () => undefined,
      owes: () => false,
      now: () => Date.now(),
      refresh: (refreshToken) => {
        phone.refreshes += 1;
        return asNobody(sessionApi.refresh, { refreshToken });
      },
      signIn: () => {
        phone.signIns += 1;
        const device = { id: worker.deviceId };
        return asNobody(sessionApi.start, { channel: 'dingtalk', code: desk.codeOf(worker), device });
      },
    });
    const call = <E extends Endpoint>(
      endpoint: E,
      input: CallOf<E>,
      requestKey?: string,
    ): Promise<ResultOf<E>> =>
      keeper.use(
        (token) =>
          createCall(send, () => ({ authorization: `Bearer ${token}` }))(
            endpoint,
            input,
            requestKey ? { requestKey } : {},
          ),
        { writes: endpoint.method !== 'GET' },
      );
    return { phone, call };
  }

  const openSessions = async ({ personId }: Worker) => {
    const { manager } = (await service.get(Database)).reader;
    const all = await manager.findBy(Session, { personId, channel: 'dingtalk' });
    return all.filter(({ endedAt }) => endedAt === null).length;
  };

  test('a technician works on after four hours without noticing: the session is renewed once, not begun anew', async () => {
    const { phone, call } = phoneOf(own.lead);
    await call(visitApi.today, {});
    await desk.pass(4 * hour + 1000);
    const [me] = await Promise.all([
      call(sessionApi.me, {}),
      ...Array.from({ length: 5 }, () => call(visitApi.today, {})),
    ]);
    expect(me.person.id).toBe(own.lead.personId);
    expect([phone.signIns, phone.refreshes]).toEqual([1, 1]);
    expect(await openSessions(own.lead)).toBe(1);
  });

  test('after the working day the platform says again who it is', async () => {
    const { phone, call } = phoneOf(own.partner);
    await call(visitApi.today, {});
    await desk.pass(12 * hour + 1000);
    await call(visitApi.today, {});
    expect([phone.signIns, phone.refreshes]).toEqual([2, 1]);
  });

  test('who is let in no more hears why', async () => {
    const { call } = phoneOf(own.partner);
    await call(visitApi.today, {});
    await desk.write((tx) =>
      tx.manager.update(Assignment, { personId: own.partner.personId }, { untilDay: '2020-01-02' }),
    );
    const refused = await call(visitApi.today, {}).catch((problem: unknown) => problem);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: 'session.no_role' });
  });
});
