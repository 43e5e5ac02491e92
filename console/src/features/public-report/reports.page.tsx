import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportCategories, reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  type ReportCard,
  ReportKindField,
  ReportStateField,
  reportStateWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Select, Space } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { ReportDrawer } from './report-drawer';
import { placeOf, ReportTags, termWords } from './report-words';

const columns: Columns<ReportCard> = [
  {
    title: '收到时间',
    dataIndex: 'receivedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.receivedAt),
  },
  {
    title: '反映',
    dataIndex: 'kind',
    render: (_, one) => (
      <>
        {reportKinds[one.kind]}
        {one.stars === null ? '' : ` ${one.stars} 星`}
        <div className="quiet">{reportCategories[one.category]}</div>
      </>
    ),
  },
  { title: '电梯', dataIndex: 'lift', render: (_, one) => placeOf(one) },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, one) => (
      <>
        <ReportTags report={one} />
        {one.toLookAt ? <div className="quiet">有留言或照片要看</div> : null}
      </>
    ),
  },
  {
    title: '办理',
    dataIndex: 'routeName',
    render: (_, one) => (
      <>
        {one.routeName}
        <div className="quiet">{termWords(one)}</div>
      </>
    ),
  },
];

/** The district's desk, and the same list for a unit that reports were passed on to. */
export function Component() {
  const { filters, paged, change } = useFilters(['state', 'kind', 'only', 'report'] as const);
  const role = useSession()?.me.role;
  const isDesk = isFor(publicReportApi.publish, role);
  const [state, kind] = [
    oneOf(ReportStateField.options, filters.state),
    oneOf(ReportKindField.options, filters.kind),
  ];
  const only = oneOf(['late', 'toLookAt'] as const, filters.only);
  const reports = useLoad(publicReportApi.list, {
    ...paged,
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(only ? { [only]: 'true' as const } : {}),
  });
  const counts = reports.data?.counts;
  return (
    <Page
      title="公众反映"
      note={
        isDesk
          ? '受理、转办、反馈；对单位只转述内容，不透露反映人。留言和照片由人看过才给别人看。'
          : '监管部门转来的公众反映，请核实处理后回复；不属于本单位的可以退回。'
      }
    >
      <ListTable
        name="public-reports"
        unit="件"
        rowKey="id"
        columns={columns}
        from={reports}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => change({ report: one.id }, { keepPage: true })}
        empty={state || kind || only ? '没有符合条件的反映。' : '还没有公众反映。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              aria-label="状态"
              placeholder="状态"
              style={{ width: 150 }}
              value={state ?? null}
              options={ReportStateField.options.map((value) => ({ value, label: reportStateWords[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <Select
              allowClear
              aria-label="种类"
              placeholder="种类"
              style={{ width: 160 }}
              value={kind ?? null}
              options={ReportKindField.options.map((value) => ({ value, label: reportKinds[value] }))}
              onChange={(value) => change({ kind: value ?? undefined })}
            />
            <Select
              allowClear
              aria-label="只看"
              placeholder="只看"
              style={{ width: 190 }}
              value={only ?? null}
              options={[
                { value: 'late' as const, label: `逾期${counted(counts?.late)}` },
                ...(isDesk
                  ? [{ value: 'toLookAt' as const, label: `留言照片待看${counted(counts?.toLookAt)}` }]
                  : []),
              ]}
              onChange={(value) => change({ only: value ?? undefined })}
            />
          </Space>
        }
      />
      <ReportDrawer
        reportId={filters.report ?? null}
        onClose={() => change({ report: undefined }, { keepPage: true })}
        onDone={reports.reload}
      />
    </Page>
  );
}

const counted = (number: number | undefined): string => (number ? `（${countWords(number)}）` : '');
