import { type CallUpLift, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { Table } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { SearchBox } from '../../ui/search-box';

/** Lifts are looked for by what is known of them; what was chosen before stays chosen. */
export function CallUpLifts({
  chosen,
  onChoose,
}: {
  chosen: CallUpLift[];
  onChoose: (lifts: CallUpLift[]) => void;
}) {
  const [q, setQ] = useState('');
  const found = useLoad(evidenceApi.lifts, q.length >= 2 ? { q } : null);
  const items = q.length >= 2 ? (found.data?.items ?? []) : [];
  const rows = [...chosen, ...items.filter(({ id }) => !chosen.some((lift) => lift.id === id))];
  return (
    <>
      <SearchBox value={q} hint="识别码、使用登记证、地点或单位" onSearch={setQ} />
      <Refused error={found.error} />
      <Table<CallUpLift>
        style={{ marginTop: 12 }}
        size="small"
        rowKey="id"
        dataSource={rows}
        loading={q.length >= 2 && found.loading}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{
          emptyText:
            q.length >= 2 ? '辖区内没有找到这样的电梯，请换一种写法。' : '请先查找电梯，至少输入 2 个字。',
        }}
        rowSelection={{
          selectedRowKeys: chosen.map(({ id }) => id),
          onChange: (keys) => onChoose(rows.filter(({ id }) => keys.includes(id))),
        }}
        columns={[
          { title: '识别码', render: (_, lift) => <b>{lift.rescueCode || '—'}</b> },
          {
            title: '使用地点',
            render: (_, lift) => (
              <>
                {lift.place} <span className="quiet">{lift.ownNumber}</span>
              </>
            ),
          },
          { title: '使用单位', render: (_, lift) => lift.ownerName || '未登记' },
          { title: '维保单位', render: (_, lift) => lift.companyName || '无' },
        ]}
      />
      {items.length === 20 ? <p className="quiet">只列出前 20 台，请写得再具体些。</p> : null}
    </>
  );
}
