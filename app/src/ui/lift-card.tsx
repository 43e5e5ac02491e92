import {
  type LiftState,
  type LiftType,
  liftStates,
  liftTypes,
} from '@lifttrust/shared-types/lift/lift.contract';
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tag } from './tag';
import './lift-card.scss';

interface Props {
  lift: {
    rescueCode: string;
    place: string;
    ownNumber: string;
    type: LiftType;
    state: LiftState;
    companyName: string;
    /** It stands still for a repair, whatever the register says. */
    stoppedUntil?: string | null;
  };
  onPress?: () => void;
  children?: ReactNode;
  id?: string;
}

/** The lift card, the same everywhere: rescue number large, place, company, state word. */
export const LiftCard = ({ lift, onPress, children, id }: Props) => (
  <View
    className="lift-card"
    {...(onPress ? { onClick: onPress, hoverClass: 'lift-card--pressed' } : {})}
    {...(id ? { id } : {})}
  >
    <View className="lift-card__head">
      <View className="lift-card__number">
        <Text className="lift-card__caption">救援识别码</Text>
        <Text className="lift-card__code">{lift.rescueCode || '待补'}</Text>
      </View>
      {lift.stoppedUntil ? (
        <Tag text="停用中" tone="warning" />
      ) : (
        <Tag text={liftStates[lift.state]} tone={lift.state === 'in_use' ? 'success' : 'warning'} />
      )}
    </View>
    <Text className="lift-card__place">
      {lift.place}
      {lift.ownNumber ? ` · ${lift.ownNumber}` : ''}
    </Text>
    <Text className="lift-card__note">
      {liftTypes[lift.type]} · {lift.companyName}
    </Text>
    {children}
  </View>
);
