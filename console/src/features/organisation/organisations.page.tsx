import { PlusOutlined } from '@ant-design/icons';
import {
  type OrganisationCard,
  organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import {
  organisationKinds,
  organisationKindWords,
} from '@lifttrust/shared-types/organisation/organisation.kinds';
import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords, dateWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';
import { kindWords } from './organisation-words';
import { RegisterUnit } from './register-unit';

const columns: Columns<OrganisationCard> = [
  { title: '单位名称', dataIndex: 'name', render: (_, unit) => <b>{unit.name}</b> },
  { title: '类别', dataIndex: 'kind', render: (_, unit) => kindWords(unit) },
  {
    title: '统一社会信用代码',
    dataIndex: 'creditCode',
    render: (_, unit) => <span className="mono">{unit.creditCode ?? '—'}</span>,
  },
  { title: '辖区', dataIndex: 'divisionName', render: (_, unit) => unit.divisionName || unit.divisionCode },
  {
    title: '电梯',
    dataIndex: 'lifts',
    align: 'right',
    className: 'number',
    render: (_, unit) => (unit.lifts === null ? '—' : `${countWords(unit.lifts)} 台`),
  },
  {
    title: '人员',
    dataIndex: 'people',
    align: 'right',
    className: 'number',
    render: (_, unit) => `${countWords(unit.people)} 人`,
  },
  {
    title: '状态',
    dataIndex: 'closedOn',
    render: (_, unit) =>
      unit.closedOn ? (
        <StateTag tone="plain" text={`${dateWords(unit.closedOn)}起关闭`} />
      ) : (
        <StateTag tone="success" text="在册" />
      ),
  },
];

const states = ['open', 'closed'] as const;
const stateWords = { open: '在册', closed: '已关闭' };

export function Component() {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['q', 'kind', 'state'] as const);
  const [isRegistering, setRegistering] = useState(false);
  const kind = oneOf(organisationKinds, filters.kind);
  const state = oneOf(states, filters.state);
  const units = useLoad(organisationApi.list, {
    ...paged,
    ...(filters.q ? { q: filters.q } : {}),
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
  });
  const narrowed = Boolean(filters.q || kind || state);
  return (
    <Page
      title="单位台账"
      note="辖区内的各类单位。关闭的单位保留档案，不会删除。"
      actions={
        isFor(organisationApi.register, role) ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setRegistering(true)}>
            登记单位
          </Button>
        ) : null
      }
    >
      <ListTable
        name="organisations"
        unit="个"
        rowKey="id"
        columns={columns}
        from={units}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(unit) => navigate(`/organisations/${unit.id}`)}
        empty={narrowed ? '没有符合条件的单位，请放宽筛选。' : '还没有单位，请先登记或从表格导入。'}
        filters={
          <Space wrap>
            <SearchBox value={filters.q} hint="单位名称、信用代码" onSearch={(q) => change({ q })} />
            <Select
              allowClear
              placeholder="类别"
              style={{ width: 180 }}
              value={kind ?? null}
              options={organisationKinds.map((value) => ({ value, label: organisationKindWords[value] }))}
              onChange={(value) => change({ kind: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="状态"
              style={{ width: 110 }}
              value={state ?? null}
              options={states.map((value) => ({ value, label: stateWords[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
          </Space>
        }
      />
      <RegisterUnit
        open={isRegistering}
        onClose={() => setRegistering(false)}
        onDone={(unit) => navigate(`/organisations/${unit.id}`)}
      />
    </Page>
  );
}
