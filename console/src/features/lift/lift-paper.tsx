import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { Descriptions } from 'antd';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { coverageNote, coverageWords, PaperTag, sinceWords } from '../paperless/paper-words';

/** Must paper be kept for this lift, since when, by whose word (REC-10). */
export function LiftPaper({ liftId }: { liftId: string }) {
  const paper = useLoad(paperlessApi.lift, { liftId });
  return (
    <Section title="纸质记录" extra={paper.data ? <PaperTag state={paper.data.state} /> : null}>
      <Read from={paper}>
        {(known) => (
          <>
            <Descriptions
              size="small"
              column={1}
              styles={{ label: { width: 144 } }}
              items={[
                { key: 'since', label: '确认', children: sinceWords(known) },
                ...(known.reason ? [{ key: 'reason', label: '理由', children: known.reason }] : []),
                ...(known.waitingSince
                  ? [
                      {
                        key: 'waiting',
                        label: '申请',
                        children: `${momentWords(known.waitingSince)} 提交，待确认`,
                      },
                    ]
                  : []),
                {
                  key: 'coverage',
                  label: `近 ${known.coverage.days} 天电子记录`,
                  children: `覆盖 ${coverageWords(known.coverage)}`,
                },
              ]}
            />
            <p className="quiet" style={{ marginBottom: 0 }}>
              {coverageNote}
            </p>
          </>
        )}
      </Read>
    </Section>
  );
}
