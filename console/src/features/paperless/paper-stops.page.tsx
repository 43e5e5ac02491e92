import {
  type PaperLift,
  paperlessApi,
  paperStateWords,
} from '@lifttrust/shared-types/paperless/paperless.contract';
import { Button, Segmented, Select, Space } from 'antd';
import { Link } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { useSession } from '../../lib/session';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';
import { ApplyPaper, KeepPaper } from './paper-acts';
import { PaperCompanyCard } from './paper-company';
import { PaperDecisions } from './paper-decisions';
import { coverageWords, PaperTag, sinceWords } from './paper-words';

const states = ['keep', 'confirmed'] as const;
const nameOf = ({ place, ownNumber }: PaperLift) => `${place} ${ownNumber}`.trim();

const columnsFor = (onDone: () => void, onCompany: ((id: string) => void) | null): Columns<PaperLift> => [
  {
    title: '电梯',
    dataIndex: 'place',
    render: (_, one) => <Link to={`/lifts/${one.liftId}`}>{nameOf(one)}</Link>,
  },
  onCompany
    ? {
        title: '维保单位',
        dataIndex: 'company',
        render: (_, one) => (
          <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onCompany(one.company.id)}>
            {one.company.name}
          </Button>
        ),
      }
    : { title: '使用单位', dataIndex: 'ownerName' },
  {
    title: '纸质记录',
    dataIndex: 'state',
    render: (_, one) =>
      one.waitingSince ? (
        <Space>
          <PaperTag state={one.state} />
          <StateTag tone="brand" text="申请待确认" />
        </Space>
      ) : (
        <PaperTag state={one.state} />
      ),
  },
  { title: '从哪天起', dataIndex: 'since', render: (_, one) => sinceWords(one) },
  {
    title: '电子记录覆盖',
    dataIndex: 'coverage',
    className: 'nowrap',
    render: (_, one) => coverageWords(one.coverage),
  },
  {
    title: '操作',
    dataIndex: 'may',
    render: (_, one) => {
      const lift = { id: one.liftId, name: nameOf(one) };
      if (one.may.apply)
        return <ApplyPaper lift={lift} button={{ size: 'small' }} label="申请停用" onDone={onDone} />;
      if (one.may.keep)
        return (
          <KeepPaper
            lift={lift}
            companyId={one.company.id}
            button={{ size: 'small' }}
            label="恢复纸质"
            onDone={onDone}
          />
        );
      return null;
    },
  },
];

export function Component() {
  const me = useSession()?.me;
  const { filters, paged, change } = useFilters(['state', 'companyId', 'q', 'view'] as const);
  const isCompany = me?.role === 'company_admin';
  const companyId = isCompany ? me?.organisation.id : filters.companyId;
  const state = oneOf(states, filters.state);
  const isHistory = filters.view === 'decisions';
  const input = {
    ...paged,
    ...(state ? { state } : {}),
    ...(companyId ? { companyId } : {}),
    ...(filters.q ? { q: filters.q } : {}),
  };
  const lifts = useLoad(paperlessApi.lifts, isHistory ? null : input);
  const onPage = (page: number, pageSize: number) =>
    change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true });
  const view = (
    <Segmented
      value={isHistory ? 'decisions' : 'lifts'}
      options={[
        { value: 'lifts', label: '电梯' },
        { value: 'decisions', label: '确认与撤销' },
      ]}
      onChange={(value) => change({ view: value === 'lifts' ? undefined : String(value) })}
    />
  );
  return (
    <Page
      title="停用纸质记录"
      note="电子记录与纸质记录同等有效；要求确认的城市，监管部门确认之前两种同时保留。申请在“变更审核”里决定。"
      actions={
        !isCompany && companyId ? (
          <Button onClick={() => change({ companyId: undefined })}>看全部单位</Button>
        ) : null
      }
    >
      {companyId ? <PaperCompanyCard key={companyId} companyId={companyId} onDone={lifts.reload} /> : null}
      {isHistory ? (
        <PaperDecisions companyId={companyId} paged={paged} onPage={onPage} filters={view} />
      ) : (
        <ListTable
          name="paper-stops"
          unit="台"
          rowKey="liftId"
          columns={columnsFor(lifts.reload, isCompany ? null : (id) => change({ companyId: id }))}
          from={lifts}
          paged={paged}
          onPage={onPage}
          empty={state || filters.q ? '没有符合条件的电梯。' : '没有在用的电梯。'}
          filters={
            <Space wrap>
              {view}
              <SearchBox value={filters.q} hint="地点或单位内编号" onSearch={(q) => change({ q })} />
              <Select
                allowClear
                aria-label="状态"
                placeholder="状态"
                style={{ width: 160 }}
                value={state ?? null}
                options={states.map((value) => ({ value, label: paperStateWords[value] }))}
                onChange={(value) => change({ state: value ?? undefined })}
              />
            </Space>
          }
        />
      )}
    </Page>
  );
}
