import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { comparedFields } from '@lifttrust/shared-types/filing/filing.rules';
import { Button, Collapse, Table } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { CompareUnit } from './compare-unit';

/** What inspection bodies found at a unit beside what it has filed (ORG-03). */
export function Comparisons({ organisationId }: { organisationId: string }) {
  const role = useSession()?.me.role;
  const [open, setOpen] = useState(false);
  const found = useLoad(
    filingApi.comparisons,
    isFor(filingApi.comparisons, role) ? { organisationId } : null,
  );
  if (!isFor(filingApi.comparisons, role)) return null;
  return (
    <Section
      title="检验机构核对"
      extra={
        isFor(filingApi.compare, role) ? (
          <Button size="small" onClick={() => setOpen(true)}>
            记录现场核对
          </Button>
        ) : null
      }
    >
      <Read from={found}>
        {({ items }) =>
          items.length === 0 ? (
            <span className="quiet">检验机构还没有上门核对过。</span>
          ) : (
            <Collapse
              ghost
              items={items.map((one) => {
                const differing = one.fields.filter(({ differs }) => differs).length;
                return {
                  key: one.id,
                  label: `${dateWords(one.visitedOn)} ${one.body.name} ${one.inspector.name}`,
                  extra: (
                    <StateTag
                      tone={differing > 0 ? 'danger' : 'success'}
                      text={differing > 0 ? `${differing} 处不符` : '相符'}
                    />
                  ),
                  children: (
                    <>
                      <Table
                        size="small"
                        pagination={false}
                        rowKey="field"
                        dataSource={one.fields}
                        columns={[
                          {
                            title: '项目',
                            render: (_, row) => comparedFields[row.field],
                          },
                          { title: '备案', render: (_, row) => row.filed || '未填' },
                          { title: '现场', dataIndex: 'found' },
                          {
                            title: '',
                            render: (_, row) =>
                              row.differs ? (
                                <StateTag tone="danger" text="不符" />
                              ) : (
                                <StateTag tone="success" text="相符" />
                              ),
                          },
                        ]}
                      />
                      {one.note ? <p>{one.note}</p> : null}
                      {one.dueOn ? <p className="quiet">更正期限 {dateWords(one.dueOn)}</p> : null}
                    </>
                  ),
                };
              })}
            />
          )
        }
      </Read>
      <CompareUnit
        organisationId={organisationId}
        open={open}
        onClose={() => setOpen(false)}
        onDone={() => {
          setOpen(false);
          found.reload();
        }}
      />
    </Section>
  );
}
