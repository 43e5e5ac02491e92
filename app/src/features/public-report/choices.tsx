import { Text, View } from '@tarojs/components';
import { Icon } from '../../ui/icon';
import './report.scss';

interface Props<Key extends string> {
  label: string;
  options: { key: Key; label: string }[];
  chosen: Key | null;
  onChoose: (key: Key) => void;
  id: string;
}

/** One of a few; the chosen one carries its mark, never colour alone. */
export const Choices = <Key extends string>({ label, options, chosen, onChoose, id }: Props<Key>) => (
  <View>
    <Text className="field__label">{label}</Text>
    <View className="choices" ariaRole="radiogroup" ariaLabel={label}>
      {options.map((option) => (
        <View
          key={option.key}
          id={`${id}-${option.key}`}
          className={`choices__one ${option.key === chosen ? 'choices__one--chosen' : ''}`}
          ariaRole="radio"
          ariaLabel={option.key === chosen ? `${option.label}，已选` : option.label}
          onClick={() => onChoose(option.key)}
        >
          {option.key === chosen ? <Icon name="check" size="note" /> : null}
          <Text>{option.label}</Text>
        </View>
      ))}
    </View>
  </View>
);
