import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { type Me, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { goBack } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';
import { CodeForm } from './code-form';
import { KeepCodes } from './keep-codes';
import { NewAuthenticator } from './new-authenticator';

type Factor = ResultOf<typeof factorApi.show>;

async function read(): Promise<{ me: Me; factor: Factor }> {
  const [me, factor] = await Promise.all([call(sessionApi.me, {}), call(factorApi.show, {})]);
  return { me, factor };
}

/** The second step of signing in, and everything about one's own authenticator afterwards. */
export function FactorView() {
  const load = useLoad(read);
  // Shown once: they stay until the person says they are kept, whatever else is read meanwhile.
  const [codes, setCodes] = useState<string[] | null>(null);
  const kept = () => {
    setCodes(null);
    load.reload();
  };
  if (codes) return <KeepCodes codes={codes} onKept={kept} />;
  return (
    <PageState load={load}>
      {({ me, factor }) => {
        if (me.factor === 'wanted') return <Prove />;
        if (me.factor === 'to_enrol')
          return (
            <>
              <Title>{me.person.name}，请设置二次验证</Title>
              <Lead>您的身份能看到较多资料，登录要两步：聊天软件认出您，再输入验证器上的 6 位数字。</Lead>
              <NewAuthenticator onCodes={setCodes} />
            </>
          );
        return factor.isOn ? <Mine factor={factor} onCodes={setCodes} /> : <NotNeeded />;
      }}
    </PageState>
  );
}

function Prove() {
  const prove = async (code: string) => {
    session.renewed(await call(factorApi.prove, { code }));
    goBack();
  };
  return (
    <>
      <Title>请完成二次验证</Title>
      <Lead>打开手机上的验证器，输入“电梯监管”下面的 6 位数字。验证器不在手边时，可以输入一组恢复码。</Lead>
      <Card>
        <CodeForm button="验证并继续" onCode={prove} />
      </Card>
      <Note>验证器和恢复码都丢了，请联系监管管理员清除后重新设置。</Note>
    </>
  );
}

const NotNeeded = () => (
  <Notice tone="plain" title="您现在的身份登录不用二次验证" lines={['换成要验证的身份时，会请您设置。']} />
);

type Doing = 'change' | 'codes' | null;

function Mine({ factor, onCodes }: { factor: Factor; onCodes: (codes: string[]) => void }) {
  const [doing, setDoing] = useState<Doing>(null);
  const renew = async (code: string) => onCodes((await call(factorApi.renewCodes, { code })).recoveryCodes);
  return (
    <>
      <Title>二次验证已启用</Title>
      <Card id="factor-state">
        {factor.since === null ? null : <Cell label="启用时间" value={instantInWords(factor.since)} />}
        <Cell label="还没有用过的恢复码" value={`${factor.recoveryCodesLeft} 组`} />
      </Card>
      {doing === null ? (
        <>
          <Button
            id="change-factor"
            kind="secondary"
            icon="refresh"
            label="更换验证器"
            onPress={() => setDoing('change')}
          />
          <Button
            id="renew-codes"
            kind="secondary"
            icon="list"
            label="换一批恢复码"
            onPress={() => setDoing('codes')}
          />
        </>
      ) : null}
      {doing === 'change' ? <Change onCodes={onCodes} /> : null}
      {doing === 'codes' ? (
        <Card>
          <CardTitle>换一批恢复码</CardTitle>
          <Note>旧的恢复码立即全部作废，新的只显示一次。先输入验证器上的数字，或一组恢复码。</Note>
          <CodeForm button="作废旧的，换新的" onCode={renew} />
        </Card>
      ) : null}
      {doing ? <Button kind="quiet" label="先不换" onPress={() => setDoing(null)} /> : null}
    </>
  );
}

const Change = ({ onCodes }: { onCodes: (codes: string[]) => void }) => (
  <>
    <Notice
      tone="plain"
      title="更换验证器"
      lines={[
        '新的验证器输对第一个验证码以前，旧的照常使用。',
        '换好以后，旧的验证器和恢复码作废，别处的登录结束。',
      ]}
    />
    <NewAuthenticator needsOld onCodes={onCodes} />
  </>
);
