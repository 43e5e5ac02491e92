import { useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { Refusals } from '../../ui/page-state';
import { Sheet } from '../../ui/sheet';
import { SignaturePad } from '../../ui/signature-pad';
import type { Act } from '../../ui/use-act';
import { checkOut } from '../check-in/check-in-commands';
import { signSheet } from './record-commands';
import type { SheetToSign } from './sheet-on-phone';
import { SubmitFooter } from './submit-footer';

interface Props {
  pack: VisitOnPhone;
  sheet: SheetToSign;
  act: Act;
  onChanged: () => void;
}

export function SignFooter({ pack, sheet, act, onChanged }: Props) {
  const [signing, setSigning] = useState(false);
  const sign = (file: PhoneFile) =>
    act.run('sign', async () => {
      await signSheet(pack.id, sheet.hash, file);
      setSigning(false);
      onChanged();
    });
  const leave = () =>
    act.run('check-out', async () => {
      await checkOut(pack.id);
      onChanged();
    });
  const busy = act.running !== null;
  if (pack.nextStep === 'sign') {
    return (
      <>
        <Button id="open-signature" icon="pen" label="手写签名" onPress={() => setSigning(true)} />
        <Sheet open={signing} title="手写签名" onClose={() => setSigning(false)}>
          <Refusals problem={act.problem} />
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
    return <SubmitFooter {...{ pack, sheet, act }} />;
  }
  return <Button id="back" kind="secondary" label="回到维保" onPress={goBack} />;
}
