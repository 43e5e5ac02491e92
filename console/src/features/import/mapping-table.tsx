import { ImportField, type ImportRun, type Mapping } from '@lifttrust/shared-types/import/import.contract';
import { type ImportField as FieldName, importFieldsOf } from '@lifttrust/shared-types/import/import.fields';
import { Select, Table } from 'antd';
import { useMemo } from 'react';

interface Props {
  run: ImportRun;
  mapping: Mapping;
  onChoose: (field: FieldName, header: string | undefined) => void;
}

interface Row {
  field: FieldName;
  title: string;
}

const rowsOf = (kind: ImportRun['kind']): Row[] =>
  ImportField.options.flatMap((field) => {
    const title = importFieldsOf[kind][field];
    return title === undefined ? [] : [{ field, title }];
  });

/** One line per field of the register, with what the table's first rows hold under the chosen column. */
export function MappingTable({ run, mapping, onChoose }: Props) {
  const rows = useMemo(() => rowsOf(run.kind), [run.kind]);
  // What was found comes first; the order stays while somebody chooses.
  const ordered = useMemo(
    () => [...rows].sort((a, b) => Number(b.field in run.mapping) - Number(a.field in run.mapping)),
    [rows, run.mapping],
  );
  const samples = (header: string | undefined): string[] => {
    const at = header === undefined ? -1 : run.headers.indexOf(header);
    return at < 0 ? [] : run.sample.slice(0, 3).map((row) => row[at] ?? '');
  };
  const taken = (field: FieldName): string | undefined =>
    rows.find(
      (row) =>
        row.field !== field && mapping[row.field] !== undefined && mapping[row.field] === mapping[field],
    )?.title;

  return (
    <Table<Row>
      size="small"
      rowKey="field"
      pagination={false}
      dataSource={ordered}
      columns={[
        { title: '台账里的', dataIndex: 'title', width: 150 },
        {
          title: '表格里的列',
          width: 280,
          render: (_, { field, title }) => (
            <Select
              allowClear
              showSearch
              size="small"
              style={{ width: 250 }}
              aria-label={title}
              placeholder="不导入"
              value={mapping[field] ?? null}
              status={taken(field) ? 'warning' : ''}
              options={[...new Set(run.headers)].map((header) => ({ value: header, label: header }))}
              onChange={(header) => onChoose(field, header ?? undefined)}
            />
          ),
        },
        {
          title: '前三行',
          render: (_, { field }) => (
            <>
              <span className="mono">
                {samples(mapping[field])
                  .map((text) => text || '（空）')
                  .join('　')}
              </span>
              {taken(field) ? (
                <span style={{ color: 'var(--warning-text)' }}>　与「{taken(field)}」选了同一列</span>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}
