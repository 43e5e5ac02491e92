import { type Archive, archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { useState } from 'react';
import { ArchiveCard, monthTitle } from '../../features/archive/archive-card';
import { byteWords } from '../../lib/byte-words';
import { call } from '../../lib/call';
import { copyText, openOutsidePage } from '../../platform/outside-page';
import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

type Link = ResultOf<typeof archiveApi.link>;

/** The owner's monthly packages: which are to be taken, and a link that opens on any computer. */
export default function ArchivesPage() {
  const load = useLoad(() => call(archiveApi.list, { pageSize: 50 }));
  const [taking, setTaking] = useState<Archive | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const [copied, setCopied] = useState(false);
  const { running, problem, run } = useAct();
  const take = (archive: Archive) =>
    run(archive.id, async () => {
      setLink(await call(archiveApi.link, { archiveId: archive.id }));
      setCopied(false);
      setTaking(archive);
    });
  const copy = () =>
    run('copy', async () => {
      await copyText(link?.url ?? '');
      setCopied(true);
    });
  const close = () => {
    setTaking(null);
    load.reload();
  };
  return (
    <Screen id="archives">
      {taking ? null : <Refusals problem={problem} />}
      <PageState load={load}>{({ items }) => <List items={items} onTake={take} />}</PageState>
      <Sheet open={taking !== null} title={taking ? monthTitle(taking) : ''} onClose={close}>
        <Note>
          {link
            ? `${byteWords(link.bytes)}，链接 ${timeInWords(link.expiresAt)} 前有效。请在电脑浏览器里打开，断了可以接着下；不要转发给外人。`
            : ''}
        </Note>
        <Refusals problem={problem} />
        {copied ? <Notice id="copied" tone="success" title="链接已复制，请到电脑上打开" /> : null}
        <Button id="copy" icon="send" label="复制链接" busy={running === 'copy'} onPress={copy} />
        <Button
          id="open"
          kind="quiet"
          label="在这台设备上打开"
          onPress={() => run('open', () => openOutsidePage(link?.url ?? ''))}
        />
      </Sheet>
    </Screen>
  );
}

function List({ items, onTake }: { items: Archive[]; onTake: (archive: Archive) => void }) {
  if (items.length === 0)
    return (
      <Empty
        icon="check"
        title="还没有档案包"
        line="每月 1 日把上月的维保记录打包，备好后会提醒您。"
        action={<Button id="back" kind="secondary" label="返回" onPress={goBack} />}
      />
    );
  const open = items.filter(({ standing }) => standing === 'waiting' || standing === 'late').length;
  return (
    <>
      <Title>{open > 0 ? `${open} 个档案包待下载` : '档案包都已下载'}</Title>
      <Lead>请在期限前下载，并在两处保存，至少 4 年。</Lead>
      {items.map((archive) => (
        <ArchiveCard key={archive.id} archive={archive} onTake={() => onTake(archive)} />
      ))}
    </>
  );
}
