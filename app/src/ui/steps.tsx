import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import './steps.scss';

export interface StepLine {
  key: string;
  label: string;
  state: 'done' | 'now' | 'waiting' | 'doubt' | 'bad';
  /** When it was done. */
  time?: string | undefined;
  /** What was seen. */
  seen?: string | undefined;
  /** What to do here now. */
  action?: ReactNode;
}

/** A job as steps with time, each with what was seen. */
export const Steps = ({ lines }: { lines: StepLine[] }) => (
  <View className="steps">
    {lines.map((line, index) => (
      <View key={line.key} id={`step-${line.key}`} className={`step step--${line.state}`}>
        <View className="step__rail">
          <View className="step__mark">
            {line.state === 'done' ? <Icon name="check" size="note" /> : null}
            {line.state === 'doubt' ? <Icon name="alert" size="note" /> : null}
            {line.state === 'bad' ? <Icon name="cross" size="note" /> : null}
            {line.state === 'now' || line.state === 'waiting' ? <Text>{index + 1}</Text> : null}
          </View>
          <View className="step__thread" />
        </View>
        <View className="step__body">
          <View className="step__head">
            <Text className="step__label">{line.label}</Text>
            {line.time ? <Text className="step__time">{line.time}</Text> : null}
          </View>
          {line.seen ? <Text className="step__seen">{line.seen}</Text> : null}
          {line.action}
        </View>
      </View>
    ))}
  </View>
);
