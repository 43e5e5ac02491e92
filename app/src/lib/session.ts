import { createCall } from '@lifttrust/shared-types/kernel/call';
import { type Me, SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { device } from '../platform/device';
import { signInCode } from '../platform/sign-in';
import { storage } from '../platform/storage';
import { send } from '../platform/wire';
import { vault } from '../store/vault-of-phone';
import { deviceId } from './device-id';
import { SessionKeeper } from './session-keeper';

const key = 'session';
const callAsNobody = createCall(send, () => ({ 'x-device-id': deviceId() }));

function kept(): SignedIn | null {
  const read = SignedIn.safeParse(storage.read(key));
  return read.success ? read.data : null;
}

/** The key of the person's store goes where secrets are kept, and nowhere else. */
function keep({ storeKey, ...signedIn }: SignedIn): void {
  storage.write(key, signedIn);
  if (storeKey) vault.take({ personId: signedIn.me.person.id, key: storeKey });
}

let owes = (): boolean => false;

const keeper = new SessionKeeper({
  read: kept,
  write: keep,
  drop: () => storage.remove(key),
  lock: () => vault.wipe(),
  owes: () => owes(),
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
  renewed: (signedIn: SignedIn): void => keep({ ...signedIn, mustChoose: session.mustChoose() }),
  /** The person signed in last, without asking anybody. */
  me: (): Me | null => kept()?.me ?? null,
  /** The present token, where somebody is signed in; asks nobody. */
  token: (): string | null => kept()?.token ?? null,
  /** Several roles, and none chosen on this phone yet. */
  mustChoose: (): boolean => kept()?.mustChoose ?? false,
  /** The present role it is to be. */
  chosen(): void {
    const current = kept();
    if (current) keep({ ...current, mustChoose: false });
  },
  /** Goes on as another of the person's roles; the old session is over. */
  async switchTo(assignmentId: string): Promise<void> {
    const switched = await keeper.use(
      (token) => createCall(send, () => headersOf(token))(sessionApi.switch, { assignmentId }),
      { writes: true },
    );
    keep(switched);
  },
  /** Somebody whom WeChat's account does not tell is known by the phone number that WeChat vouches for. */
  async startByPhone(phoneCode: string): Promise<void> {
    const { code } = await signInCode();
    const known = { id: deviceId(), ...device.info() };
    keep(await callAsNobody(sessionApi.startByPhone, { channel: 'wechat', code, phoneCode, device: known }));
  },
  /** The outbox tells whether something waits that may still be handed in after the account's end. */
  owes(ask: () => boolean): void {
    owes = ask;
  },
  /** A new pair of tokens, and with it what the service says of this session today. */
  renew: (): Promise<SignedIn> => keeper.renewNow(),
  forget(): void {
    storage.remove(key);
    vault.wipe();
  },
  /** Signs out: what is still only on this phone stays sealed until the same person comes back. */
  async end(): Promise<void> {
    const current = kept();
    storage.remove(key);
    vault.wipe();
    if (!current) return;
    const callAsMe = createCall(send, () => headersOf(current.token));
    await callAsMe(sessionApi.end, {});
  },
};

export const headersOf = (token: string | null): Record<string, string> => ({
  'x-device-id': deviceId(),
  ...(token ? { authorization: `Bearer ${token}` } : {}),
});
