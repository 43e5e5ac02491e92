import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Result, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { SignIn } from '../app/sign-in';
import { call } from '../lib/call';
import { asError } from '../lib/load';
import { deviceId, keepSignedIn } from '../lib/session';

/** Only in the local sandbox; a test looks for this word in the built product and must not find it. */
const marker = 'lifttrust-sandbox-console';

/** `?person=<key>` signs one of the sandbox's invented people in. */
export default function SandboxSignIn() {
  const [params, setParams] = useSearchParams();
  const [error, setError] = useState<Error | null>(null);
  const person = params.get('person');

  useEffect(() => {
    if (!person) return;
    const device = { id: deviceId(), client: marker };
    call(sessionApi.start, { channel: 'sandbox', code: person, device, desk: true })
      .then((opened) => {
        setParams(
          (before) => {
            const next = new URLSearchParams(before);
            next.delete('person');
            return next;
          },
          { replace: true },
        );
        keepSignedIn(opened);
      })
      .catch((thrown: unknown) => setError(asError(thrown)));
  }, [person, setParams]);

  if (error) return <Result status="warning" title="没有登录上" subTitle={error.message} />;
  if (!person) return <SignIn />;
  return <Spin fullscreen tip="正在登录" />;
}
