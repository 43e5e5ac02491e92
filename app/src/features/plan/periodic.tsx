import type { PeriodicDueItem } from '@lifttrust/shared-types/plan/plan.contract';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const shown = 30;

/** Governor calibration, seasonal items, yearly self-inspection: due until the end of the month, or before. */
export const Periodic = ({ items }: { items: PeriodicDueItem[] }) =>
  items.length === 0 ? null : (
    <Card id="periodic">
      <CardTitle>周期项目 {items.length} 项</CardTitle>
      {items.slice(0, shown).map((item) => (
        <Cell
          key={`${item.liftId}${item.item}`}
          label={`${item.place} ${item.ownNumber}`}
          note={item.text}
          {...(item.isOverdue ? { aside: <Tag text="超期" tone="danger" /> } : {})}
        />
      ))}
      {items.length > shown ? <Note>还有 {items.length - shown} 项，请在电脑上看全部。</Note> : null}
    </Card>
  );
