import { createCall } from '@lifttrust/shared-types/kernel/call';
import { type Me, SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { device } from '../platform/device';
import { signInCode } from '../platform/sign-in';
import { storage } from '../platform/storage';
import { send } from '../platform/wire';
import { deviceId } from './device-id';
import { SessionKeeper } from './session-keeper';

const key = 'session';
const callAsNobody = createCall(send, () => ({ 'x-device-id': deviceId() }));

function kept(): SignedIn | null {
  const read = SignedIn.safeParse(storage.read(key));
  return read.success ? read.data : null;
}

const keeper = new SessionKeeper({
  read: kept,
  write: (signedIn) => storage.write(key, signedIn),
  drop: () => storage.remove(key),
  now: () => device.now(),
  refresh: (refreshToken) => callAsNobody(sessionApi.refresh, { refreshToken }),
  async signIn() {
    const { channel, code } = await signInCode();
    const known = { id: deviceId(), ...device.info() };
    return callAsNobody(sessionApi.start, { channel, code, device: known });
  },
});

/** Who is using this phone. Signing in needs no page: the platform knows the person already. */
export const session = {
  /** The session kept on this phone, signing in when there is none. */
  ensure: (): Promise<SignedIn> => keeper.ensure(),
  /** Asks under a token that the service takes, renewing it when it has run out. */
  use: <T>(ask: (token: string) => Promise<T>, how: { writes: boolean }): Promise<T> => keeper.use(ask, how),
  /** The same session under new tokens, or under a second factor. */
  renewed: (signedIn: SignedIn): void =>
    storage.write(key, { ...signedIn, mustChoose: session.mustChoose() }),
  /** The person signed in last, without asking anybody. */
  me: (): Me | null => kept()?.me ?? null,
  /** Several roles, and none chosen on this phone yet. */
  mustChoose: (): boolean => kept()?.mustChoose ?? false,
  /** The present role it is to be. */
  chosen(): void {
    const current = kept();
    if (current) storage.write(key, { ...current, mustChoose: false });
  },
  /** Goes on as another of the person's roles; the old session is over. */
  async switchTo(assignmentId: string): Promise<void> {
    const switched = await keeper.use(
      (token) => createCall(send, () => headersOf(token))(sessionApi.switch, { assignmentId }),
      { writes: true },
    );
    storage.write(key, switched);
  },
  /** Somebody whom WeChat's account does not tell is known by the phone number that WeChat vouches for. */
  async startByPhone(phoneCode: string): Promise<void> {
    const { code } = await signInCode();
    const known = { id: deviceId(), ...device.info() };
    storage.write(
      key,
      await callAsNobody(sessionApi.startByPhone, { channel: 'wechat', code, phoneCode, device: known }),
    );
  },
  forget: (): void => storage.remove(key),
  async end(): Promise<void> {
    const current = kept();
    storage.remove(key);
    if (!current) return;
    const callAsMe = createCall(send, () => headersOf(current.token));
    await callAsMe(sessionApi.end, {});
  },
};

export const headersOf = (token: string | null): Record<string, string> => ({
  'x-device-id': deviceId(),
  ...(token ? { authorization: `Bearer ${token}` } : {}),
});
