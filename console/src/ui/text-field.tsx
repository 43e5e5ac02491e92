import { Form, Input } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** What a screen reader says, where the label says more than the name of the field. */
  name?: string;
  value: string;
  max: number;
  onText: (text: string) => void;
  required?: boolean;
  extra?: ReactNode;
}

/** One line of text in a form, with the length that the contract takes. */
export function TextField({ label, name = label, value, max, onText, required = false, extra }: Props) {
  return (
    <Form.Item label={label} required={required} extra={extra}>
      <Input
        aria-label={name}
        value={value}
        maxLength={max}
        onChange={(event) => onText(event.target.value)}
      />
    </Form.Item>
  );
}
