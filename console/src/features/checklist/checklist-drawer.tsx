import {
  checklistApi,
  checklistKindWords,
  type OwnChecklist,
} from '@lifttrust/shared-types/checklist/checklist.contract';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { Alert, App, Button, Drawer } from 'antd';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Decision } from '../../ui/decision';
import { Read, Refused } from '../../ui/problem';
import { ChecklistItems, leftOut } from './checklist-items';

/** One edition in full, beside what it replaces, with the decision of whoever may decide. */
export function ChecklistDrawer({
  checklistId,
  onClose,
  onDone,
}: {
  checklistId: string | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const shown = useLoad(checklistApi.show, checklistId ? { checklistId } : null);
  const one = shown.data?.id === checklistId ? shown.data : null;
  return (
    <Drawer
      open={checklistId !== null}
      width={640}
      title={
        one ? `${liftTypes[one.type]} ${checklistKindWords[one.kind]} 第 ${one.number} 版` : '维保项目表'
      }
      onClose={onClose}
    >
      <Read from={{ ...shown, data: one }}>{(known) => <Body one={known} onDone={onDone} />}</Read>
    </Drawer>
  );
}

function Body({ one, onDone }: { one: OwnChecklist; onDone: () => void }) {
  const { message } = App.useApp();
  const decide = useWrite(checklistApi.decide);
  const withdraw = useWrite(checklistApi.withdraw);
  const gone = leftOut(one.items, one.before?.items ?? null);
  const done = (moved: OwnChecklist | null, words: string) => {
    if (!moved) return;
    message.success(words);
    onDone();
  };
  return (
    <>
      <p>
        {one.company.name}，{one.proposedBy} {momentWords(one.proposedAt)} 提出
      </p>
      {one.basis ? <p>依据：{one.basis}</p> : null}
      <p className="quiet">
        {one.kind === 'addition'
          ? '以下项目加在法定项目之后；法定项目不能减少，也不能改。'
          : '这类电梯没有法定项目表，按制造单位的要求维保。'}
      </p>
      {gone.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message={`比第 ${one.before?.number} 版少了：${gone.join('、')}`}
        />
      ) : null}
      <ChecklistItems items={one.items} before={one.before?.items ?? null} />
      <div style={{ height: 16 }} />
      {one.decidedAt ? (
        <p>
          {one.decidedBy} {momentWords(one.decidedAt)}：{one.decision}
        </p>
      ) : null}
      {one.may.decide ? (
        <Decision
          accept="通过"
          reject="不通过"
          hint="写明依据，例如：与说明书第 6 章逐项核对一致。"
          busy={decide.busy}
          error={decide.error}
          onDecide={async (accept, reason) =>
            done(await decide.run({ checklistId: one.id, accept, reason }), accept ? '已通过' : '已退回')
          }
        />
      ) : null}
      {one.may.withdraw ? (
        <Button
          loading={withdraw.busy}
          onClick={async () => done(await withdraw.run({ checklistId: one.id }), '已撤回。')}
        >
          撤回
        </Button>
      ) : null}
      <Refused error={withdraw.error} />
    </>
  );
}
