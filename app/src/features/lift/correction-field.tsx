import { type Correctable, correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
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
  if (field === 'type') return <TypeChoice chosen={value} onChoose={onChange} />;
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

const TypeChoice = ({ chosen, onChoose }: { chosen: string; onChoose: (type: string) => void }) => (
  <>
    <CardTitle>正确的品种</CardTitle>
    {Object.entries(liftTypes).map(([type, label]) => (
      <Cell
        key={type}
        id={`type-${type}`}
        label={label}
        value={chosen === type ? '已选' : ''}
        onPress={() => onChoose(type)}
      />
    ))}
  </>
);
