import { cityApi } from '@lifttrust/shared-types/city/city.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { buildDistrict, type District } from '../../../test/fixture/district';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Session } from './session.entity';
import { SessionOpener } from './session.opener';

const hour = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
  });
  afterAll(() => service.stop());

  const me = (token: string) => service.call(sessionApi.me, {}, { token });
  const write = async (work: (tx: Transaction) => Promise<unknown>) => {
    const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now()), work);
  };

  test('a session says who it is, in which role and for whom', async () => {
    expect((await me(own.lead.token)).data).toMatchObject({
      person: { id: own.lead.personId, name: own.lead.name },
      role: 'technician',
      organisation: { id: own.companyId },
      divisionCode: '',
    });
  });

  test('the token lies nowhere in the database', async () => {
    const rows = await (await service.get(Database)).reader.manager.find(Session);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(own.lead.token);
  });

  test('the key of a phone’s store is the same at every sign-in there, and nobody else’s', async () => {
    const opener = await service.get(SessionOpener);
    const signIn = async (personId: string, deviceId: string, isDesk = false) => {
      let key: string | undefined;
      await write(async (tx) => {
        const opened = await opener.open(tx, {
          personId,
          channel: 'sandbox',
          device: { id: deviceId },
          isDesk,
        });
        key = opened.storeKey;
      });
      return key;
    };
    const first = await signIn(own.lead.personId, 'phone-of-the-lead');
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await signIn(own.lead.personId, 'phone-of-the-lead')).toBe(first);
    expect(await signIn(own.lead.personId, 'another-phone')).not.toBe(first);
    expect(await signIn(own.partner.personId, 'phone-of-the-lead')).not.toBe(first);
    expect(await signIn(own.lead.personId, 'phone-of-the-lead', true)).toBeUndefined();
    const rows = await (await service.get(Database)).reader.manager.find(Session);
    expect(JSON.stringify(rows)).not.toContain(first);
  });

  test.each([
    ['no token', {}],
    ['a token that is no token', { authorization: 'Bearer x' }],
    ['another scheme', { authorization: 'Basic bm9ib2R5OnNlY3JldA==' }],
  ])('with %s nobody is signed in', async (_what, headers) => {
    const response = await fetch(`${service.url}/api/me`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'session.missing' } });
  });

  test('an invented token is refused, even where no session is needed', async () => {
    const refused = await me('x'.repeat(43));
    expect(refused).toMatchObject({ status: 401, error: { code: 'session.expired' } });
    expect((await service.call(cityApi.show, {}, { token: 'x'.repeat(43) })).status).toBe(401);
  });

  test('an ended session is over at once, another of the same person goes on', async () => {
    const [first, second] = [
      await service.signIn(own.lead.personId),
      await service.signIn(own.lead.personId, 'device-number-two'),
    ];
    expect((await service.call(sessionApi.end, {}, { token: first })).data).toEqual({ done: true });
    expect(await me(first)).toMatchObject({ status: 401, error: { code: 'session.expired' } });
    expect((await me(second)).status).toBe(200);
  });

  test('a role taken away ends its sessions at the next request', async () => {
    const { colleague } = own;
    expect((await me(colleague.token)).status).toBe(200);
    const yesterday = addDays(dayOf(Date.now()), -1);
    await write((tx) =>
      tx.manager.update(Assignment, { personId: colleague.personId }, { untilDay: yesterday }),
    );
    expect((await me(colleague.token)).status).toBe(401);
    await expect(service.signIn(colleague.personId)).rejects.toMatchObject({ code: 'session.no_role' });
  });

  test('when an organisation is closed its people’s sessions end', async () => {
    const { officer } = own;
    const listed = await service.call(recordApi.list, {}, officer);
    expect(listed.status).toBe(200);
    await write((tx) =>
      tx.manager.update(Organisation, { id: own.ownerId }, { closedOn: dayOf(Date.now()) }),
    );
    expect((await service.call(recordApi.list, {}, officer)).status).toBe(401);
  });

  test('nobody signs in for a closed organisation', async () => {
    await expect(service.signIn(own.officer.personId)).rejects.toMatchObject({ code: 'session.no_role' });
  });

  test('a device without a proper id is refused before any platform is asked', async () => {
    const refused = await service.call(sessionApi.start, {
      channel: 'dingtalk',
      code: 'once',
      device: { id: 'x' },
    });
    expect(refused.status).toBe(400);
    expect(refused.error?.details?.[0]?.field).toBe('device.id');
  });

  // Last, since it moves the service's time.
  test('a phone’s token ends after four hours, its session after twelve, however often it is renewed', async () => {
    const [opener, work, clock] = [
      await service.get(SessionOpener),
      await service.get(UnitOfWork),
      await service.get(Clock),
    ];
    const opening = { personId: own.admin.personId, channel: 'sandbox', device: { id: 'a-phone' } };
    let { token, refreshToken } = await work.run(systemCtx(clock.now()), (tx) => opener.open(tx, opening));
    const refresh = () => service.call(sessionApi.refresh, { refreshToken });
    for (let third = 0; third < 2; third += 1) {
      clock.shift(4 * hour - 60_000);
      expect((await me(token)).status).toBe(200);
      clock.shift(61_000);
      expect(await me(token)).toMatchObject({ status: 401, error: { code: 'session.expired' } });
      ({ token, refreshToken } = (await refresh()).data);
    }
    clock.shift(4 * hour);
    expect(await me(token)).toMatchObject({ status: 401, error: { code: 'session.expired' } });
    expect((await refresh()).status).toBe(401);
  });
});
