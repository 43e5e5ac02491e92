import { Input, type InputProps } from 'antd';

interface Props extends Omit<InputProps, 'type' | 'value' | 'onChange' | 'min' | 'max'> {
  /** YYYY-MM-DD; empty while none is chosen. */
  value?: string;
  onChange?: (day: string) => void;
  min?: string;
  max?: string;
  /** A day that must stay one: emptying the field keeps the day it had. */
  keeps?: boolean;
}

/** A day by the browser's own calendar: in drawers, forms and above lists the same. */
export const DayInput = ({ onChange, keeps = false, style, ...rest }: Props) => (
  <Input
    {...rest}
    type="date"
    style={{ width: 160, maxWidth: '100%', ...style }}
    onChange={({ target }) => {
      if (target.value !== '' || !keeps) onChange?.(target.value);
    }}
  />
);
