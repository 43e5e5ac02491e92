import { type LiftOfficers, officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import {
  certificateMissingWords,
  type OfficerPost,
  officerPosts,
  officerPostWords,
} from '@lifttrust/shared-types/officer/officer.rules';
import { Alert, Button, Select, Space, Table, Tooltip } from 'antd';
import { useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords, dateWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';
import { NameOfficers } from './name-officers';

const onlyWords = {
  red: '没有安全员',
  late: '逾期未报',
  reported: '已报送',
  reported_late: '逾期报送',
} as const;
const onlys = ['red', 'late', 'reported', 'reported_late'] as const;

function Named({ lift, post }: { lift: LiftOfficers; post: OfficerPost }) {
  const officer = lift.officers.find((one) => one.post === post);
  if (officer)
    return (
      <>
        {officer.person.name}
        {officer.lacksCertificate ? (
          <div>
            <Tooltip title={`${certificateMissingWords}。`}>
              <span>
                <StateTag tone="warning" text="没有登记证书（A）" />
              </span>
            </Tooltip>
          </div>
        ) : null}
      </>
    );
  return lift.missing.includes(post) ? (
    <StateTag tone="danger" text="未指定" />
  ) : (
    <span className="quiet">—</span>
  );
}

/** How the owner's duty to report stands; what was reported once stays said, whoever leaves later. */
function Reported({ lift: { report, missing, late, reportBy } }: { lift: LiftOfficers }) {
  const reported = report ? `已报送 ${dateWords(report.day)} ${report.by?.name ?? ''}`.trim() : '';
  if (missing.length > 0) {
    const tone = late ? 'danger' : 'warning';
    const term = `${late ? '逾期，' : ''}期限 ${dateWords(reportBy)}`;
    return (
      <>
        <StateTag tone={tone} text={report ? '现在缺人员，请补齐' : term} />
        {report ? <div className="quiet">{reported}</div> : null}
      </>
    );
  }
  if (!report) return <StateTag tone="success" text="已报齐" />;
  if (report.daysLate === 0) return <StateTag tone="success" text={reported} />;
  return (
    <>
      <StateTag tone="danger" text={`逾期 ${countWords(report.daysLate)} 天报送`} />
      <div className="quiet">{reported}</div>
    </>
  );
}

const columns = [
  {
    title: '电梯',
    render: (_: unknown, lift: LiftOfficers) => (
      <>
        <b>{lift.rescueCode || '—'}</b> {lift.place} <span className="quiet">{lift.ownNumber}</span>
      </>
    ),
  },
  { title: '使用单位', dataIndex: 'ownerName' },
  ...officerPosts.map((post) => ({
    title: officerPostWords[post],
    render: (_: unknown, lift: LiftOfficers) => <Named lift={lift} post={post} />,
  })),
  { title: '报送', render: (_: unknown, lift: LiftOfficers) => <Reported lift={lift} /> },
];

export function Component() {
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['q', 'only'] as const);
  const only = oneOf(onlys, filters.only);
  const lifts = useLoad(officerApi.matrix, {
    ...paged,
    ...(filters.q ? { q: filters.q } : {}),
    ...(only ? { only } : {}),
  });
  const [chosen, setChosen] = useState<string[]>([]);
  const [isNaming, setNaming] = useState(false);
  const mayName = isFor(officerApi.name, role);
  return (
    <Page
      title="电梯责任人员"
      note="每台在用电梯要有主要负责人和安全员；没有安全员的标红。"
      actions={
        mayName ? (
          <Button type="primary" disabled={chosen.length === 0} onClick={() => setNaming(true)}>
            {chosen.length === 0 ? '先选电梯，再指定人员' : `为 ${chosen.length} 台电梯指定人员`}
          </Button>
        ) : null
      }
    >
      {lifts.data && lifts.data.red > 0 ? (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          message={`有 ${countWords(lifts.data.red)} 台在用电梯没有安全员${lifts.data.late > 0 ? `，${countWords(lifts.data.late)} 台超过期限没有报齐` : ''}`}
        />
      ) : null}
      <Space wrap style={{ marginBottom: 12 }}>
        <SearchBox value={filters.q} hint="地点、识别码" onSearch={(q) => change({ q })} />
        <Select
          allowClear
          placeholder="全部电梯"
          aria-label="筛选电梯"
          style={{ width: 160 }}
          value={only ?? null}
          options={onlys.map((value) => ({ value, label: onlyWords[value] }))}
          onChange={(value) => change({ only: value ?? undefined })}
        />
      </Space>
      {lifts.error ? (
        <Problem error={lifts.error} retry={lifts.reload} />
      ) : (
        <Table<LiftOfficers>
          rowKey="liftId"
          size="middle"
          loading={lifts.loading}
          dataSource={lifts.data?.items ?? []}
          columns={columns}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: lifts.loading ? '正在读取' : '没有符合条件的在用电梯。' }}
          {...(mayName
            ? {
                rowSelection: {
                  preserveSelectedRowKeys: true,
                  selectedRowKeys: chosen,
                  onChange: (keys: React.Key[]) => setChosen(keys.map(String)),
                },
              }
            : {})}
          pagination={{
            current: paged.page,
            pageSize: paged.pageSize,
            total: lifts.data?.total ?? 0,
            pageSizeOptions: [20, 50, 100],
            showSizeChanger: true,
            showTotal: (total) => `共 ${countWords(total)} 台`,
            onChange: (page, pageSize) =>
              change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true }),
          }}
        />
      )}
      {isNaming ? (
        <NameOfficers
          liftIds={chosen}
          onClose={() => setNaming(false)}
          onDone={() => {
            setNaming(false);
            setChosen([]);
            lifts.reload();
          }}
        />
      ) : null}
    </Page>
  );
}
