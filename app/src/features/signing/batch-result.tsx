import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import type { Batch } from './batch';

/** What one signature has done: how many were signed, and which were not and why. */
export const BatchResult = ({ batch: { signed, refused } }: { batch: Batch }) => (
  <>
    {signed > 0 ? (
      <Notice id="batch-signed" tone="success" title={`已签 ${signed} 份`} lines={['每份都已单独封存。']} />
    ) : null}
    {refused.length > 0 ? (
      <Card tone="warning" id="batch-refused">
        <CardTitle>{refused.length} 份没有签上</CardTitle>
        {refused.map(({ recordId, title, message }) => (
          <Cell
            key={recordId}
            label={title}
            note={message}
            onPress={() => openPage('owner/record', { recordId })}
          />
        ))}
      </Card>
    ) : null}
  </>
);
