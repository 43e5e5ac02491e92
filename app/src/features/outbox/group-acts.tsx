import { useState } from 'react';
import { packs } from '../../offline/packs';
import { outbox } from '../../outbox/outbox';
import { copyText } from '../../platform/outside-page';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import type { Group } from './outbox-groups';
import { workInWords } from './work-in-words';

/** Work that the service takes no more is not lost with it: its words can be taken along before it is given up. */
export function GroupActs({ visitId, title, items }: Group) {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const { running, problem, run } = useAct();
  const copy = () =>
    run('copy', async () => {
      const known = visitId === null ? null : packs.find(visitId);
      await copyText(workInWords(title, items, known?.pack.items ?? []));
      setCopied(true);
    });
  const giveUp = () =>
    run('give-up', async () => {
      setAsking(false);
      for (const { key } of [...items].reverse()) await outbox.dismiss(key);
    });
  return (
    <>
      {copied ? <Notice id="work-copied" tone="success" title="已复制，可以粘贴到聊天里发给单位" /> : null}
      <Refusals problem={problem} />
      <Button
        id={`copy-${visitId}`}
        kind="secondary"
        icon="list"
        label="复制这次的全部内容"
        busy={running === 'copy'}
        onPress={copy}
      />
      <Button id={`give-up-all-${visitId}`} kind="quiet" label="全部放弃" onPress={() => setAsking(true)} />
      <Sheet open={asking} title={`放弃“${title}”的 ${items.length} 项？`} onClose={() => setAsking(false)}>
        <Note>这次维保没有上传的内容和照片会从手机删除，找不回来。需要留底的，请先复制。</Note>
        <Button id="confirm-give-up-all" kind="danger" label="确认全部放弃" onPress={giveUp} />
        <Button kind="quiet" label="先留着" onPress={() => setAsking(false)} />
      </Sheet>
    </>
  );
}
