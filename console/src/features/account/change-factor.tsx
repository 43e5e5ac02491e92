import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Modal, Steps } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { keepRenewed } from '../../lib/session';
import { AuthenticatorKey } from './authenticator-key';
import { CodeForm } from './code-form';
import { RecoveryCodes } from './recovery-codes';

interface Props {
  onDone: () => void;
  onClose: () => void;
}

/** Proves the old authenticator, shows the new key, takes its first code, hands out new recovery codes. */
export function ChangeFactor({ onDone, onClose }: Props) {
  const enrol = useWrite(factorApi.enrol);
  const confirm = useWrite(factorApi.confirm);
  const [enrolment, setEnrolment] = useState<ResultOf<typeof factorApi.enrol> | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const prove = async (code: string) => setEnrolment(await enrol.run({ code }));
  const take = async (code: string) => {
    const confirmed = await confirm.run({ code });
    if (!confirmed) return;
    keepRenewed(confirmed.session);
    setCodes(confirmed.recoveryCodes);
  };
  const step = codes ? 2 : enrolment ? 1 : 0;
  return (
    <Modal
      open
      title="更换验证器"
      footer={null}
      maskClosable={false}
      closable={codes === null}
      keyboard={codes === null}
      onCancel={onClose}
    >
      <Steps
        size="small"
        current={step}
        style={{ marginBlock: 16 }}
        items={[{ title: '证明是本人' }, { title: '装上新的' }, { title: '保存恢复码' }]}
      />
      {codes ? (
        <RecoveryCodes title="验证器已更换" codes={codes} button="我已保存" onKept={onDone} />
      ) : enrolment ? (
        <>
          <p>用新手机上的验证器扫下面的二维码，再输入它显示的 6 位数字。输对以前，旧的照常使用。</p>
          <AuthenticatorKey enrolment={enrolment} />
          <CodeForm key="new" busy={confirm.busy} error={confirm.error} button="启用新的" onCode={take} />
        </>
      ) : (
        <>
          <p>换好以后，旧的验证器和旧的恢复码作废，别处的登录结束。</p>
          <CodeForm
            key="old"
            label="旧验证器的验证码，或一组恢复码"
            busy={enrol.busy}
            error={enrol.error}
            button="下一步"
            onCode={prove}
          />
        </>
      )}
    </Modal>
  );
}

/** New recovery codes; the old ones are worth nothing at once. */
export function RenewCodes({ onDone, onClose }: Props) {
  const renew = useWrite(factorApi.renewCodes);
  const [codes, setCodes] = useState<string[] | null>(null);
  const send = async (code: string) => setCodes((await renew.run({ code }))?.recoveryCodes ?? null);
  return (
    <Modal
      open
      title="换一批恢复码"
      footer={null}
      maskClosable={false}
      closable={codes === null}
      keyboard={codes === null}
      onCancel={onClose}
    >
      {codes ? (
        <RecoveryCodes title="恢复码已更换" codes={codes} button="我已保存" onKept={onDone} />
      ) : (
        <>
          <p>旧的恢复码立即全部作废，新的只显示一次。</p>
          <CodeForm
            label="验证器的验证码，或一组恢复码"
            busy={renew.busy}
            error={renew.error}
            button="作废旧的，换新的"
            onCode={send}
          />
        </>
      )}
    </Modal>
  );
}
