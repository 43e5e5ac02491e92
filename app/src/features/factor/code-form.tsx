import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { useAct } from '../../ui/use-act';

interface Props {
  button: string;
  label?: string;
  onCode: (code: string) => Promise<void>;
}

/** Six digits of the authenticator, or a recovery code. */
export function CodeForm({ button, label = '验证码', onCode }: Props) {
  const [code, setCode] = useState('');
  const act = useAct();
  const send = () => act.run('code', () => onCode(code).finally(() => setCode('')));
  return (
    <>
      <Field
        id="factor-code"
        label={label}
        value={code}
        maxLength={16}
        placeholder="6 位数字"
        onChange={setCode}
      />
      <Refusals problem={act.problem} />
      <Button
        id="send-code"
        label={button}
        busy={act.running !== null}
        disabled={code.trim() === ''}
        onPress={send}
      />
    </>
  );
}
