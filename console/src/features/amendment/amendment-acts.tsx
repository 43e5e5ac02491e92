import {
  type Amendment,
  amendmentApi,
  amendmentKindWords,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { App, Button } from 'antd';
import { useWrite } from '../../lib/load';
import { Decision } from '../../ui/decision';
import { Refused } from '../../ui/problem';

/** What the reader may do with a proposal: the company's word, the district's, or taking it back. */
export function AmendmentActs({ amendment, onMoved }: { amendment: Amendment; onMoved: () => void }) {
  const { message } = App.useApp();
  const approve = useWrite(amendmentApi.approve);
  const decide = useWrite(amendmentApi.decide);
  const withdraw = useWrite(amendmentApi.withdraw);
  const { id: amendmentId, contentHash, may, kind } = amendment;
  const word = amendmentKindWords[kind];
  const done = (said: Amendment | null, text: string) => {
    if (!said) return;
    message.success(text);
    onMoved();
  };
  return (
    <>
      {may.approve ? (
        <Decision
          accept={`同意${word}`}
          reject="不同意"
          hint="写明核对的情况。"
          busy={approve.busy}
          error={approve.error}
          onDecide={async (accept, text) =>
            done(await approve.run({ amendmentId, contentHash, accept, text }), '审核意见已记下。')
          }
        />
      ) : null}
      {may.decide ? (
        <Decision
          accept={`准予${word}`}
          reject={`不准${word}`}
          hint="写明依据，会连同您的姓名封存。"
          busy={decide.busy}
          error={decide.error}
          onDecide={async (accept, text) =>
            done(await decide.run({ amendmentId, contentHash, accept, text }), '决定已封存。')
          }
        />
      ) : null}
      {may.withdraw ? (
        <>
          <Button
            loading={withdraw.busy}
            onClick={async () => done(await withdraw.run({ amendmentId }), '已撤回。')}
          >
            撤回
          </Button>
          <Refused error={withdraw.error} />
        </>
      ) : null}
    </>
  );
}
