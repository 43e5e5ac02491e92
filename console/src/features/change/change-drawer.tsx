import { type ChangeRequest, changeApi } from '@lifttrust/shared-types/change/change.contract';
import { App, Button, Descriptions, Drawer } from 'antd';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Decision } from '../../ui/decision';
import { Read, Refused } from '../../ui/problem';
import { ChangeValues } from './change-values';

interface Props {
  changeId: string | null;
  onClose: () => void;
  onDone: () => void;
}

/** One request: what would change, who wishes it and why, and the decision. */
export function ChangeDrawer({ changeId, onClose, onDone }: Props) {
  const change = useLoad(changeApi.show, changeId ? { changeId } : null);
  return (
    <Drawer open={changeId !== null} onClose={onClose} width={820} title="变更申请" destroyOnHidden>
      {changeId ? <Read from={change}>{(known) => <Body change={known} onDone={onDone} />}</Read> : null}
    </Drawer>
  );
}

function Body({ change, onDone }: { change: ChangeRequest; onDone: () => void }) {
  const { message } = App.useApp();
  const decide = useWrite(changeApi.decide);
  const withdraw = useWrite(changeApi.withdraw);
  const settle = async (accept: boolean, reason: string) => {
    if (!(await decide.run({ changeId: change.id, accept, reason }))) return;
    message.success(accept ? '已同意，资料已更新' : '没有同意，资料不变');
    onDone();
  };
  const takeBack = async () => {
    if (!(await withdraw.run({ changeId: change.id }))) return;
    message.success('已撤回');
    onDone();
  };
  return (
    <>
      <ChangeValues change={change} />
      <Descriptions
        column={1}
        size="small"
        style={{ margin: '16px 0' }}
        items={[
          { key: 'unit', label: '单位', children: change.organisation?.name ?? '—' },
          { key: 'reason', label: '变更原因', children: change.reason },
          {
            key: 'by',
            label: '提出',
            children: `${change.proposedBy.name}，${momentWords(change.proposedAt)}`,
          },
          ...(change.decidedAt
            ? [
                {
                  key: 'decided',
                  label: '处理',
                  children: `${change.decidedBy?.name ?? change.proposedBy.name}，${momentWords(change.decidedAt)}${change.decision ? `：${change.decision}` : ''}`,
                },
              ]
            : []),
        ]}
      />
      {change.may.decide ? (
        <Decision
          accept="同意变更"
          reject="不同意"
          hint="写明依据，例如：已与营业执照核对一致。"
          busy={decide.busy}
          error={decide.error}
          onDecide={(accept, reason) => void settle(accept, reason)}
        />
      ) : null}
      {change.may.withdraw ? (
        <>
          <p className="quiet">这是您提出的，由别人审核。审核之前可以撤回。</p>
          <Button loading={withdraw.busy} onClick={() => void takeBack()}>
            撤回变更
          </Button>
          <Refused error={withdraw.error} />
        </>
      ) : null}
    </>
  );
}
