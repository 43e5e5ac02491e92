import {
  announcementApi,
  announcementStateTones,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import { addDays, addMonths, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const cell = {
  border: '1px solid var(--line, #8884)',
  verticalAlign: 'top',
  padding: 6,
  height: 76,
} as const;

/** The Monday on or before the first of a month. */
const gridFrom = (first: string): string =>
  addDays(first, -((new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7));

/** Which announcements are read on which day of a month. */
export function AnnouncementCalendar({ onOpen }: { onOpen: (id: string) => void }) {
  const [first, setFirst] = useState(`${dayOf(Date.now()).slice(0, 7)}-01`);
  const from = gridFrom(first);
  const weeks = Math.ceil((Date.parse(addMonths(first, 1)) - Date.parse(from)) / (7 * 86_400_000));
  const until = addDays(from, weeks * 7 - 1);
  const all = useLoad(announcementApi.list, { from, until, pageSize: 100 });
  return (
    <Section
      title={`${first.slice(0, 4)}年${Number(first.slice(5, 7))}月`}
      extra={
        <Space.Compact size="small">
          <Button onClick={() => setFirst(addMonths(first, -1))}>上个月</Button>
          <Button onClick={() => setFirst(addMonths(first, 1))}>下个月</Button>
        </Space.Compact>
      }
    >
      <Read from={all}>
        {({ items }) => (
          <div style={{ overflowX: 'auto' }}>
            <table style={{ width: '100%', minWidth: 640, borderCollapse: 'collapse', tableLayout: 'fixed' }}>
              <thead>
                <tr>
                  {weekdays.map((name) => (
                    <th key={name} scope="col">
                      周{name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {Array.from({ length: weeks }, (_, week) => addDays(from, week * 7)).map((monday) => (
                  <tr key={monday}>
                    {Array.from({ length: 7 }, (_, index) => addDays(monday, index)).map((day) => (
                      <td
                        key={day}
                        style={{ ...cell, opacity: day.slice(0, 7) === first.slice(0, 7) ? 1 : 0.7 }}
                      >
                        <div className="quiet">{Number(day.slice(8))}</div>
                        {items
                          .filter(
                            (one) =>
                              one.state !== 'withdrawn' &&
                              one.fromDay <= day &&
                              (one.untilDay ?? one.fromDay) >= day,
                          )
                          .map((one) => (
                            <Button
                              key={one.id}
                              type="link"
                              size="small"
                              style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                              onClick={() => onOpen(one.id)}
                            >
                              <StateTag tone={announcementStateTones[one.state]} text={one.title} />
                            </Button>
                          ))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="quiet">没有结束日期的只标在开始那天；撤下的不显示。</p>
          </div>
        )}
      </Read>
    </Section>
  );
}
