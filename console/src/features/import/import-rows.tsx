import { type ImportRow, type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { importFieldsOf, importKinds } from '@lifttrust/shared-types/import/import.fields';
import { Empty, Segmented, Space, Table } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { OutcomeTag, outcomes, outcomeWords } from './import-words';

type TitleOf = (field: string) => string;
const titlesOf = (kind: ImportRun['kind']): TitleOf => {
  const titles: Record<string, string> = importFieldsOf[kind];
  return (field) => titles[field] ?? field;
};

const writtenWords = { yes: '已写入', no: '没有写入' };
const writtenSides = ['yes', 'no'] as const;

export function ImportRows({ run }: { run: ImportRun }) {
  const { filters, paged, change } = useFilters(['outcome', 'written'] as const);
  const outcome = oneOf(outcomes, filters.outcome);
  const written = oneOf(writtenSides, filters.written);
  const rows = useLoad(importApi.rows, {
    importId: run.id,
    ...paged,
    ...(outcome ? { outcome } : {}),
    ...(written ? { written } : {}),
  });
  const titleOf = titlesOf(run.kind);
  const done = run.written.create + run.written.update;
  const wanted = (run.counts?.create ?? 0) + (run.counts?.update ?? 0);
  const sides = [
    { value: '', label: '全部' },
    { value: 'yes', label: `${writtenWords.yes} ${countWords(done)}` },
    { value: 'no', label: `${writtenWords.no} ${countWords(wanted - done)}` },
  ];
  // Only a run that was stopped half-way has both.
  const isHalf = run.state === 'cancelled' && done > 0;
  const choices = [
    { value: '', label: `全部 ${countWords(run.rowCount)}` },
    ...outcomes.map((value) => ({
      value,
      label: `${outcomeWords[value]} ${countWords(run.counts?.[value] ?? 0)}`,
    })),
  ];
  if (rows.error) return <Problem error={rows.error} retry={rows.reload} />;
  return (
    <Section
      title="逐行结果"
      extra={
        <Space>
          {isHalf ? (
            <Segmented
              options={sides}
              value={written ?? ''}
              onChange={(value) => change({ written: value, outcome: '' })}
            />
          ) : null}
          <Segmented
            options={choices}
            value={outcome ?? ''}
            onChange={(value) => change({ outcome: value, written: '' })}
          />
        </Space>
      }
    >
      <Table<ImportRow>
        size="small"
        rowKey="rowNumber"
        loading={rows.loading}
        dataSource={rows.data?.items ?? []}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有这样的行。" /> }}
        pagination={{
          current: paged.page,
          pageSize: paged.pageSize,
          total: rows.data?.total ?? 0,
          showTotal: (total) => `共 ${countWords(total)} 行`,
          onChange: (page, pageSize) =>
            change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true }),
        }}
        columns={[
          { title: '表格行号', dataIndex: 'rowNumber', width: 90, align: 'right', className: 'number' },
          {
            title: '结果',
            dataIndex: 'outcome',
            width: 130,
            render: (_, row) => (
              <>
                <OutcomeTag outcome={row.outcome} />
                {isHalf && row.outcome !== 'refused' && row.outcome !== 'unchanged' ? (
                  <div className="quiet">{row.written ? writtenWords.yes : writtenWords.no}</div>
                ) : null}
              </>
            ),
          },
          { title: importKinds[run.kind], dataIndex: 'label', width: 280 },
          { title: '原因与变化', render: (_, row) => <RowStory row={row} titleOf={titleOf} /> },
        ]}
      />
    </Section>
  );
}

function RowStory({ row, titleOf }: { row: ImportRow; titleOf: TitleOf }) {
  return (
    <>
      {row.reasons.map((reason) => (
        <div key={`${reason.code}${reason.field}${reason.message}`} style={{ color: 'var(--danger-text)' }}>
          {reason.field && !reason.message.includes(titleOf(reason.field)) ? (
            <b>{titleOf(reason.field)}：</b>
          ) : null}
          {reason.message}
        </div>
      ))}
      {row.warnings.map((warning) => (
        <div
          key={`${warning.code}${warning.field}${warning.message}`}
          style={{ color: 'var(--warning-text)' }}
        >
          请留意{warning.field ? `「${titleOf(warning.field)}」` : ''}：{warning.message}
        </div>
      ))}
      {row.outcome === 'update'
        ? row.changes.map((one) => (
            <div key={one.field}>
              {titleOf(one.field)}：<del className="quiet">{one.before || '（空）'}</del> →{' '}
              <b>{one.after || '（空）'}</b>
            </div>
          ))
        : null}
    </>
  );
}
