import { Image } from '@tarojs/components';
import { useState } from 'react';
import { Refusals } from '../../ui/page-state';
import { PhotoGrid, PhotoTile } from '../../ui/photo-grid';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { storedPicture } from './stored-picture';
import './evidence.scss';

interface Props {
  id: string;
  fileIds: string[];
  pathOf: (fileId: string) => string;
  /** What they are called together, numbered, or each by itself. */
  what?: string | ((fileId: string) => string);
}

/** Pictures that somebody handed in. It is loaded when it is asked for: each look is written down. */
export function EvidenceShown({ id, fileIds, pathOf, what = '证明' }: Props) {
  const [sources, setSources] = useState<Record<string, string>>({});
  const [open, setOpen] = useState<string | null>(null);
  const [noPicture, setNoPicture] = useState(false);
  const { running, problem, run } = useAct();
  const nameOf = (fileId: string) =>
    typeof what === 'string' ? `${what} ${fileIds.indexOf(fileId) + 1}` : what(fileId);
  const look = (fileId: string) =>
    run(fileId, async () => {
      const src = sources[fileId] ?? (await storedPicture(pathOf(fileId)));
      setSources((known) => ({ ...known, [fileId]: src }));
      setNoPicture(false);
      setOpen(fileId);
    });
  if (fileIds.length === 0) return null;
  return (
    <>
      <PhotoGrid>
        {fileIds.map((fileId, at) => (
          <PhotoTile
            key={fileId}
            id={`${id}-${at}`}
            label={nameOf(fileId)}
            src={sources[fileId] ?? null}
            state={sources[fileId] ? 'sent' : 'empty'}
            note={running === fileId ? '正在读取…' : '点开看，会留下记录'}
            onPress={() => look(fileId)}
          />
        ))}
      </PhotoGrid>
      <Refusals problem={problem} />
      <Sheet open={open !== null} title={open === null ? '' : nameOf(open)} onClose={() => setOpen(null)}>
        {noPicture ? (
          <Note>这份材料不是图片，请在电脑上的管理后台查看。</Note>
        ) : (
          <Image
            id={`${id}-large`}
            className="evidence__large"
            mode="widthFix"
            src={sources[open ?? ''] ?? ''}
            onError={() => setNoPicture(true)}
          />
        )}
      </Sheet>
    </>
  );
}
