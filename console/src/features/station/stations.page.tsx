import { type StationCard, stationApi } from '@lifttrust/shared-types/station/station.contract';
import { Select } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { namesOf } from '../duty/duty-words';

export const Standing = ({
  station,
}: {
  station: Pick<StationCard, 'isOpen' | 'areas' | 'closedReason'>;
}) => {
  if (station.areas.length === 0) return <StateTag tone="plain" text="没有登记出动区域" />;
  return station.isOpen ? (
    <StateTag tone="success" text="接受出动" />
  ) : (
    <StateTag tone="warning" text={`暂停出动：${station.closedReason}`} />
  );
};

const columns: Columns<StationCard> = [
  { title: '救援站', dataIndex: 'name', render: (_, one) => <b>{one.name}</b> },
  { title: '状态', dataIndex: 'isOpen', render: (_, one) => <Standing station={one} /> },
  { title: '地址', dataIndex: 'address', render: (_, one) => one.address || '没有登记' },
  { title: '出动区域', dataIndex: 'areas', render: (_, one) => `${one.areas.length} 个` },
  { title: '救援人员', dataIndex: 'people', render: (_, one) => `${one.people} 人` },
  {
    title: '现在值班',
    dataIndex: 'onCall',
    render: (_, one) => namesOf(one.onCall) || <StateTag tone="danger" text="没有人值班" />,
  },
  { title: '电话', dataIndex: 'phone', render: (_, one) => one.phone || '没有登记' },
];

const choices = ['true', 'false'] as const;

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['open'] as const);
  const open = oneOf(choices, filters.open);
  const stations = useLoad(stationApi.list, { ...paged, ...(open ? { open } : {}) });
  return (
    <Page
      title="救援站"
      note="维保单位不能及时到达时，由区域内最近、有人值班的救援站出动。救援站先在“单位台账”登记，再在这里登记位置和区域。"
    >
      <ListTable
        name="stations"
        unit="个"
        rowKey="id"
        columns={columns}
        from={stations}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => navigate(`/stations/${id}`)}
        empty={open ? '没有这种状态的救援站。' : '还没有救援站。请监管部门先在单位台账登记。'}
        filters={
          <Select
            allowClear
            aria-label="状态"
            placeholder="状态"
            style={{ width: 160 }}
            value={open ?? null}
            options={[
              { value: 'true', label: '接受出动' },
              { value: 'false', label: '暂停或没有登记' },
            ]}
            onChange={(value) => change({ open: value ?? undefined })}
          />
        }
      />
    </Page>
  );
}
