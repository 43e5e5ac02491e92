import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Text } from '@tarojs/components';
import { Card, CardTitle } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Note } from '../../ui/screen';
import './receipt-card.scss';

/** The service's signed promise, kept on this phone. */
export const ReceiptCard = ({ receipt }: { receipt: Receipt }) => (
  <Card tone="success" id="receipt">
    <CardTitle aside={<Icon name="shield" />}>记录已封存，这是回执</CardTitle>
    <Text>
      {receipt.version === 1 ? `存证第 ${receipt.seq} 号 · ` : ''}
      {instantInWords(receipt.at)} 封存，内容摘要：
    </Text>
    <Text className="receipt__hash">{receipt.entryHash}</Text>
    <Note>回执存在这部手机里。记录若被改动或删掉，凭它就能证明。</Note>
  </Card>
);
