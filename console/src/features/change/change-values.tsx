import { type ChangeRequest, changeFieldWords } from '@lifttrust/shared-types/change/change.contract';
import { ownerKindWords } from '@lifttrust/shared-types/organisation/organisation.rules';
import { Table } from 'antd';

const kinds: Record<string, string> = ownerKindWords;

/** A value as people read it: lists line by line, nothing as 未填. */
function inWords(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return ['未填'];
  if (Array.isArray(value)) return value.length === 0 ? ['无'] : value.flatMap(inWords);
  if (typeof value === 'object') return [Object.values(value).filter(Boolean).join(' · ')];
  return [kinds[String(value)] ?? String(value)];
}

const Lines = ({ value }: { value: unknown }) => (
  <>
    {inWords(value).map((line) => (
      <div key={line}>{line}</div>
    ))}
  </>
);

/** Before and after side by side, field by field. */
export const ChangeValues = ({ change }: { change: ChangeRequest }) => (
  <Table
    size="small"
    pagination={false}
    rowKey="field"
    dataSource={Object.keys(change.after).map((field) => ({ field }))}
    columns={[
      { title: '内容', width: 160, render: (_, { field }) => changeFieldWords[field] ?? field },
      { title: '变更前', width: '38%', render: (_, { field }) => <Lines value={change.before[field]} /> },
      {
        title: '变更后',
        width: '38%',
        render: (_, { field }) => (
          <b>
            <Lines value={change.after[field]} />
          </b>
        ),
      },
    ]}
  />
);
