import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { App, Button, Descriptions, Space } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { ChangeFactor, RenewCodes } from './change-factor';
import './factor.css';

/** One's own authenticator and recovery codes. */
export function OwnFactor() {
  const { message } = App.useApp();
  const factor = useLoad(factorApi.show, {});
  const [doing, setDoing] = useState<'change' | 'codes' | null>(null);
  const close = () => setDoing(null);
  const done = (words: string) => {
    close();
    message.success(words);
    factor.reload();
  };
  return (
    <Section title="二次验证">
      <Read from={factor}>
        {({ isOn, isNeeded, since, recoveryCodesLeft }) =>
          isOn ? (
            <>
              <Descriptions
                column={1}
                size="small"
                items={[
                  { key: 'state', label: '状态', children: '已启用' },
                  { key: 'since', label: '启用时间', children: since === null ? '—' : momentWords(since) },
                  { key: 'left', label: '还没有用过的恢复码', children: `${recoveryCodesLeft} 组` },
                ]}
              />
              <Space wrap className="security-acts">
                <Button onClick={() => setDoing('change')}>更换验证器</Button>
                <Button onClick={() => setDoing('codes')}>换一批恢复码</Button>
              </Space>
            </>
          ) : (
            <p className="quiet">
              {isNeeded ? '还没有设置，下次登录时会请您设置。' : '您现在的身份登录不用二次验证。'}
            </p>
          )
        }
      </Read>
      {doing === 'change' ? (
        <ChangeFactor onClose={close} onDone={() => done('验证器已更换，别处的登录已结束')} />
      ) : null}
      {doing === 'codes' ? (
        <RenewCodes onClose={close} onDone={() => done('恢复码已更换，旧的已作废')} />
      ) : null}
    </Section>
  );
}
