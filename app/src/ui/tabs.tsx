import { Text, View } from '@tarojs/components';
import './tabs.scss';

interface Props<Key extends string> {
  tabs: { key: Key; label: string }[];
  chosen: Key | null;
  onChoose: (key: Key) => void;
}

export const Tabs = <Key extends string>({ tabs, chosen, onChoose }: Props<Key>) => (
  <View className="tabs">
    {tabs.map((tab) => (
      <View
        key={tab.key}
        id={`tab-${tab.key}`}
        className={`tabs__one ${tab.key === chosen ? 'tabs__one--chosen' : ''}`}
        onClick={() => onChoose(tab.key)}
      >
        <Text>{tab.label}</Text>
      </View>
    ))}
  </View>
);
