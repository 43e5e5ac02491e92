import { Input, Text, Textarea, View } from '@tarojs/components';
import './field.scss';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** What is wrong with it, or missing. */
  problem?: string | undefined;
  lines?: 'one' | 'many';
  kind?: 'text' | 'number' | 'digit';
  maxLength?: number;
  id?: string;
}

/** A labelled place to write; tells what is missing under it. */
export function Field(props: Props) {
  const { label, value, onChange, placeholder = '', problem, lines = 'one', kind = 'text', id } = props;
  const shared = {
    value,
    ariaLabel: label,
    placeholder,
    placeholderClass: 'field__placeholder',
    maxlength: props.maxLength ?? 200,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...(id ? { id } : {}),
  };
  return (
    <View className={`field ${problem ? 'field--problem' : ''}`}>
      <Text className="field__label">{label}</Text>
      {lines === 'many' ? (
        <Textarea className="field__area" autoHeight {...shared} />
      ) : (
        <Input className="field__input" type={kind} {...shared} />
      )}
      {problem ? <Text className="field__problem">{problem}</Text> : null}
    </View>
  );
}
