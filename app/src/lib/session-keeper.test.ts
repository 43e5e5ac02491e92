import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { createCall, type Send, type WireRequest } from '@lifttrust/shared-types/kernel/call';
import type { SignedIn } from '@lifttrust/shared-types/session/session.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { Ended, SessionKeeper, SignedOut } from './session-keeper';

const someone = {
  person: { id: 'person-1', name: '程望舒' },
  role: 'technician' as const,
  organisation: { id: 'company', name: '示例公司' },
  divisionCode: '',
  factor: 'not_needed' as const,
};
const expired = () => new AppError('unauthenticated', 'session.expired', '登录已失效，请重新登录。');

/** A phone and the service behind it: tokens are counted up, and only the newest one is taken. */
class Phone {
  kept: SignedIn | null = null;
  newest = 0;
  refreshes = 0;
  signIns = 0;
  locks = 0;
  owing = false;
  clock = 1000;
  sent: WireRequest[] = [];
  whenRefreshed: () => void = () => undefined;
  whenSignedIn: () => void = () => undefined;
  whose = someone;

  readonly keeper = new SessionKeeper({
    read: () => this.kept,
    write: (signedIn) => {
      this.kept = signedIn;
    },
    drop: () => {
      this.kept = null;
    },
    lock: () => {
      this.locks += 1;
    },
    owes: () => this.owing,
    now: () => this.clock,
    refresh: async (refreshToken) => {
      this.refreshes += 1;
      await Promise.resolve();
      this.whenRefreshed();
      if (refreshToken !== `refresh-${this.newest}`) throw expired();
      return this.pair();
    },
    signIn: async () => {
      this.signIns += 1;
      await Promise.resolve();
      this.whenSignedIn();
      return this.pair();
    },
  });

  pair(): SignedIn {
    this.newest += 1;
    const times = { expiresAt: 2000, refreshUntil: 9000 };
    const [token, refreshToken] = [`token-${this.newest}`, `refresh-${this.newest}`];
    return { token, refreshToken, ...times, me: this.whose, mustChoose: false };
  }

  /** The service takes no token that it has given out, as after its life. */
  expire(): void {
    this.newest += 1;
    if (this.kept) this.kept = { ...this.kept, refreshToken: `refresh-${this.newest}` };
  }

  readonly send: Send = async (request) => {
    this.sent.push(request);
    const isGood = request.headers.authorization === `Bearer token-${this.newest}`;
    return isGood ? { ok: true, data: { done: true } } : { ok: false, error: expired().toJSON() };
  };

  start = (requestKey = 'key-00000001') =>
    this.keeper.use(
      (token) =>
        createCall(this.send, () => ({ authorization: `Bearer ${token}` }))(
          visitApi.today,
          {},
          { requestKey },
        ),
      { writes: true },
    );
}

const offline = () => {
  throw new NetworkError('网络没有连上。');
};
const refuse = () => {
  throw expired();
};

test('a session that has run out is renewed once, and the call is sent again under the same request key', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  await phone.start('key-of-the-second');
  expect(phone.refreshes).toBe(1);
  expect(phone.signIns).toBe(1);
  const again = phone.sent.filter(({ headers }) => headers['x-request-key'] === 'key-of-the-second');
  expect(again).toHaveLength(2);
});

test('calls at the same time renew it together', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  await Promise.all(Array.from({ length: 8 }, (_, number) => phone.start(`key-0000000${number}`)));
  expect(phone.refreshes).toBe(1);
});

test('a call that hears of it late takes what another has renewed', async () => {
  const phone = new Phone();
  await phone.start();
  let hear: () => void = () => undefined;
  const slow = new Promise<void>((done) => {
    hear = done;
  });
  const late = phone.keeper.use(
    async (token) => {
      await slow;
      if (token !== `token-${phone.newest}`) throw expired();
      return token;
    },
    { writes: true },
  );
  phone.expire();
  await phone.start();
  hear();
  await expect(late).resolves.toBe(`token-${phone.newest}`);
  expect(phone.refreshes).toBe(1);
});

test('of two pages that load at once one signs in', async () => {
  const phone = new Phone();
  await Promise.all([phone.start(), phone.start('key-00000002')]);
  expect(phone.signIns).toBe(1);
});

test('when the refresh token is refused the platform says who it is, without a page', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  phone.whenRefreshed = refuse;
  await phone.start();
  expect(phone.signIns).toBe(2);
});

test('past its last moment a refresh token is not tried', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  phone.clock = 9001;
  await phone.start();
  expect([phone.refreshes, phone.signIns]).toEqual([0, 2]);
});

test('when neither works the person is told calmly, and the next attempt begins anew', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  phone.whenRefreshed = refuse;
  phone.whenSignedIn = refuse;
  await expect(phone.start()).rejects.toThrow(SignedOut);
  await expect(phone.start()).rejects.toThrow('登录已失效');
  phone.whenSignedIn = () => undefined;
  await expect(phone.start()).resolves.toEqual({ done: true });
});

test('without a network nothing is thrown away: the same session goes on afterwards', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  phone.whenRefreshed = offline;
  await expect(phone.start()).rejects.toThrow(NetworkError);
  phone.whenRefreshed = () => undefined;
  await phone.start();
  expect(phone.signIns).toBe(1);
});

test('a refusal of anything else is no reason to renew', async () => {
  const phone = new Phone();
  const forbidden = new AppError('forbidden', 'kernel.forbidden', '您没有权限。');
  await expect(phone.keeper.use(() => Promise.reject(forbidden), { writes: false })).rejects.toBe(forbidden);
  expect(phone.refreshes).toBe(0);
});

test('whoever is let in no more hears why, and that what was is over', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  phone.whenRefreshed = refuse;
  const left = new AppError('forbidden', 'session.not_in_corporation', '您已不在本组织里。');
  phone.whenSignedIn = () => {
    throw left;
  };
  const problem = await phone.start().catch((thrown: unknown) => thrown);
  expect(problem).toBeInstanceOf(Ended);
  expect(problem).toMatchObject({ code: left.code, message: left.message });
});

test('whoever is let in no more has the phone locked, but not before what they did is handed in under the last token', async () => {
  const phone = new Phone();
  await phone.start();
  const last = phone.kept;
  phone.newest += 1;
  phone.whenRefreshed = refuse;
  phone.whenSignedIn = () => {
    throw new AppError('forbidden', 'session.no_role', '您已没有可用的身份。');
  };
  phone.owing = true;
  await expect(phone.start()).rejects.toThrow(Ended);
  expect(phone.kept).toEqual(last);
  expect(phone.locks).toBe(0);
  phone.owing = false;
  await expect(phone.start()).rejects.toThrow(Ended);
  expect(phone.kept).toBeNull();
  expect(phone.locks).toBe(1);
});

test('what one person began is not done in another’s name; reading goes on as the other', async () => {
  const phone = new Phone();
  await phone.start();
  phone.expire();
  phone.whenRefreshed = refuse;
  phone.whose = { ...someone, person: { id: 'person-2', name: '江怀远' } };
  const before = phone.sent.length;
  await expect(phone.start()).rejects.toThrow('登录的已是另一个人');
  expect(phone.sent).toHaveLength(before + 1);
  await expect(phone.start()).resolves.toEqual({ done: true });
});
