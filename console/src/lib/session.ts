import type { Access, Role } from '@lifttrust/shared-types/kernel/access';
import type { Me, SignedIn } from '@lifttrust/shared-types/session/session.contract';
import { useSyncExternalStore } from 'react';

export interface Session {
  token: string;
  me: Me;
  /** Absent where the window was given a token alone. */
  renewal?: { refreshToken: string; everyMs: number; since: number };
  /** Several roles, and none chosen on this device yet. */
  mustChoose?: boolean;
}

// Gone with the window: a shared desk computer must not keep somebody signed in.
const name = 'lifttrust.session';
const listeners = new Set<() => void>();

function read(): Session | null {
  const kept = sessionStorage.getItem(name);
  return kept ? JSON.parse(kept) : null;
}

let current = read();

export const sessionNow = (): Session | null => current;

export function keepSession(session: Session | null): void {
  current = session;
  if (session) sessionStorage.setItem(name, JSON.stringify(session));
  else sessionStorage.removeItem(name);
  for (const listener of listeners) listener();
}

let ranOut = false;

/** Nobody left by themselves: whoever comes back is told so. */
export function sessionRanOut(): void {
  ranOut = current !== null || ranOut;
  keepSession(null);
}

export const hasRunOut = (): boolean => ranOut;

/** What the service answers to a sign-in, a switch or a renewal. */
export function keepSignedIn({
  token,
  me,
  refreshToken,
  expiresAt,
  refreshUntil,
  mustChoose,
}: SignedIn): void {
  // A token lasts as long as it may be renewed after its end; a third of that keeps well ahead of it.
  const everyMs = Math.max(0, refreshUntil - expiresAt) / 3;
  const renewal = { refreshToken, everyMs, since: Date.now() };
  keepSession({ token, me, mustChoose, ...(everyMs > 0 ? { renewal } : {}) });
}

/** The same session under new tokens: which role it is to be may still be asked. */
export const keepRenewed = (renewed: SignedIn): void =>
  keepSignedIn({ ...renewed, mustChoose: current?.mustChoose ?? false });

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSession = (): Session | null => useSyncExternalStore(subscribe, sessionNow);

/** Whether a role is named in an endpoint's access: what cannot be called is not shown. */
export const isFor = (endpoint: { access: Access }, role: Role | undefined): boolean =>
  endpoint.access === 'public' || (role !== undefined && endpoint.access[role] !== undefined);

/** A random id of this browser: a witness, not a proof (DECISIONS 20). */
export function deviceId(): string {
  const key = 'lifttrust.device';
  const kept = localStorage.getItem(key);
  if (kept) return kept;
  const made = randomId();
  localStorage.setItem(key, made);
  return made;
}

export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
