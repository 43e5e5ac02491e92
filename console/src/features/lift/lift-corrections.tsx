import { changeStateWords } from '@lifttrust/shared-types/change/change.contract';
import { type CorrectionView, onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { NewCorrection } from './new-correction';

/** What people on site say is wrong; it stays visible until whoever decides agrees (EQ-02). */
export function LiftCorrections({ liftId }: { liftId: string }) {
  const corrections = useLoad(onSiteApi.corrections, { liftId });
  return (
    <Section title="资料纠正" extra={<NewCorrection liftId={liftId} onDone={corrections.reload} />}>
      <Read from={corrections}>
        {({ items }) =>
          items.length === 0 ? (
            <span className="quiet">没有人提出纠正。</span>
          ) : (
            items.map((item) => <Line key={item.id} item={item} />)
          )
        }
      </Read>
    </Section>
  );
}

const tones = { waiting: 'warning', accepted: 'success', rejected: 'danger', withdrawn: 'plain' } as const;

const Line = ({ item }: { item: CorrectionView }) => (
  <div style={{ marginBottom: 12 }}>
    <StateTag tone={tones[item.state]} text={changeStateWords[item.state]} />
    {item.fields.map((field) => (
      <div key={field.field}>
        {field.label}：{field.before || '未登记'} → <b>{field.after || '空'}</b>
      </div>
    ))}
    <div className="quiet">
      {item.by} · {momentWords(item.at)} · {item.reason}
    </div>
    {item.decision ? <div className="quiet">处理意见：{item.decision}</div> : null}
  </div>
);
