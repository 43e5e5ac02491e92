import { type Amendment, amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { call } from '../../lib/call';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { PageState, Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { SignaturePad } from '../../ui/signature-pad';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';
import { confirmAmendment, objectToAmendment, signAmendment } from './amendment-commands';
import { AmendmentView } from './amendment-view';

/** One page for whoever is asked: a technician signs, an owner confirms or says why not. */
export function AmendmentPage() {
  const { params } = useRouter();
  const load = useLoad(() => call(amendmentApi.show, { amendmentId: params.amendmentId ?? '' }));
  return (
    <Screen
      id="amendment"
      footer={load.value ? <Acts amendment={load.value} onMoved={load.replace} /> : null}
    >
      <PageState load={load}>{(known) => <AmendmentView amendment={known} />}</PageState>
    </Screen>
  );
}

function Acts({ amendment, onMoved }: { amendment: Amendment; onMoved: (moved: Amendment) => void }) {
  const [open, setOpen] = useState<'sign' | 'object' | null>(null);
  const { running, problem, run } = useAct();
  const { may } = amendment;
  if (!may.sign && !may.confirm) return null;
  const done = (moved: Amendment) => {
    onMoved(moved);
    setOpen(null);
  };
  const signed = (file: PhoneFile) =>
    run('sign', async () =>
      done(await (may.confirm ? confirmAmendment(amendment, file) : signAmendment(amendment, file))),
    );
  return (
    <>
      <Button
        id="open-signature"
        icon="pen"
        label={may.confirm ? '手写签名并确认' : '手写签名'}
        onPress={() => setOpen('sign')}
      />
      {may.confirm ? (
        <Button id="to-object" kind="quiet" label="不同意" onPress={() => setOpen('object')} />
      ) : null}
      <Sheet open={open === 'sign'} title="手写签名" onClose={() => setOpen(null)}>
        <Refusals problem={problem} />
        <SignaturePad
          canvasId="amendment-signature"
          name={may.confirm ? '安全员' : '维保人员'}
          label={may.confirm ? '确认签字' : '签名'}
          busy={running !== null}
          onSigned={signed}
        />
      </Sheet>
      <Objection
        open={open === 'object'}
        problem={problem}
        busy={running !== null}
        onClose={() => setOpen(null)}
        onObject={(text) => run('object', async () => done(await objectToAmendment(amendment, text)))}
      />
    </>
  );
}

interface ObjectionProps {
  open: boolean;
  problem: Problem | null;
  busy: boolean;
  onClose: () => void;
  onObject: (text: string) => void;
}

function Objection({ open, problem, busy, onClose, onObject }: ObjectionProps) {
  const [text, setText] = useState('');
  return (
    <Sheet open={open} title="不同意" onClose={onClose}>
      <Note>写明理由后由监管部门决定，决定之前原记录照旧有效。</Note>
      <Field
        id="objection"
        label="为什么不同意"
        value={text}
        lines="many"
        maxLength={300}
        placeholder="例如：当天确实做过维保"
        onChange={setText}
      />
      <Refusals problem={problem} />
      <Button
        id="object"
        kind="danger"
        label="不同意，交监管部门决定"
        busy={busy}
        disabled={text.trim() === ''}
        onPress={() => onObject(text)}
      />
    </Sheet>
  );
}
