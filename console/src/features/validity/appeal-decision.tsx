import { type ValidityReview, validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { App } from 'antd';
import { useWrite } from '../../lib/load';
import { Decision } from '../../ui/decision';

const consequence = {
  valid: '申诉成立，记录改为有效，维保期限按这次维保重新计算。',
  invalid: '维持无效。这份记录不能再申诉。',
};

/** The other person's word on an appeal: once, for good, and asked before it counts. */
export function AppealDecision({
  recordId,
  onDecided,
}: {
  recordId: string;
  onDecided: (review: ValidityReview) => void;
}) {
  const { modal, message } = App.useApp();
  const decide = useWrite(validityApi.decideAppeal);
  const ask = (valid: boolean, reason: string) =>
    modal.confirm({
      title: valid ? '申诉成立？' : '维持无效？',
      content: consequence[valid ? 'valid' : 'invalid'],
      okText: valid ? '改为有效' : '维持无效',
      cancelText: '再看看',
      onOk: async () => {
        const next = await decide.run({ recordId, valid, reason });
        if (!next) return;
        message.success('已处理，结果已通知维保单位');
        onDecided(next);
      },
    });
  return (
    <div style={{ marginTop: 16 }}>
      <Decision
        accept="申诉成立，改为有效"
        reject="不成立，维持无效"
        hint="写明依据，例如：已调看监控，两人当天 9 点到 10 点在现场。"
        busy={decide.busy}
        error={decide.error}
        onDecide={ask}
      />
    </div>
  );
}
