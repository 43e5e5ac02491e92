import { lazy, Suspense } from 'react';
import { type Session, useSession } from '../lib/session';
import { SignIn } from './sign-in';

const Shell = lazy(() => import('./shell'));
const SecondFactor = lazy(() => import('./second-factor'));
// The condition is a constant at build time: the import below does not exist in a production build.
const SandboxSignIn =
  import.meta.env.VITE_SANDBOX === '1' ? lazy(() => import('../sandbox/sandbox-sign-in')) : null;

const asksForPerson = () => new URLSearchParams(window.location.search).has('person');

const waitsForCode = ({ me }: Session) => me.factor === 'wanted' || me.factor === 'to_enrol';

/** Nobody passes without a session. */
export function Gate() {
  const session = useSession();
  if (session && !(SandboxSignIn && asksForPerson())) {
    return (
      <Suspense fallback={null}>
        {waitsForCode(session) ? <SecondFactor session={session} /> : <Shell session={session} />}
      </Suspense>
    );
  }
  return SandboxSignIn ? (
    <Suspense fallback={null}>
      <SandboxSignIn />
    </Suspense>
  ) : (
    <SignIn />
  );
}
