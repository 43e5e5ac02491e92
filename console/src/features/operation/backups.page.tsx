import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type AcceptedLoss,
  type BackupRun,
  BackupRunKind,
  backupRunWords,
  operationApi,
} from '@lifttrust/shared-types/operation/operation.contract';
import { Alert, Select } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';

const dayMs = 86_400_000;
/** Twice a year at least (docs/operations.md). */
const drillEveryMs = 183 * dayMs;

const columns: Columns<BackupRun> = [
  { title: '时间', dataIndex: 'at', className: 'nowrap', render: (_, run) => momentWords(run.at) },
  { title: '做了什么', dataIndex: 'kind', render: (_, run) => backupRunWords[run.kind] },
  {
    title: '结果',
    dataIndex: 'isGood',
    className: 'nowrap',
    render: (_, run) => (
      <StateTag tone={run.isGood ? 'success' : 'danger'} text={run.isGood ? '正常' : '有问题'} />
    ),
  },
  { title: '用时', dataIndex: 'endedAt', render: (_, run) => spanWords(run.endedAt - run.at) },
  { title: '维保记录', dataIndex: 'records', align: 'right', render: (_, run) => numberWords(run.records) },
  { title: '存证', dataIndex: 'size', align: 'right', render: (_, run) => numberWords(run.size) },
  { title: '会丢多久的数据（RPO）', dataIndex: 'rpoMs', render: (_, run) => spanWords(run.rpoMs) },
  { title: '恢复要多久（RTO）', dataIndex: 'rtoMs', render: (_, run) => spanWords(run.rtoMs) },
  { title: '说明', dataIndex: 'troubles', render: (_, run) => run.troubles.join(' ') || '—' },
];

/** Whether what the city relies on could be put back tomorrow, for whoever answers for it. */
export function Component() {
  const { filters, paged, change } = useFilters(['kind'] as const);
  const kind = oneOf(BackupRunKind.options, filters.kind);
  const runs = useLoad(operationApi.backups, { ...paged, ...(kind ? { kind } : {}) });
  const warnings = runs.data ? warningsOf(runs.data, Date.now()) : [];
  return (
    <Page title="备份与演练" note="备份和演练由系统管理员用命令运行，这里是每次的结果。">
      {warnings.map((words) => (
        <Alert key={words} type="warning" showIcon message={words} style={{ marginBottom: 12 }} />
      ))}
      {runs.data?.losses.map((loss) => (
        <Alert
          key={loss.entryHash}
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          message={`${momentWords(loss.at)} 恢复时认下了一段丢失：存证第 ${countWords(loss.fromSeq)} 号至第 ${countWords(loss.toSeq)} 号`}
          description={lossWords(loss)}
        />
      ))}
      <ListTable
        name="backups"
        unit="次"
        rowKey="id"
        columns={columns}
        from={runs}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty="还没有备份过。请系统管理员照运行手册做第一次备份。"
        filters={
          <Select
            allowClear
            placeholder="做了什么"
            style={{ width: 140 }}
            value={kind ?? null}
            options={BackupRunKind.options.map((value) => ({ value, label: backupRunWords[value] }))}
            onChange={(value) => change({ kind: value ?? undefined })}
          />
        }
      />
    </Page>
  );
}

function warningsOf(found: ResultOf<typeof operationApi.backups>, now: number): string[] {
  const { places, lastBackup, lastDrill } = found;
  const said: string[] = [];
  if (places < 2) said.push('备份没有设两处。规定要有两处互相独立的备份。');
  if (!lastBackup) said.push('还没有一次正常的备份。');
  else if (now - lastBackup.at > 2 * dayMs)
    said.push(`最近一次正常的备份在 ${momentWords(lastBackup.at)}，已超过两天。`);
  if (!lastDrill) said.push('还没有做过恢复演练：备份能不能恢复，没有试过。');
  else if (now - lastDrill.at > drillEveryMs)
    said.push(`上次恢复演练在 ${momentWords(lastDrill.at)}，已超过半年。`);
  return said;
}

/** The numbers come from surviving checkpoints; what was promised after the last of them may be missing besides. */
const lossWords = ({ by, why, backup, entryHash }: AcceptedLoss): string =>
  `决定人：${by || '没有写明'}。理由：${why.replace(/[。.]$/, '') || '没有写明'}。所用备份：${backup}。这一段之后尚未签发检查点的存证可能也已丢失，持有回执的单位可以重新提交。声明已记入存证日志，摘要 ${entryHash.slice(0, 16)}…`;

const numberWords = (value: number | null): string => (value === null ? '—' : countWords(value));

function spanWords(ms: number | null): string {
  if (ms === null) return '—';
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.max(1, Math.round(ms / 1000))} 秒`;
  if (minutes < 180) return `${minutes} 分钟`;
  return minutes < 3 * 1440 ? `${Math.round(minutes / 60)} 小时` : `${Math.round(minutes / 1440)} 天`;
}
