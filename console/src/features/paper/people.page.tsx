import { type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import { type PersonCard, personApi } from '@lifttrust/shared-types/person/person.contract';
import { Select, Space } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords, dayOf } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';
import { RegisterPerson } from './register-person';

const columns: Columns<PersonCard> = [
  { title: '姓名', dataIndex: 'name' },
  { title: '身份', dataIndex: 'role', render: (_, row) => roleWords[row.role] },
  { title: '单位', dataIndex: 'organisation', render: (_, row) => row.organisation.name },
  { title: '电话', dataIndex: 'phone', className: 'mono' },
  {
    title: '证件号码',
    dataIndex: 'idNumber',
    className: 'mono',
    render: (_, row) => row.idNumber || '未登记',
  },
  { title: '最近到期', dataIndex: 'nearestUntil', render: (_, row) => <Nearest day={row.nearestUntil} /> },
  {
    title: '状态',
    dataIndex: 'isCurrent',
    render: (_, row) => <Presence row={row} />,
  },
];

function Nearest({ day }: { day: string | null }) {
  if (!day) return <span className="quiet">没有登记</span>;
  const isOver = day < dayOf(Date.now());
  return isOver ? <StateTag tone="danger" text={`${dateWords(day)}已到期`} /> : dateWords(day);
}

function Presence({ row }: { row: PersonCard }) {
  if (!row.isCurrent) return <StateTag tone="plain" text={`${dateWords(row.until ?? row.from)}离职`} />;
  return row.until ? (
    <StateTag tone="warning" text={`${dateWords(row.until)}离职`} />
  ) : (
    <StateTag tone="success" text="在岗" />
  );
}

const offeredRoles: Role[] = [
  'technician',
  'company_admin',
  'owner_officer',
  'owner_admin',
  'inspector',
  'rescuer',
  'unit_admin',
];

export function Component() {
  const navigate = useNavigate();
  const session = useSession();
  const { filters, paged, change } = useFilters(['search', 'role', 'left'] as const);
  const role = oneOf(offeredRoles, filters.role);
  const left = oneOf(['true', 'false'] as const, filters.left);
  const people = useLoad(personApi.list, {
    ...paged,
    ...(filters.search ? { search: filters.search } : {}),
    ...(role ? { role } : {}),
    ...(left ? { left } : {}),
  });
  const mayRegister = isFor(personApi.register, session?.me.role);
  return (
    <Page
      title="人员"
      note="电话和证件号码都已遮盖；需要时在人员页查看，会留下记录。"
      actions={mayRegister ? <RegisterPerson onRegistered={(id) => navigate(`/people/${id}`)} /> : null}
    >
      <ListTable
        name="people"
        unit="人"
        rowKey="id"
        columns={columns}
        from={people}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(row) => navigate(`/people/${row.id}`)}
        empty={
          filters.search || role || left
            ? '没有符合条件的人，请放宽筛选。'
            : mayRegister
              ? '本单位还没有登记人员，请点右上角登记。'
              : '辖区内还没有登记人员。'
        }
        filters={
          <Space wrap>
            <SearchBox
              value={filters.search}
              hint="姓名"
              onSearch={(search) => change({ search: search || undefined })}
            />
            <Select
              allowClear
              placeholder="身份"
              style={{ width: 180 }}
              value={role ?? null}
              options={offeredRoles.map((value) => ({ value, label: roleWords[value] }))}
              onChange={(value) => change({ role: value ?? undefined })}
            />
            <Select
              style={{ width: 120 }}
              value={left ?? 'false'}
              options={[
                { value: 'false', label: '在岗' },
                { value: 'true', label: '已离职' },
              ]}
              onChange={(value) => change({ left: value === 'true' ? 'true' : undefined })}
            />
          </Space>
        }
      />
    </Page>
  );
}
