import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { type Delegation, signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { useState } from 'react';
import { DelegateSheet } from '../../features/signing/delegate-sheet';
import { DelegationList } from '../../features/signing/delegation-list';
import { EndDelegation } from '../../features/signing/end-delegation';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

async function read() {
  const [list, me] = await Promise.all([call(signingApi.delegations, {}), call(sessionApi.me, {})]);
  return { ...list, gives: me.role === 'owner_admin' };
}

/** Who signs for the owner on its stored authority: given for days, for a reason, and taken back at once. */
export default function DelegationsPage() {
  const load = useLoad(read);
  const [giving, setGiving] = useState(false);
  const [ending, setEnding] = useState<Delegation | null>(null);
  const [done, setDone] = useState('');
  const known = load.value;
  const ended = (what: string) => {
    setGiving(false);
    setEnding(null);
    setDone(what);
    load.reload();
  };
  return (
    <Screen
      id="delegations"
      footer={
        known?.gives ? (
          <Button id="to-delegate" icon="plus" label="授权一个人代签" onPress={() => setGiving(true)} />
        ) : null
      }
    >
      {done ? <Notice id="delegation-done" tone="success" title={done} /> : null}
      <PageState load={load}>
        {({ items, gives }) => <DelegationList items={items} onEnd={gives ? setEnding : null} />}
      </PageState>
      <DelegateSheet
        open={giving}
        people={known?.people ?? []}
        onClose={() => setGiving(false)}
        onGiven={(one) => ended(`已授权${one.person.name}代签`)}
      />
      <EndDelegation
        delegation={ending}
        onClose={() => setEnding(null)}
        onEnded={(one) => ended(`已收回${one.person.name}的授权`)}
        onRefused={load.reload}
      />
    </Screen>
  );
}
