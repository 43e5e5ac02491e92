import { type EntrapmentCard, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { call } from '../../lib/call';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Empty, PageState } from '../../ui/page-state';
import { SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';
import { isOver, placeOf, stateTag, timeWords, whoIsInside } from './rescue-words';
import { useNow } from './use-now';

type Where = 'rescue/entrapment' | 'owner/entrapment';

/** Rescues of one's own organisation: those under way first. */
export function EntrapmentList({ page }: { page: Where }) {
  const load = useLoad(() => call(rescueApi.list, { pageSize: 50 }));
  useRefresh(load.reload, true);
  return (
    <PageState load={load}>
      {({ items, total }) => {
        const open = items.filter((one) => !isOver(one));
        const over = items.filter(isOver);
        if (items.length === 0)
          return (
            <Empty icon="check" title="没有困人救援" line="有人被困时这里会立刻出现，手机也会收到提醒。" />
          );
        return (
          <>
            <Entrapments id="open-entrapments" title="正在进行" items={open} page={page} />
            <Entrapments
              id="past-entrapments"
              title={total > items.length ? '已结束（最近的）' : '已结束'}
              items={over}
              page={page}
            />
          </>
        );
      }}
    </PageState>
  );
}

interface Props {
  id: string;
  title: string;
  items: EntrapmentCard[];
  page: Where;
}

function Entrapments({ id, title, items, page }: Props) {
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <>
      <SectionTitle>{title}</SectionTitle>
      <Card id={id}>
        {items.map((one) => (
          <Cell
            key={one.id}
            id={`entrapment-${one.id}`}
            icon={isOver(one) ? 'check' : 'alert'}
            label={placeOf(one)}
            note={`${whoIsInside(one)}；${timeWords(one, now)}`}
            aside={<Tag {...stateTag(one)} />}
            onPress={() => openPage(page, { entrapmentId: one.id })}
          />
        ))}
      </Card>
    </>
  );
}
