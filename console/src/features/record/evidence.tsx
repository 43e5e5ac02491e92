import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Section } from '../../ui/page';
import './evidence.css';

/** The evidence line (DESIGN): each with what was seen and why it counts. */
export function Evidence({ record }: { record: RecordDetail }) {
  const good = record.evidence.filter((line) => line.good).length;
  return (
    <Section
      title="证据"
      extra={<span className="quiet">{`${good} / ${record.evidence.length} 项齐全`}</span>}
    >
      <ul className="evidence">
        {record.evidence.map((line) => (
          <li
            key={`${line.kind}${line.label}`}
            className={line.good ? 'evidence__line' : 'evidence__line evidence__line--doubt'}
          >
            {line.good ? (
              <CheckCircleFilled aria-label="齐全" />
            ) : (
              <ExclamationCircleFilled aria-label="有疑点" />
            )}
            <div>
              <b>{line.label}</b>
              {line.good ? null : <span className="evidence__word">有疑点</span>}
              <div className="evidence__text">{line.text}</div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
