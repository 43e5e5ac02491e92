import type { Entrapment } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { Refused } from '../../ui/problem';

export interface FormProps {
  one: Entrapment;
  onDone: () => void;
  onCancel: () => void;
}

interface FrameProps {
  title: string;
  ok: string;
  write: { busy: boolean; error: Error | null; clear: () => void };
  disabled?: boolean;
  danger?: boolean;
  onOk: () => Promise<void>;
  onCancel: () => void;
  children: ReactNode;
}

/** The window of one act at the desk; what the service refuses stands in it. */
export const Frame = ({
  title,
  ok,
  write,
  disabled = false,
  danger = false,
  onOk,
  onCancel,
  children,
}: FrameProps) => (
  <Modal
    open
    title={title}
    okText={ok}
    cancelText="取消"
    okButtonProps={{ disabled, danger, loading: write.busy }}
    onOk={() => void onOk()}
    onCancel={onCancel}
  >
    {children}
    <Refused error={write.error} onClose={write.clear} />
  </Modal>
);

interface WordsProps {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
  most?: number;
  required?: boolean;
}

export const Words = ({ label, hint, value, onChange, most = 300, required = false }: WordsProps) => (
  <Form.Item label={label} required={required}>
    <Input.TextArea
      aria-label={label}
      rows={3}
      maxLength={most}
      showCount
      placeholder={hint}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </Form.Item>
);
