import type { ValidityReview } from '@lifttrust/shared-types/validity/validity.contract';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { KeptOnPhone } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { EvidencePhotos } from '../file/evidence-photos';
import { useEvidence } from '../file/use-evidence';
import { appealAgainst, stateDoubt } from './validity-commands';

export type Saying = 'state' | 'appeal';

const words = {
  state: {
    title: '补充说明',
    note: '写明当天的情况。说明会连同您的姓名封存。',
    label: '说明',
    ok: '提交说明',
  },
  appeal: {
    title: '对无效决定申诉',
    note: '每份记录只能申诉一次，由作出原决定以外的人处理。',
    label: '为什么应当有效',
    ok: '提交申诉',
  },
};

interface Props {
  what: Saying | null;
  recordId: string;
  onClose: () => void;
  onSaid: (what: Saying, review: ValidityReview) => void;
  /** Somebody may have spoken or decided meanwhile. */
  onRefused: () => void;
}

/** Words that stay with the record for good. */
export function SaySheet({ what, recordId, onClose, onSaid, onRefused }: Props) {
  const [text, setText] = useState('');
  const evidence = useEvidence();
  const { running, problem, run, clear } = useAct();
  const shown = words[what ?? 'state'];
  const said = () => {
    setText('');
    evidence.forget();
  };
  const submit = () =>
    run('say', async () => {
      if (!what) return;
      try {
        const review = await (what === 'state' ? stateDoubt : appealAgainst)(
          recordId,
          text.trim(),
          evidence.outgoing,
        );
        said();
        onSaid(what, review);
      } catch (refusal) {
        // It waits on the phone: said once, it must not be said again.
        if (refusal instanceof KeptOnPhone) said();
        else onRefused();
        throw refusal;
      }
    });
  const close = () => {
    clear();
    onClose();
  };
  return (
    <Sheet open={what !== null} title={shown.title} onClose={close}>
      <Note>{shown.note}</Note>
      <Field id="say-text" label={shown.label} value={text} onChange={setText} lines="many" maxLength={500} />
      <EvidencePhotos
        evidence={evidence}
        hint="可以附签到表、监控画面、聊天截图等证明，没有也可以提交。加密保存，查看会留下记录。"
      />
      <Refusals problem={problem} />
      <Button
        id="say-confirm"
        label={shown.ok}
        busy={running !== null}
        disabled={text.trim() === ''}
        onPress={submit}
      />
    </Sheet>
  );
}
