import { logNumberWords } from '@lifttrust/shared-types/ledger/ledger.words';
import { Text, View } from '@tarojs/components';
import { Icon } from './icon';
import './proof-seal.scss';

interface Props {
  /** Null for the moment until the log has given it. */
  logNumber: number | null;
  date: string;
  onPress?: () => void;
  id?: string;
}

/** The quiet seal: the record lies in the log, and anyone may check it. */
export const ProofSeal = ({ logNumber, date, onPress, id }: Props) => (
  <View
    className="proof-seal"
    {...(onPress ? { onClick: onPress, hoverClass: 'proof-seal--pressed' } : {})}
    {...(id ? { id } : {})}
  >
    <Icon name="shield" />
    <View className="proof-seal__text">
      <Text className="proof-seal__title">记录已存证 · 可验证</Text>
      <Text className="proof-seal__note">
        {date} · {logNumberWords(logNumber)}
      </Text>
    </View>
    {onPress ? <Icon name="chevron" size="note" /> : null}
  </View>
);
