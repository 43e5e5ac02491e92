import {
  type Account,
  accountApi,
  type MemberChoice,
} from '@lifttrust/shared-types/directory/account.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';

export const takenWords: Record<ResultOf<typeof accountApi.end>['member'], (name: string) => string> = {
  none: (name) => `已收回${name}的账号`,
  kept: (name) => `已收回${name}的账号，钉钉成员没有移动`,
  leaving: (name) => `已收回${name}的账号，正在从钉钉移出`,
};

/** Takes an account away; whoever we made in DingTalk leaves with it unless one says otherwise, others only by a tick. */
export function EndAccount(props: {
  account: Account;
  onClose: () => void;
  onDone: (message: string) => void;
}) {
  const { account } = props;
  const session = useSession();
  const isOurs = account.member === 'ours';
  const [reason, setReason] = useState('');
  const [removes, setRemoves] = useState(isOurs);
  const write = useWrite(accountApi.end);
  const mayRemove = isOurs || (account.member === 'others' && session?.me.role === 'regulator_admin');
  const member: MemberChoice = !removes ? 'keep' : isOurs ? 'remove_ours' : 'remove_anyway';
  const end = async () => {
    const done = await write.run({ assignmentId: account.assignmentId, reason, member });
    if (done) props.onDone(takenWords[done.member](account.person.name));
  };
  return (
    <Modal
      open
      title="收回账号"
      okText="确认收回"
      cancelText="不收回"
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={write.busy}
      onOk={end}
      onCancel={props.onClose}
    >
      <p>
        {account.person.name}在{account.organisation.name}
        的身份立即结束，已登录的设备马上退出。做过的记录不受影响。
      </p>
      <Input.TextArea
        aria-label="原因"
        placeholder="请写明原因，例：离职"
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {mayRemove ? (
        <p>
          <Checkbox checked={removes} onChange={(event) => setRemoves(event.target.checked)}>
            {isOurs ? '同时移出钉钉通讯录（是平台添加的成员）' : '同时移出钉钉通讯录'}
          </Checkbox>
        </p>
      ) : null}
      {account.member === 'none' ? null : <p className="quiet">{memberNote(isOurs, mayRemove)}</p>}
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

function memberNote(isOurs: boolean, mayRemove: boolean): string {
  if (isOurs) return '此人在平台还有别的身份时，会留在钉钉。不勾选就只收回账号。';
  return mayRemove
    ? '此人不是平台添加的：勾选后，在钉钉里也不再是本组织的成员，请先与钉钉管理员确认。'
    : '此人不是平台添加的，会留在钉钉通讯录。需要移出的，请钉钉管理员在管理后台办理。';
}
