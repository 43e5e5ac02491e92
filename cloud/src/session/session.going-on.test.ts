import { createHmac } from 'node:crypto';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { type SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { buildDistrict, type StaffedDistrict } from '../../../test/fixture/district';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Assignment } from '../person/assignment.entity';
import { Session, SessionRefresh } from './session.entity';
import { SignInDesk } from './testing/sign-in-desk';

const minute = 60_000;

onBothDatabases((start) => {
  const desk = new SignInDesk();
  let service: TestService;
  let own: StaffedDistrict;
  beforeAll(async () => {
    service = await desk.open(start);
    own = await buildDistrict(service, 'own');
    for (const worker of [own.lead, own.partner, own.colleague, own.officer, own.inspector])
      await desk.bind(worker);
  });
  afterAll(() => desk.close());

  const rows = async () => (await service.get(Database)).reader.manager;
  const audited = async (action: string) => (await rows()).countBy(AuditEntry, { action });
  const opened = async (worker = own.inspector, isDesk = false): Promise<SignedIn> =>
    (await desk.signIn(worker, { desk: isDesk })).data;

  test('refreshing gives a new pair, and the old token is dead at once', async () => {
    const first = await opened();
    const second = (await desk.refresh(first.refreshToken)).data;
    expect(second.token).not.toBe(first.token);
    expect((await desk.me(second.token)).data.person.id).toBe(own.inspector.personId);
    expect(await desk.me(first.token)).toMatchObject({ status: 401, error: { code: 'session.expired' } });
  });

  test('a refresh token used a second time ends the session, for the thief and for the owner', async () => {
    const first = await opened();
    const second = (await desk.refresh(first.refreshToken)).data;
    const reused = await desk.refresh(first.refreshToken);
    expect(reused).toMatchObject({ status: 401, error: { code: 'session.refresh_reused' } });
    expect((await desk.me(second.token)).status).toBe(401);
    expect((await desk.refresh(second.refreshToken)).status).toBe(401);
  });

  test('of two refreshes at the same moment at most one goes on, and nothing of it can be used', async () => {
    const first = await opened();
    const both = await Promise.all([desk.refresh(first.refreshToken), desk.refresh(first.refreshToken)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const good = both.find(({ status }) => status === 200);
    expect((await desk.me(good?.data.token ?? '')).status).toBe(401);
  });

  test('neither tokens nor refresh tokens lie in the database', async () => {
    const { token, refreshToken } = await opened();
    const manager = await rows();
    const kept = JSON.stringify([await manager.find(Session), await manager.find(SessionRefresh)]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(refreshToken);
  });

  test('an access token is no refresh token, and the other way round', async () => {
    const { token, refreshToken } = await opened();
    expect((await desk.refresh(token)).status).toBe(401);
    expect((await desk.me(refreshToken)).status).toBe(401);
  });

  test.each([
    ['of another key', jwt({ alg: 'HS256' })],
    ['of no key at all', jwt({ alg: 'none' })],
    ['of another audience', jwt({ alg: 'HS256' }, { aud: 'another-client' })],
  ])('a signed token %s is nobody’s: ours are random, none is computed', async (_what, token) => {
    expect(await desk.me(token)).toMatchObject({ status: 401 });
    expect((await desk.refresh(token.slice(0, 100))).status).toBe(401);
  });

  test('a token of another installation is refused, since it lies in no database of ours', async () => {
    const { token } = await opened();
    const foreign = token.slice(0, -4).concat(token.slice(-4) === 'AAAA' ? 'BBBB' : 'AAAA');
    expect((await desk.me(foreign)).status).toBe(401);
  });

  test('nobody becomes somebody else by writing an account into a header or into the body', async () => {
    const headers = {
      'content-type': 'application/json',
      'x-wx-openid': 'openid-of-the-officer',
      'x-wx-unionid': 'union',
      'x-person-id': own.officer.personId,
    };
    const me = await fetch(`${service.url}/api/me`, { headers });
    expect(me.status).toBe(401);
    const device = { id: own.lead.deviceId };
    const body = { channel: 'wechat', code: 'invented', device, openid: 'x', personId: own.officer.personId };
    const started = await fetch(`${service.url}/api/sessions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(started.status).toBe(401);
    const { token } = await opened(own.lead);
    const named = await fetch(`${service.url}/api/me`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
    expect(await named.json()).toMatchObject({ person: { id: own.lead.personId } });
  });

  test('a client cannot bring a token of its own choice into a session', async () => {
    const chosen = 'chosen-by-somebody-who-waits-for-it-to-be-signed-in';
    const response = await fetch(`${service.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `session=${chosen}`, 'x-session': chosen },
      body: JSON.stringify({
        channel: 'dingtalk',
        code: desk.codeOf(own.lead),
        device: { id: own.lead.deviceId },
        token: chosen,
        sessionId: chosen,
      }),
    });
    const signedIn: SignedIn = await response.json();
    expect(signedIn.token).not.toBe(chosen);
    expect((await desk.me(chosen)).status).toBe(401);
  });

  test('an invented token sent along with a good code opens nothing', async () => {
    const answer = await service.call(
      sessionApi.start,
      { channel: 'dingtalk', code: desk.codeOf(own.lead), device: { id: own.lead.deviceId } },
      { token: 'x'.repeat(43) },
    );
    expect(answer.status).toBe(401);
  });

  test('one person has so many sessions at once on one platform; the oldest makes room', async () => {
    const tokens: string[] = [];
    for (let number = 0; number < 6; number += 1)
      tokens.push(
        (await desk.signIn(own.colleague, { device: { id: `phone-number-${number}` } })).data.token,
      );
    const heard = await Promise.all(tokens.map(async (token) => (await desk.me(token)).status));
    expect(heard).toEqual([401, 200, 200, 200, 200, 200]);
  });

  test('a person sees where they are signed in and ends another session at once', async () => {
    const here = await opened(own.officer);
    const there = await opened(own.officer);
    const { items } = (await service.call(sessionApi.mine, {}, { token: here.token })).data;
    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    const other = items.find(({ isThis, channel }) => !isThis && channel === 'dingtalk');
    const sessionId = other?.id ?? '';
    expect((await service.call(sessionApi.endMine, { sessionId }, { token: here.token })).status).toBe(200);
    expect((await desk.me(there.token)).status).toBe(401);
    const foreign = await service.call(
      sessionApi.endMine,
      { sessionId: items.find((i) => i.isThis)?.id ?? '' },
      own.lead,
    );
    expect(foreign.status).toBe(404);
  });

  test('a unit’s admin ends the session of one of its people with a reason; of another unit’s they know nothing', async () => {
    const { token } = await opened(own.lead);
    const listed = await service.call(sessionApi.list, { search: own.lead.name }, own.admin);
    const session = listed.data.items.find(({ channel }) => channel === 'dingtalk');
    const input = { sessionId: session?.id ?? '', reason: '手机丢失。' };
    expect((await service.call(sessionApi.endOther, input, own.ownerAdmin)).status).toBe(404);
    expect((await desk.me(token)).status).toBe(200);
    expect((await service.call(sessionApi.endOther, input, own.admin)).status).toBe(200);
    expect((await desk.me(token)).status).toBe(401);
    expect(await audited('session.ended_by_admin')).toBe(1);
  });

  describe('who holds two roles', () => {
    let secondId: string;
    beforeAll(async () => {
      secondId = await desk.assign(own.partner, 'inspector', await bodyOf(own));
    });

    test('is asked which one it is to be, once on each device', async () => {
      const device = { id: 'the-new-phone-of-the-partner' };
      const first = (await desk.signIn(own.partner, { device })).data;
      expect(first.mustChoose).toBe(true);
      const { items } = (await service.call(sessionApi.assignments, {}, { token: first.token })).data;
      expect(items.map(({ role, isCurrent }) => [role, isCurrent])).toEqual([
        ['technician', true],
        ['inspector', false],
      ]);
      const chosen = await service.call(
        sessionApi.switch,
        { assignmentId: secondId },
        { token: first.token },
      );
      expect(chosen.data).toMatchObject({ mustChoose: false, me: { role: 'inspector' } });
      expect((await desk.me(first.token)).status).toBe(401);
      const again = (await desk.signIn(own.partner, { device })).data;
      expect(again).toMatchObject({ mustChoose: false, me: { role: 'inspector' } });
    });

    test('cannot switch to a role that somebody else holds', async () => {
      const { token } = await opened(own.lead);
      const refused = await service.call(sessionApi.switch, { assignmentId: secondId }, { token });
      expect(refused.status).toBe(404);
      expect((await desk.me(token)).status).toBe(200);
    });

    test('loses a session with its role at the next request, its refresh token with it; the other role stays', async () => {
      const { token, refreshToken } = (
        await desk.signIn(own.partner, { device: { id: 'the-new-phone-of-the-partner' } })
      ).data;
      const yesterday = addDays(dayOf(Date.now()), -1);
      await desk.write((tx) => tx.manager.update(Assignment, { id: secondId }, { untilDay: yesterday }));
      expect((await desk.me(token)).status).toBe(401);
      expect((await desk.refresh(refreshToken)).status).toBe(401);
      expect((await opened(own.partner)).me.role).toBe('technician');
    });
  });

  // Last, since these move the service's time.
  test('a desk that nobody uses for half an hour is signed out; one in use goes on by refreshing', async () => {
    const idle = await opened(own.inspector, true);
    let busy = await opened(own.inspector, true);
    const clock = await service.get(Clock);
    for (let quarter = 0; quarter < 2; quarter += 1) {
      await desk.pass(14 * minute);
      expect((await desk.me(busy.token)).status).toBe(200);
      busy = (await desk.refresh(busy.refreshToken)).data;
    }
    expect(busy.expiresAt).toBeLessThanOrEqual(clock.now() + 15 * minute);
    await desk.pass(3 * minute);
    expect((await desk.me(idle.token)).status).toBe(401);
    expect((await desk.refresh(idle.refreshToken)).status).toBe(401);
    expect((await desk.me(busy.token)).status).toBe(200);
  });

  test('however busy, a desk’s session ends after twelve hours', async () => {
    let busy = await opened(own.inspector, true);
    const endsAt = (await service.get(Clock)).now() + 12 * 60 * minute;
    for (let step = 0; step < 28; step += 1) {
      await desk.pass(25 * minute);
      busy = (await desk.refresh(busy.refreshToken)).data;
    }
    expect(busy.expiresAt).toBeLessThanOrEqual(endsAt);
    await desk.pass(21 * minute);
    expect((await desk.me(busy.token)).status).toBe(401);
    expect((await desk.refresh(busy.refreshToken)).status).toBe(401);
  });

  test('an address that only fails is locked for a quarter of an hour, with the time in words', async () => {
    const guess = () =>
      service.call(sessionApi.start, {
        channel: 'dingtalk',
        code: 'a-guess',
        device: { id: 'device-of-a-guesser' },
      });
    let heard = await guess();
    for (let attempt = 0; attempt < 40 && heard.status === 401; attempt += 1) heard = await guess();
    expect(heard).toMatchObject({ status: 429, error: { code: 'session.locked' } });
    expect(heard.error?.message).toContain('15 分钟');
    expect((await desk.signIn(own.lead)).status).toBe(429);
    expect(await audited('session.locked')).toBe(1);
    await desk.pass(15 * minute);
    expect((await desk.signIn(own.lead)).status).toBe(200);
  });

  const bodyOf = async (district: StaffedDistrict) => {
    const found = await (await rows()).findOneByOrFail(Assignment, { personId: district.inspector.personId });
    return found.organisationId;
  };
});

/** What a forger would send to a service that believes in signed tokens. */
function jwt(head: object, more: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', ...head })}.${part({ sub: 'x', ...more })}`;
  return `${text}.${createHmac('sha256', 'another key').update(text).digest('base64url')}`.slice(0, 100);
}
