import {
  type CheckGroup,
  faceDeskApi,
  type ReviewStatistics,
} from '@lifttrust/shared-types/face/face.desk.contract';
import { Descriptions, Empty, Segmented, Table } from 'antd';
import { useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords, dayWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { flagWords, waitedWords } from './review-words';

const periods = [7, 30, 90] as const;

const share = (part: number, of: number): string => (of === 0 ? '—' : `${((100 * part) / of).toFixed(1)}%`);

export function Component() {
  const { filters, change } = useFilters(['days'] as const);
  const days = periods.find((period) => String(period) === filters.days) ?? 30;
  const statistics = useLoad(faceDeskApi.statistics, { days });
  return (
    <Page
      title="核验统计"
      note="人脸核验的去向，按单位、机型、光线和照片里看到的情况。系统不记录、也不统计任何人群特征。"
      actions={
        <Segmented
          options={periods.map((period) => ({ value: period, label: `近 ${period} 天` }))}
          value={days}
          onChange={(period) => change({ days: String(period) })}
        />
      }
    >
      <Read from={statistics}>{(found) => <Shown found={found} />}</Read>
    </Page>
  );
}

const Shown = ({ found }: { found: ReviewStatistics }) => (
  <>
    <Section title={`${dayWords(found.from)} 至 ${dayWords(found.until)}`}>
      <Descriptions size="small" column={{ xs: 1, md: 4 }} items={summary(found)} />
    </Section>
    {found.all.checks === 0 ? (
      <Empty style={{ margin: 48 }} description="这段时间没有人脸核验。" />
    ) : (
      <>
        <Groups title="按维保单位" groups={found.companies} />
        <Groups title="按手机机型" groups={found.devices} />
        <Groups title="按光线" groups={found.lights} />
        <Groups title="按核验人员看到的情况" groups={found.seen.map(named)} />
      </>
    )}
  </>
);

const words: Record<string, string> = flagWords;
const named = (group: CheckGroup): CheckGroup => ({ ...group, name: words[group.name] ?? group.name });

const summary = ({ all, waiting }: ReviewStatistics) => [
  { key: 'checks', label: '人脸核验', children: `${countWords(all.checks)} 次` },
  { key: 'accepted', label: '机器直接通过', children: share(all.accepted, all.checks) },
  { key: 'people', label: '转人工', children: share(all.toPeople, all.checks) },
  { key: 'refused', label: '机器不通过', children: share(all.refused, all.checks) },
  { key: 'open', label: '正在等人决定', children: `${countWords(waiting.open)} 件` },
  {
    key: 'oldest',
    label: '最久的一件',
    children: waiting.oldestAt === null ? '没有' : waitedWords(waiting.oldestAt, Date.now()),
  },
  {
    key: 'median',
    label: '决定用时（中位数）',
    children: waiting.medianMinutes === null ? '—' : `${waiting.medianMinutes.toFixed(1)} 分钟`,
  },
  { key: 'within', label: '10 分钟内决定', children: share(waiting.within10, waiting.decided) },
];

const Groups = ({ title, groups }: { title: string; groups: CheckGroup[] }) => (
  <Section title={title}>
    <Table<CheckGroup>
      scroll={{ x: 'max-content' }}
      rowKey="name"
      size="small"
      dataSource={groups}
      pagination={groups.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
      locale={{ emptyText: '没有数据' }}
      columns={[
        { title: '', dataIndex: 'name' },
        { title: '次数', dataIndex: 'checks', align: 'right', render: countWords },
        { title: '机器通过', align: 'right', render: (_, group) => share(group.accepted, group.checks) },
        { title: '转人工', align: 'right', render: (_, group) => share(group.toPeople, group.checks) },
        { title: '机器不通过', align: 'right', render: (_, group) => share(group.refused, group.checks) },
        {
          title: '人工通过',
          align: 'right',
          render: (_, group) => share(group.acceptedByPeople, group.acceptedByPeople + group.refusedByPeople),
        },
      ]}
    />
  </Section>
);
