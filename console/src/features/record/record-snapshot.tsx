import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Descriptions } from 'antd';
import { Section } from '../../ui/page';

/** Master data as it was at submission: later corrections do not change what was true then (DECISIONS 8). */
export const RecordSnapshot = ({ record }: { record: RecordDetail }) => (
  <Section title="提交时的登记信息" extra={<span className="quiet">以后修改台账，这里不变</span>}>
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      items={record.snapshot.map(({ label, value }) => ({ key: label, label, children: value || '—' }))}
    />
  </Section>
);
