import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { useState } from 'react';
import { nowAt } from '../../offline/anchors';
import type { VisitOnPhone } from '../../offline/reduce';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { goBack } from '../../ui/navigate';
import { Note } from '../../ui/screen';
import type { Act } from '../../ui/use-act';
import { submitRecord } from './record-commands';
import type { SheetToSign } from './sheet-on-phone';

interface Props {
  pack: VisitOnPhone;
  sheet: SheetToSign;
  act: Act;
}

/** Sealing; on another day than the work, or without a network, with the reason that the record will carry (REC-12). */
export function SubmitFooter({ pack, sheet, act }: Props) {
  const waits = pack.onPhone.stale || pack.onPhone.waiting > 0;
  const doneOn = pack.mine?.checkedOutAt;
  const late = doneOn != null && dayOf(doneOn) !== dayOf(nowAt(pack.id));
  const [reason, setReason] = useState(waits ? '现场没有网络' : '');
  const submit = () =>
    act.run('submit', async () => {
      await submitRecord(pack.id, sheet.hash, late || waits ? reason.trim() : '');
      goBack();
    });
  return (
    <>
      {sheet.refusals.length > 0 ? <Note>补齐上面缺的就能提交。</Note> : null}
      {late || waits ? (
        <Field
          id="late-reason"
          label={late ? '为什么晚于完成当天' : '若过了今天才上传，原因记为'}
          value={reason}
          maxLength={200}
          onChange={setReason}
        />
      ) : null}
      <Button
        id="submit-record"
        icon="lock"
        label={waits ? '提交，上传后封存' : '封存并提交记录'}
        busy={act.running !== null}
        busyLabel="正在封存…"
        disabled={sheet.refusals.length > 0 || (late && reason.trim() === '')}
        onPress={submit}
      />
    </>
  );
}
