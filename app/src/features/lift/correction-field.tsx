import { type Correctable, correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { type LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import type { LiftCorrection } from '@lifttrust/shared-types/lift/on-site.contract';
import { CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';

const isType = (text: string): text is LiftType => text in liftTypes;

/** What is typed, as the field wants it; null while it cannot be that. */
export function changeOf(field: Correctable, typed: string): LiftCorrection | null {
  const text = typed.trim();
  if (text === '') return null;
  if (field === 'type') return isType(text) ? { type: text } : null;
  if (field === 'madeOn') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { madeOn: text } : null;
  if (field === 'ratedSpeed' || field === 'ratedLoad' || field === 'floors')
    return Number(text) > 0 ? { [field]: Number(text) } : null;
  return { [field]: text };
}

const hints: Partial<Record<Correctable, string>> = {
  madeOn: '例如：2016-05-01',
  ratedSpeed: '米每秒，例如：1.75',
  ratedLoad: '千克，例如：1000',
  floors: '例如：18',
};

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
      placeholder={hints[field] ?? ''}
      problem={isWrong ? `请这样填写，${hints[field] ?? ''}` : undefined}
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
