import { createCall } from '@lifttrust/shared-types/kernel/call';
import { type Me, SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { device } from '../platform/device';
import { signInCode } from '../platform/sign-in';
import { storage } from '../platform/storage';
import { send } from '../platform/wire';
import { deviceId } from './device-id';

const key = 'session';
const callAsNobody = createCall(send, () => ({ 'x-device-id': deviceId() }));

let signingIn: Promise<SignedIn> | null = null;

function kept(): SignedIn | null {
  const read = SignedIn.safeParse(storage.read(key));
  return read.success && read.data.expiresAt > device.now() ? read.data : null;
}

async function signIn(): Promise<SignedIn> {
  const { channel, code } = await signInCode();
  const signedIn = await callAsNobody(sessionApi.start, {
    channel,
    code,
    device: { id: deviceId(), ...device.info() },
  });
  storage.write(key, signedIn);
  return signedIn;
}

/** Who is using this phone. Signing in needs no page: the platform knows the person already. */
export const session = {
  /** The token kept on this phone, signing in when there is none. */
  async ensure(): Promise<SignedIn> {
    const current = kept();
    if (current) return current;
    // Two pages that load at once sign in once.
    signingIn ??= signIn().finally(() => {
      signingIn = null;
    });
    return signingIn;
  },
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
    const { token } = await session.ensure();
    const callAsMe = createCall(send, () => headersOf(token));
    storage.write(key, await callAsMe(sessionApi.switch, { assignmentId }));
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
