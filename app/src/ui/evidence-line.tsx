import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from './icon';
import './evidence-line.scss';

type Evidence = RecordDetail['evidence'][number];

/** code ✓ position ✓ …: each opens to what was seen and why it counts. */
export function EvidenceLine({ evidence }: { evidence: Evidence[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <View className="evidence">
      {evidence.map((line) => (
        <View
          key={line.kind}
          id={`evidence-${line.kind}`}
          className="evidence__one"
          onClick={() => setOpen(open === line.kind ? null : line.kind)}
        >
          <View className={`evidence__head ${line.good ? '' : 'evidence__head--doubt'}`}>
            <Icon name={line.good ? 'check' : 'alert'} />
            <Text className="evidence__label">{line.label}</Text>
            <Text className="evidence__word">{line.good ? '已核对' : '有疑点'}</Text>
          </View>
          {open === line.kind || !line.good ? <Text className="evidence__text">{line.text}</Text> : null}
        </View>
      ))}
    </View>
  );
}
