import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { Text } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { CodeForm } from './code-form';
import './factor.scss';

interface Props {
  /** One is in force: it, or a recovery code, has to be shown first. */
  needsOld?: boolean;
  onCodes: (codes: string[]) => void;
}

/** A key for an authenticator on this same phone, which cannot scan its own screen: it is copied. */
export function NewAuthenticator({ needsOld = false, onCodes }: Props) {
  const [key, setKey] = useState<string | null>(null);
  const act = useAct();
  const begin = async (code?: string) =>
    setKey((await call(factorApi.enrol, code === undefined ? {} : { code })).key);
  const confirm = async (code: string) => {
    const { recoveryCodes, session: opened } = await call(factorApi.confirm, { code });
    session.renewed(opened);
    onCodes(recoveryCodes);
  };
  if (key === null && needsOld)
    return (
      <Card>
        <CardTitle>第一步：证明是您本人</CardTitle>
        <CodeForm label="旧验证器的验证码，或一组恢复码" button="下一步" onCode={begin} />
      </Card>
    );
  if (key === null)
    return (
      <>
        <Note>先在手机应用商店里装一个身份验证器应用，再回到这里。</Note>
        <Refusals problem={act.problem} />
        <Button
          id="begin-factor"
          label="已装好，开始设置"
          busy={act.running !== null}
          onPress={() => act.run('begin', () => begin())}
        />
      </>
    );
  return (
    <>
      <Card>
        <CardTitle>把密钥存进验证器</CardTitle>
        <Note>在验证器里选“手动输入密钥”，名称填“电梯监管”，类型选“基于时间”。</Note>
        <Text id="factor-key" className="factor__key" selectable>
          {key}
        </Text>
        <Button
          id="copy-key"
          kind="secondary"
          label="复制密钥"
          onPress={() => void Taro.setClipboardData({ data: key })}
        />
        <Note>密钥只显示这一次，不要发给别人。</Note>
      </Card>
      <Card>
        <CardTitle>输入它显示的数字</CardTitle>
        <CodeForm button="启用" onCode={confirm} />
      </Card>
    </>
  );
}
