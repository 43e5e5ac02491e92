import { ToolOutlined } from '@ant-design/icons';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { editionInWords } from '@lifttrust/shared-types/record/record.edition';
import { type Item, itemResults, maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Collapse, Table } from 'antd';
import { Section } from '../../ui/page';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<NonNullable<Item['result']>, Tone> = {
  pass: 'success',
  treated: 'brand',
  fail: 'danger',
  not_applicable: 'plain',
};

const ResultTag = ({ result }: { result: Item['result'] }) =>
  result ? (
    <StateTag
      tone={tones[result]}
      text={itemResults[result]}
      {...(result === 'treated' ? { icon: <ToolOutlined /> } : {})}
    />
  ) : (
    <span className="quiet">未填</span>
  );

function ItemTable({ items }: { items: Item[] }) {
  return (
    <Table<Item>
      scroll={{ x: 640 }}
      size="small"
      rowKey="code"
      pagination={false}
      dataSource={items}
      columns={[
        { title: '编号', dataIndex: 'code', width: 90, className: 'nowrap' },
        {
          title: '项目与要求',
          render: (_, item) => (
            <>
              <b>{item.name}</b>
              {item.statutory ? null : <span className="quiet">（增加的项目）</span>}
              <div className="quiet">{item.requirement}</div>
            </>
          ),
        },
        { title: '结果', width: 110, render: (_, item) => <ResultTag result={item.result} /> },
        {
          title: '测量值与说明',
          width: 240,
          render: (_, item) => (
            <>
              {item.reading ? <b>{item.reading} </b> : null}
              {item.note}
              {item.fileIds.length > 0 ? (
                <span className="quiet"> 附照片 {item.fileIds.length} 张</span>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}

const isException = (item: Item) => item.result !== 'pass';

/** What is not 合格 first: that is what a regulator came for; the rest stays one click away, by class. */
export function RecordItems({ record }: { record: RecordDetail }) {
  const exceptions = record.items.filter(isException);
  const classes = [...new Set(record.items.map((item) => item.class))];
  const passed = (name: Item['class']) =>
    record.items.filter((item) => item.class === name && !isException(item));
  return (
    <Section
      title={`检查项目 ${record.items.length} 项，其中非合格 ${exceptions.length} 项`}
      extra={<span className="quiet">{editionInWords(record.templateEdition)}</span>}
    >
      {exceptions.length > 0 ? <ItemTable items={exceptions} /> : <p>全部合格。</p>}
      <Collapse
        ghost
        items={classes
          .filter((name) => passed(name).length > 0)
          .map((name) => ({
            key: name,
            label: `${maintenanceClasses[name]}项目：合格 ${passed(name).length} 项`,
            children: <ItemTable items={passed(name)} />,
          }))}
      />
    </Section>
  );
}
