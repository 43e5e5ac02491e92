import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Section } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';

/** Doubts about the evidence, each with what would settle it: a finding is a question, not a verdict. */
export function Findings({ record }: { record: RecordDetail }) {
  if (record.findings.length === 0) return null;
  const open = record.findings.filter((finding) => !finding.settled).length;
  // Decided is not removed: a doubt that made the record invalid stands.
  const stands = record.validity === 'invalid';
  return (
    <Section
      title={open > 0 ? `疑点 ${open} 条待消除` : stands ? '疑点已核查，记录判为无效' : '疑点已全部消除'}
    >
      {record.findings.map((finding) => (
        <div key={finding.code + finding.message} style={{ padding: '6px 0' }}>
          <StateTag
            tone={finding.settled ? (stands ? 'danger' : 'success') : 'warning'}
            text={finding.settled ? (stands ? '已核查' : '已消除') : '待消除'}
          />{' '}
          {finding.message}
          {finding.settled ? null : (
            <div className="quiet" style={{ marginTop: 2 }}>
              怎样消除：{finding.settledBy}
            </div>
          )}
        </div>
      ))}
    </Section>
  );
}
