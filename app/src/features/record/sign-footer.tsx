import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { useState } from 'react';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { SignaturePad } from '../../ui/signature-pad';
import type { Act } from '../../ui/use-act';
import { checkOut } from '../check-in/check-in-commands';
import { signSheet, submitRecord } from './record-commands';
import type { SheetToSign } from './sign-view';

interface Props {
  pack: VisitPack;
  sheet: SheetToSign;
  act: Act;
  onChanged: () => void;
}

export function SignFooter({ pack, sheet, act, onChanged }: Props) {
  const [signing, setSigning] = useState(false);
  const sign = (file: PhoneFile) =>
    act.run('sign', async () => {
      await signSheet(pack.id, sheet.contentHash, file);
      setSigning(false);
      onChanged();
    });
  const leave = () =>
    act.run('check-out', async () => {
      await checkOut(pack.id);
      onChanged();
    });
  const submit = () =>
    act.run('submit', async () => {
      await submitRecord(pack.id, sheet.contentHash);
      goBack();
    });
  const busy = act.running !== null;
  if (pack.nextStep === 'sign') {
    return (
      <>
        <Button id="open-signature" icon="pen" label="手写签名" onPress={() => setSigning(true)} />
        <Sheet open={signing} title="手写签名" onClose={() => setSigning(false)}>
          <SignaturePad
            canvasId="technician-signature"
            name={pack.mine?.person.name ?? ''}
            label="签名"
            busy={busy}
            onSigned={sign}
          />
        </Sheet>
      </>
    );
  }
  if (pack.nextStep === 'check_out') {
    return (
      <Button id="check-out" icon="pin" label="签退" busy={busy} busyLabel="正在定位…" onPress={leave} />
    );
  }
  if (pack.nextStep === 'submit') {
    return (
      <>
        {sheet.refusals.length > 0 ? <Note>补齐上面缺的就能提交。</Note> : null}
        <Button
          id="submit-record"
          icon="lock"
          label="封存并提交记录"
          busy={busy}
          busyLabel="正在封存…"
          disabled={sheet.refusals.length > 0}
          onPress={submit}
        />
      </>
    );
  }
  return <Button id="back" kind="secondary" label="回到维保" onPress={goBack} />;
}
