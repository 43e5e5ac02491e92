import { deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { call } from '../../lib/call';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';

/** The way to what waits for a signature, with how many and the first deadline; without a network simply the way. */
export function ToSignEntry() {
  const { value } = useLoad(() => call(signingApi.toSign, {}));
  const [first] = value?.items ?? [];
  const number = value?.items.length ?? 0;
  return (
    <Card>
      <Cell
        id="open-to-sign"
        icon="pen"
        label="待签记录"
        note={first ? `最早 ${deadlineInWords(first.deadline)}` : '几份一起签，或逐份打开'}
        aside={number > 0 ? <Tag tone="brand" icon="info" text={`${number} 份`} /> : null}
        onPress={() => openPage('owner/to-sign')}
      />
    </Card>
  );
}
