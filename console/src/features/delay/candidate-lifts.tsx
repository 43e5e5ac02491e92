import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, daysBetween } from '@lifttrust/shared-types/kernel/time';
import { Space, Table } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Problem } from '../../ui/problem';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';

type Candidate = ResultOf<typeof delayApi.candidates>['items'][number];

const standingWords = { none: null, explained: '已有说明，待确认', accepted: '已有说明，已确认' } as const;
const lookAhead = 15;

/** Lifts that are overdue or fall due until a day; as many as one obstacle closes. */
export function CandidateLifts({
  chosen,
  onChoose,
}: {
  chosen: string[];
  onChoose: (liftIds: string[]) => void;
}) {
  const today = dayOf(Date.now());
  const [until, setUntil] = useState(() => addDays(today, lookAhead));
  const [q, setQ] = useState<string | undefined>(undefined);
  const lifts = useLoad(delayApi.candidates, until ? { until, ...(q ? { q } : {}) } : null);
  if (lifts.error) return <Problem error={lifts.error} retry={lifts.reload} />;
  const items = lifts.data?.items ?? [];
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <span>
          期限在 <DayInput aria-label="期限在这一天之前" min={today} value={until} onChange={setUntil} /> 之前
        </span>
        <SearchBox value={q} hint="地点、单位内编号" onSearch={setQ} />
        <span>{chosen.length > 0 ? `已选 ${chosen.length} 台` : '还没有选'}</span>
      </Space>
      <Table<Candidate>
        size="small"
        rowKey="liftId"
        dataSource={items}
        loading={lifts.loading}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 台` }}
        locale={{ emptyText: '这段时间没有到期或超期的电梯。' }}
        rowSelection={{
          selectedRowKeys: chosen,
          preserveSelectedRowKeys: true,
          onChange: (keys) => onChoose(keys.map(String)),
          selections: [
            { key: 'all', text: '选中全部', onSelect: () => onChoose(items.map((one) => one.liftId)) },
          ],
        }}
        columns={[
          {
            title: '使用地点',
            render: (_, lift) => (
              <>
                {lift.place} <span className="quiet">{lift.ownNumber}</span>
              </>
            ),
          },
          { title: '使用单位', render: (_, lift) => lift.ownerName || '—' },
          { title: '法定期限', render: (_, lift) => <DueDay dueOn={lift.dueOn} today={today} /> },
          {
            title: '说明',
            render: (_, { standing }) => standingWords[standing] ?? <span className="quiet">没有</span>,
          },
        ]}
      />
    </>
  );
}

function DueDay({ dueOn, today }: { dueOn: string; today: string }) {
  const late = daysBetween(dueOn, today);
  return (
    <Space>
      <span className="nowrap">{dayWords(dueOn)}</span>
      {late > 0 ? <StateTag tone="danger" text={`超期 ${late} 天`} /> : null}
    </Space>
  );
}
