import { session } from '../lib/session';
import type { Sealed } from './sealed-storage';
import { vault } from './vault-of-phone';

/** The store of whoever is signed in, once the key of an earlier run was read; null when nobody is signed in. */
export async function openStore(): Promise<Sealed | null> {
  await vault.ready();
  return vault.store();
}

/** The same, signing in first where nobody is; rejects as signing in does, or when the service gave no key. */
export async function mustOpenStore(): Promise<Sealed> {
  await vault.ready();
  await session.ensure();
  const store = vault.store() ?? (await afterRenewal());
  if (!store) throw new Error('the service gave no key for this phone');
  return store;
}

/** Signed in by an earlier release, which was given no key: the next session brings one. */
async function afterRenewal(): Promise<Sealed | null> {
  await session.renew();
  return vault.store();
}
