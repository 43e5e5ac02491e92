import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import {
  reviewFilePath,
  reviewStepWords,
  type ValidityReview,
} from '@lifttrust/shared-types/validity/validity.contract';
import { Fragment } from 'react';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { EvidenceShown } from '../file/evidence-shown';

/** The doubts and what would settle each, the decision with its reason, and everything that was said. */
export function ReviewView({ review }: { review: ValidityReview }) {
  const { decision, findings, steps, appealUntil } = review;
  // Decided is not removed: a doubt that made the record invalid stands.
  const settledTone = decision?.valid === false ? 'plain' : 'success';
  return (
    <>
      {decision ? (
        <Notice
          id="decision"
          tone={decision.valid ? 'success' : 'danger'}
          title={decision.valid ? '这份记录有效' : '这份记录被判为无效'}
          lines={[
            `理由：${decision.reason}`,
            `${decision.by} · ${instantInWords(decision.at)}`,
            ...(appealUntil ? [`不服的，可在 ${dayInWords(appealUntil)} 24:00 前申诉一次。`] : []),
          ]}
        />
      ) : (
        <Notice
          id="decision"
          tone="warning"
          title="这份记录待核查"
          lines={['核查期间按已维保计算，不算超期。']}
        />
      )}
      <Card id="findings">
        <CardTitle>疑点</CardTitle>
        {findings.map(({ code, message, settledBy, settled }) => (
          <Cell
            key={code + message}
            label={message}
            note={settled ? '' : `怎样消除：${settledBy}`}
            aside={<Tag text={settled ? '已核查' : '待消除'} tone={settled ? settledTone : 'warning'} />}
          />
        ))}
      </Card>
      {steps.length > 0 ? (
        <Card id="review-steps">
          <CardTitle>说明与申诉</CardTitle>
          {steps.map((step, at) => (
            <Fragment key={step.at}>
              <Cell
                label={reviewStepWords[step.step]}
                note={`${step.by} · ${instantInWords(step.at)}：${step.text}`}
              />
              <EvidenceShown
                id={`proof-${at}`}
                fileIds={step.fileIds}
                pathOf={(fileId) => reviewFilePath(review.recordId, fileId)}
              />
            </Fragment>
          ))}
        </Card>
      ) : null}
      <Note>每一步都会封存，不能修改。</Note>
    </>
  );
}
