import type { ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { Statistic } from 'antd';
import { Section } from '../../ui/page';
import { OutcomeTag, outcomes } from './import-words';

export const ImportCounts = ({ run }: { run: ImportRun }) => (
  <Section title={run.state === 'committed' ? '写入结果' : '核对结果'}>
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(5, minmax(0, 1fr))', gap: 16 }}>
      <Statistic title="表格行数" value={run.rowCount} suffix={<small className="quiet">行</small>} />
      {outcomes.map((outcome) => (
        <Statistic
          key={outcome}
          title={<OutcomeTag outcome={outcome} />}
          value={run.counts?.[outcome] ?? 0}
          suffix={<small className="quiet">行</small>}
        />
      ))}
    </div>
  </Section>
);
