import { type Correctable, correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { changeOf, correctionHints } from './correction';

interface Props {
  field: Correctable;
  value: string;
  onChange: (value: string) => void;
}

/** Where the right content is written or chosen; tells how it is written when it is not yet that. */
export function CorrectionField({ field, value, onChange }: Props) {
  if (field === 'type')
    return <OneOf title="正确的品种" id="type" words={liftTypes} chosen={value} onChoose={onChange} />;
  if (field === 'usePlace')
    return <OneOf title="正确的使用场所" id="place" words={usePlaces} chosen={value} onChoose={onChange} />;
  const isWrong = value.trim() !== '' && changeOf(field, value) === null;
  return (
    <Field
      id="right-value"
      label={`正确的${correctable[field]}`}
      value={value}
      maxLength={120}
      placeholder={correctionHints[field] ?? ''}
      problem={isWrong ? `请这样填写，${correctionHints[field] ?? ''}` : undefined}
      onChange={onChange}
    />
  );
}

interface OneOfProps {
  title: string;
  id: string;
  words: Record<string, string>;
  chosen: string;
  onChoose: (key: string) => void;
}

const OneOf = ({ title, id, words, chosen, onChoose }: OneOfProps) => (
  <>
    <CardTitle>{title}</CardTitle>
    {Object.entries(words).map(([key, label]) => (
      <Cell
        key={key}
        id={`${id}-${key}`}
        label={label}
        value={chosen === key ? '已选' : ''}
        onPress={() => onChoose(key)}
      />
    ))}
  </>
);
