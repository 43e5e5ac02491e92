import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';

/** Searches on Enter or after a pause; the key “/” brings the cursor here from anywhere on the page. */
export function SearchBox(props: {
  value: string | undefined;
  hint: string;
  onSearch: (text: string) => void;
}) {
  const box = useRef<InputRef>(null);
  const [text, setText] = useState(props.value ?? '');
  const { onSearch, value = '' } = props;

  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), 400);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== '/' || typing) return;
      event.preventDefault();
      box.current?.focus({ cursor: 'all' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <Input
      ref={box}
      allowClear
      aria-label={props.hint}
      prefix={<SearchOutlined />}
      suffix={text ? null : <kbd className="quiet">/</kbd>}
      placeholder={props.hint}
      style={{ width: 300, maxWidth: '100%' }}
      maxLength={60}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onSearch(text.trim())}
    />
  );
}
