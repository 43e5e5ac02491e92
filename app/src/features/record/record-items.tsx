import { type Item, itemResults } from '@lifttrust/shared-types/visit/visit.contract';
import { Card, CardTitle, Cell, type Tone } from '../../ui/card';
import { Tag } from '../../ui/tag';
import { itemGroups } from '../visit/item-groups';

const tones: Record<NonNullable<Item['result']>, Tone> = {
  pass: 'success',
  treated: 'warning',
  fail: 'danger',
  not_applicable: 'plain',
};

export const ResultTag = ({ result }: Pick<Item, 'result'>) =>
  result ? <Tag text={itemResults[result]} tone={tones[result]} /> : null;

/** All items by class, each with its result, what was written and what was read. */
export const RecordItems = ({ items }: { items: Item[] }) => (
  <>
    {itemGroups(items).map((group) => (
      <Card key={group.title}>
        <CardTitle>
          {group.title}（{group.items.length} 项）
        </CardTitle>
        {group.items.map((item) => (
          <Cell
            key={item.code}
            label={item.name}
            note={[item.note, item.reading ? `读数 ${item.reading}` : ''].filter(Boolean).join(' · ')}
            aside={<ResultTag result={item.result} />}
          />
        ))}
      </Card>
    ))}
  </>
);
