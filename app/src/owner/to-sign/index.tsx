import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { useState } from 'react';
import { type Batch, mayChoose } from '../../features/signing/batch';
import { BatchResult } from '../../features/signing/batch-result';
import { BatchSheet } from '../../features/signing/batch-sheet';
import { ToSignList } from '../../features/signing/to-sign-list';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { PageState, Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

/** What waits for the owner's signature: several records, each looked at where it must be, under one signature. */
export default function ToSignPage() {
  const load = useLoad(() => call(signingApi.toSign, {}));
  const [chosen, setChosen] = useState<string[]>([]);
  const [signing, setSigning] = useState(false);
  const [batch, setBatch] = useState<Batch | null>(null);
  const [kept, setKept] = useState<Problem | null>(null);
  const items = load.value?.items ?? [];
  const picked = items.filter((item) => mayChoose(item) && chosen.includes(item.recordId));
  const begin = () => {
    setBatch(null);
    setKept(null);
    setSigning(true);
  };
  const end = () => {
    setSigning(false);
    setChosen([]);
    load.reload();
  };
  return (
    <Screen
      id="to-sign"
      footer={
        items.some(({ maySign }) => maySign) ? (
          <Button
            id="sign-chosen"
            icon="pen"
            label={picked.length > 0 ? `签 ${picked.length} 份` : '先选要签的记录'}
            disabled={picked.length === 0}
            onPress={begin}
          />
        ) : null
      }
    >
      <Refusals problem={kept} />
      {batch ? <BatchResult batch={batch} /> : null}
      <PageState load={load}>
        {({ consents }) => (
          <ToSignList items={items} consents={consents} chosen={chosen} onChoose={setChosen} />
        )}
      </PageState>
      <BatchSheet
        open={signing}
        items={picked}
        onClose={() => setSigning(false)}
        onSigned={(signed) => {
          setBatch(signed);
          end();
        }}
        onKept={(problem) => {
          setKept(problem);
          end();
        }}
      />
    </Screen>
  );
}
