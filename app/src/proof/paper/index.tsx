import { codeApi, type PublicVerification } from '@lifttrust/shared-types/code/code.contract';
import { useRouter } from '@tarojs/taro';
import { useCallback, useState } from 'react';
import { normaliseVerificationCode } from '../../features/code/code-token';
import { isWaiting } from '../../features/code/proof-words';
import { VerifiedRecord } from '../../features/code/verified-record';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useRefresh } from '../../ui/use-refresh';

const codeLength = 16;

/** The code printed on a paper record answers what that record must say. */
export default function VerifyPage() {
  const { params } = useRouter();
  const [code, setCode] = useState(normaliseVerificationCode(params.code ?? ''));
  const [found, setFound] = useState<PublicVerification | null>(null);
  const { running, problem, run } = useAct();
  // In the background: what is on the screen stays until a newer answer is there.
  const again = useCallback(() => {
    call(codeApi.verification, { verificationCode: code })
      .then(setFound)
      .catch(() => undefined);
  }, [code]);
  useRefresh(again, found !== null && isWaiting(found.proof));
  const missing = codeLength - code.length;
  const verify = () =>
    run('verify', async () => setFound(await call(codeApi.verification, { verificationCode: code })));
  const change = (typed: string) => {
    setCode(normaliseVerificationCode(typed));
    setFound(null);
  };
  return (
    <Screen
      id="verify"
      footer={
        found ? null : (
          <Button
            id="verify-code"
            label="核对这份记录"
            busy={running !== null}
            busyLabel="正在核对…"
            disabled={missing > 0}
            onPress={verify}
          />
        )
      }
    >
      <Title>纸上的记录是真的吗？</Title>
      <Lead>输入纸质记录右下角的 16 位查验码。</Lead>
      <Card>
        <Field
          id="code"
          label="查验码"
          value={code.replace(/(.{4})(?=.)/g, '$1 ')}
          onChange={change}
          placeholder="字母和数字，不分大小写"
          maxLength={24}
        />
        {missing > 0 ? <Note>{code ? `还差 ${missing} 位` : '空格可以不输。'}</Note> : null}
      </Card>
      <Refusals problem={problem} />
      {found ? <VerifiedRecord found={found} /> : null}
    </Screen>
  );
}
