import { rateInWords } from '@lifttrust/shared-types/rescue/rescue.numbers';
import type { NumbersGroup } from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { Empty, Table } from 'antd';
import { Section } from '../../ui/page';

const Rate = ({ rate }: { rate: NumbersGroup['response'] }) => (
  <span className="nowrap">
    {rateInWords(rate)} <span className="quiet">{rate.of === 0 ? '' : `${rate.within}/${rate.of}`}</span>
  </span>
);

/** One way of dividing the entrapments, with both rates and what it means. */
export const NumbersTable = ({
  title,
  groups,
  said,
}: {
  title: string;
  groups: NumbersGroup[];
  said: string;
}) => (
  <Section title={title}>
    <Table<NumbersGroup>
      size="small"
      rowKey="key"
      dataSource={groups}
      pagination={{ pageSize: 12, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      locale={{
        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这段时间没有困人。" />,
      }}
      columns={[
        { title, dataIndex: 'name' },
        { title: '起', dataIndex: 'entrapments', align: 'right', className: 'number' },
        { title: '响应率', align: 'right', render: (_, { response }) => <Rate rate={response} /> },
        { title: '到达率', align: 'right', render: (_, { arrival }) => <Rate rate={arrival} /> },
      ]}
    />
    <p className="quiet">{said}</p>
  </Section>
);
