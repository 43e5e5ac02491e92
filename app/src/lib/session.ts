import { createCall } from '@lifttrust/shared-types/kernel/call';
import { type Me, SignedIn, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { device } from '../platform/device';
import { signInCode } from '../platform/sign-in';
import { storage } from '../platform/storage';
import { send } from '../platform/wire';
import { deviceId } from './device-id';

const key = 'session';
const callAsNobody = createCall(send, () => ({ 'x-device-id': deviceId() }));

interface Session {
  token: string;
  expiresAt: number;
  me: Me;
}

let signingIn: Promise<Session> | null = null;

function kept(): Session | null {
  const read = SignedIn.safeParse(storage.read(key));
  return read.success && read.data.expiresAt > device.now() ? read.data : null;
}

async function signIn(): Promise<Session> {
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
  async ensure(): Promise<Session> {
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
