import { changeStateWords } from '@lifttrust/shared-types/change/change.contract';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import type { CorrectionView } from '@lifttrust/shared-types/lift/on-site.contract';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const tones = { waiting: 'warning', accepted: 'success', rejected: 'danger', withdrawn: 'plain' } as const;
const types: Record<string, string | undefined> = liftTypes;
const inWords = (field: string, value: string): string =>
  value === '' ? '空' : field === 'type' ? (types[value] ?? value) : value;

/** What has been said about this lift already, so that nobody says it twice. */
export const KnownCorrections = ({ items }: { items: CorrectionView[] }) =>
  items.length === 0 ? null : (
    <Card id="known-corrections">
      <CardTitle>提出过的纠正</CardTitle>
      {items.map(({ id, fields, by, reason, state, decision }) => (
        <Cell
          key={id}
          label={fields
            .map(
              ({ field, label, before, after }) =>
                `${label}：${inWords(field, before)} → ${inWords(field, after)}`,
            )
            .join('；')}
          note={[by, reason, decision ? `答复：${decision}` : ''].filter(Boolean).join(' · ')}
          aside={<Tag text={changeStateWords[state]} tone={tones[state]} />}
        />
      ))}
      <Note>登记信息以上级系统为准，更新一致后自动办结。</Note>
    </Card>
  );
