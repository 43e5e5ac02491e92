import { logNumberWords } from '@lifttrust/shared-types/ledger/ledger.words';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Timeline, Typography } from 'antd';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';

/** The record and everything said about it since: each an entry of the log, none ever changed. */
export const RecordEntries = ({ record }: { record: RecordDetail }) => (
  <Section title="存证经过">
    <Timeline
      style={{ marginTop: 8 }}
      items={record.entries.map((entry) => ({
        key: entry.hash,
        children: (
          <>
            <b>{entry.title}</b> <span className="quiet">{momentWords(entry.at)}</span>
            {entry.text ? <div>{entry.text}</div> : null}
            <div className="quiet">
              {entry.by} · {logNumberWords(entry.seq)}
            </div>
            <Typography.Text
              className="mono quiet"
              copyable={{ text: entry.hash, tooltips: ['复制摘要', '已复制'] }}
            >
              {entry.hash.slice(0, 16)}…
            </Typography.Text>
          </>
        ),
      }))}
    />
  </Section>
);
