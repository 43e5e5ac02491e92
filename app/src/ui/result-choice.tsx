import { type ItemResult, itemResults } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import './result-choice.scss';

const choices: { result: ItemResult; icon: IconName }[] = [
  { result: 'pass', icon: 'check' },
  { result: 'treated', icon: 'pen' },
  { result: 'fail', icon: 'cross' },
];

interface Props {
  value: ItemResult | null;
  onChoose: (result: ItemResult) => void;
  code: string;
}

/** Three large choices; 不涉及 is chosen under the fold, since it needs a reason (REC-01). */
export const ResultChoice = ({ value, onChoose, code }: Props) => (
  <View className="result-choice">
    {choices.map(({ result, icon }) => (
      <View
        key={result}
        id={`${code}-${result}`}
        className={`result-choice__one ${value === result ? `result-choice__one--${result}` : ''}`}
        hoverClass="result-choice__one--pressed"
        onClick={() => onChoose(result)}
      >
        <Icon name={icon} />
        <Text>{itemResults[result]}</Text>
      </View>
    ))}
  </View>
);
