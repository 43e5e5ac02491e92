import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import {
  reviewStepWords,
  type ValidityReview,
  validityApi,
} from '@lifttrust/shared-types/validity/validity.contract';
import { Alert, Button, Space, Timeline } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dayWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { AppealDecision } from './appeal-decision';
import { Proofs } from './proofs';
import { Say, type Saying } from './say';

const can = (endpoint: Endpoint, role: Parameters<typeof isFor>[1]) => isFor(endpoint, role);

/** What was said and decided about a record's doubts, and what may still be done (CHK-16). */
export function ValidityReviewSection({
  recordId,
  version,
  onChanged,
}: {
  recordId: string;
  /** Changes when the record's validity has: the review is read anew. */
  version: string;
  onChanged: () => void;
}) {
  const role = useSession()?.me.role;
  if (!can(validityApi.show, role)) return null;
  return <Loaded key={version} recordId={recordId} onChanged={onChanged} />;
}

function Loaded({ recordId, onChanged }: { recordId: string; onChanged: () => void }) {
  const shown = useLoad(validityApi.show, { recordId });
  const [moved, setMoved] = useState<ValidityReview | null>(null);
  const review = moved ?? shown.data;
  if (review && review.findings.length === 0 && review.steps.length === 0 && !review.decision) return null;
  const onMoved = (next: ValidityReview) => {
    setMoved(next);
    onChanged();
  };
  return (
    <Section title="核查与申诉">
      <Read from={{ ...shown, data: review }}>{(now) => <Review review={now} onMoved={onMoved} />}</Read>
    </Section>
  );
}

function Review({ review, onMoved }: { review: ValidityReview; onMoved: (next: ValidityReview) => void }) {
  const [saying, setSaying] = useState<Saying | null>(null);
  const { may, decision, steps, recordId } = review;
  return (
    <>
      {steps.length > 0 ? (
        <Timeline
          style={{ marginTop: 12 }}
          items={steps.map((step) => ({
            key: step.at,
            children: (
              <>
                <b>{reviewStepWords[step.step]}</b>
                <div className="quiet">
                  {step.organisation} {step.by} · {momentWords(step.at)}
                </div>
                <div>{step.text}</div>
                {step.fileIds.length > 0 ? <Proofs recordId={recordId} fileIds={step.fileIds} /> : null}
              </>
            ),
          }))}
        />
      ) : null}
      {decision ? (
        <Alert
          showIcon
          type={decision.valid ? 'success' : 'error'}
          message={decision.valid ? '现在的决定：有效' : '现在的决定：无效'}
          description={`${decision.by} · ${momentWords(decision.at)}。${decision.reason}`}
        />
      ) : (
        <div className="quiet">还没有作出有效或无效的决定。</div>
      )}
      {review.appealUntil ? (
        <p className="quiet">维保单位可以在 {dayWords(review.appealUntil)} 24:00 前申诉一次。</p>
      ) : null}
      <Space wrap style={{ marginTop: 12 }}>
        {may.ask ? <Button onClick={() => setSaying('ask')}>要求补充说明</Button> : null}
        {may.state ? <Button onClick={() => setSaying('state')}>补充说明</Button> : null}
        {may.appeal ? (
          <Button type="primary" onClick={() => setSaying('appeal')}>
            申诉
          </Button>
        ) : null}
      </Space>
      {may.decideAppeal ? <AppealDecision recordId={recordId} onDecided={onMoved} /> : null}
      {saying ? (
        <Say
          what={saying}
          recordId={recordId}
          onClose={() => setSaying(null)}
          onSaid={(next) => {
            setSaying(null);
            onMoved(next);
          }}
        />
      ) : null}
    </>
  );
}
