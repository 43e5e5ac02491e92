import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { useState } from 'react';
import { GiveSheet, WithdrawSheet } from '../../features/signing/silence-consent-sheets';
import { SilenceConsentView } from '../../features/signing/silence-consent-view';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

async function read() {
  const [consent, me] = await Promise.all([call(signingApi.consent, {}), call(sessionApi.me, {})]);
  return { consent, decides: me.role === 'owner_admin' };
}

/** Whether the owner's silence may confirm: its administrator decides, its officers read. */
export default function SilenceConsentPage() {
  const load = useLoad(read);
  const [asking, setAsking] = useState<'give' | 'withdraw' | null>(null);
  const [done, setDone] = useState('');
  const known = load.value;
  const ask = (what: 'give' | 'withdraw') => {
    setDone('');
    setAsking(what);
  };
  const ended = (what: string) => (consent: NonNullable<typeof known>['consent']) => {
    setAsking(null);
    setDone(what);
    load.replace({ consent, decides: true });
  };
  const standing = known?.consent.standing ?? null;
  return (
    <Screen
      id="silence-consent"
      footer={
        known?.decides ? (
          standing ? (
            <Button id="to-withdraw" kind="quiet" label="撤回同意" onPress={() => ask('withdraw')} />
          ) : (
            <Button id="to-give" icon="check" label="同意逾期默认确认" onPress={() => ask('give')} />
          )
        ) : null
      }
    >
      {done ? <Notice id="consent-done" tone="success" title={done} /> : null}
      <PageState load={load}>
        {({ consent, decides }) => <SilenceConsentView consent={consent} decides={decides} />}
      </PageState>
      {known ? (
        <GiveSheet
          open={asking === 'give'}
          version={known.consent.text.version}
          onClose={() => setAsking(null)}
          onDone={ended('已同意，从现在起完成的维保适用')}
          onRefused={load.reload}
        />
      ) : null}
      <WithdrawSheet
        open={asking === 'withdraw'}
        onClose={() => setAsking(null)}
        onDone={ended('已撤回，没到期限的和以后的维保不再默认确认')}
        onRefused={load.reload}
      />
    </Screen>
  );
}
