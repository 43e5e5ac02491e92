import { type Archive, archiveStandingWords } from '@lifttrust/shared-types/archive/archive.contract';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { byteWords } from '../../lib/byte-words';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell, type Tone } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const tones: Record<Archive['standing'], Tone> = {
  preparing: 'plain',
  waiting: 'brand',
  late: 'danger',
  taken: 'success',
};

export const monthTitle = ({ month, version }: Archive): string => {
  const [year, number] = month.split('-');
  return `${year}年${Number(number)}月${version > 1 ? `补充包 ${version - 1}` : ''}`;
};

interface Props {
  archive: Archive;
  onTake: () => void;
}

/** One month's package: what it holds, until when, who has taken it. */
export function ArchiveCard({ archive, onTake }: Props) {
  const { id, standing, lifts, records, bytes, dueOn, takenBy, division } = archive;
  return (
    <Card id={`archive-${id}`} tone={standing === 'late' ? 'danger' : 'plain'}>
      <CardTitle aside={<Tag tone={tones[standing]} text={archiveStandingWords[standing]} />}>
        {monthTitle(archive)}
      </CardTitle>
      <Cell label="内容" value={`${lifts} 台，${records} 份记录`} note={division.name} />
      {bytes === null ? (
        <Note>正在准备，备好后可以下载。</Note>
      ) : (
        <Cell label="大小" value={byteWords(bytes)} />
      )}
      {takenBy ? <Cell label="下载人" value={takenBy} /> : null}
      {dueOn && !takenBy ? <Cell label="期限" value={`${dayInWords(dueOn)} 24:00`} /> : null}
      {archive.may.download ? (
        <Button
          id={`take-${id}`}
          kind={takenBy ? 'quiet' : 'secondary'}
          label={takenBy ? '再次下载' : '取得下载链接'}
          onPress={onTake}
        />
      ) : null}
    </Card>
  );
}
