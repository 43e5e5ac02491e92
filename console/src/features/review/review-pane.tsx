import { faceApi, type ReviewDetail } from '@lifttrust/shared-types/face/face.contract';
import { Alert, Descriptions, Empty, Image } from 'antd';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { ReviewDecision } from './review-decision';
import { flagWords, kindWords, sideWords } from './review-words';

/** One person, two sides: what is on file, what was shown. */
export function ReviewPane({ reviewId, onDecided }: { reviewId: string; onDecided: () => void }) {
  const review = useLoad(faceApi.review, { reviewId });
  // After a first rejection the question stays, with other words.
  const decided = () => {
    review.reload();
    onDecided();
  };
  return <Read from={review}>{(detail) => <Compared review={detail} onDecided={decided} />}</Read>;
}

function Compared({ review, onDecided }: { review: ReviewDetail; onDecided: () => void }) {
  const sides = sideWords[review.kind];
  return (
    <div>
      <Section title={`${review.person.name} · ${kindWords[review.kind]}`} extra={<Score review={review} />}>
        <Alert type="info" showIcon message={review.reason} style={{ marginBottom: 12 }} />
        {review.first ? <First first={review.first} mine={!review.mayDecide} /> : null}
        <div className={review.other ? 'review__sides review__sides--three' : 'review__sides'}>
          <Side title={sides.reference} pictures={review.reference} empty={sides.noReference} />
          {review.other ? (
            <Side
              title={`另一个账号：${review.other.name}（${review.otherCompany ?? '已离职'}）`}
              pictures={review.otherReference}
              empty="另一个账号的登记照片已删除。"
            />
          ) : null}
          <Side title={sides.presented} pictures={review.presented} empty="照片已按期删除，只留结果。" />
        </div>
      </Section>
      <Section title="情况">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 3 }}
          items={[
            { key: 'company', label: '单位', children: review.company.name },
            { key: 'at', label: '提交', children: momentWords(review.createdAt) },
            ...(review.liftPlace ? [{ key: 'lift', label: '电梯', children: review.liftPlace }] : []),
            ...review.facts.map(({ label, value }) => ({ key: label, label, children: value })),
          ]}
        />
      </Section>
      {review.mayDecide ? (
        <div className="review__decision">
          <ReviewDecision review={review} onDecided={onDecided} />
        </div>
      ) : null}
      {review.state === 'waiting' ? null : <Decided review={review} />}
    </div>
  );
}

const First = ({ first, mine }: { first: NonNullable<ReviewDetail['first']>; mine: boolean }) => (
  <Alert
    type="warning"
    showIcon
    style={{ marginBottom: 12 }}
    message={
      mine
        ? '您的意见是不通过，等另一位核验人员确认。'
        : `${first.by}的意见是不通过。请您独立看一遍，再决定。`
    }
    description={`理由：${first.reason}（${momentWords(first.at)}）`}
  />
);

/** The score beside the limits of whoever compared: a number alone tells nobody anything. */
function Score({ review }: { review: ReviewDetail }) {
  if (review.score === null) return null;
  return (
    <span className="quiet">
      相似度 <b className="number">{review.score.toFixed(2)}</b>
      {review.limits
        ? `（达到 ${review.limits.accept.toFixed(2)} 可直接通过，低于 ${review.limits.review.toFixed(2)} 不通过）`
        : ''}
    </span>
  );
}

const Side = ({ title, pictures, empty }: { title: string; pictures: string[]; empty: string }) => (
  <div>
    <div className="review__label">{title}</div>
    {pictures.length === 0 ? (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
    ) : (
      <div className="review__pictures">
        {pictures.map((picture, at) => (
          <Image key={picture.slice(-64)} src={picture} alt={`${title} ${at + 1}`} height={210} />
        ))}
      </div>
    )}
  </div>
);

const Decided = ({ review }: { review: ReviewDetail }) => (
  <Section title="决定">
    <StateTag
      tone={review.state === 'accepted' ? 'success' : 'danger'}
      text={review.state === 'accepted' ? '已通过' : '未通过'}
    />{' '}
    {review.decidedBy}
    {review.decidedAt === null ? '' : ` · ${momentWords(review.decidedAt)}`}
    <div>{review.decisionReason}</div>
    {review.first ? (
      <div className="quiet">
        {review.first.by} 先看过，意见是不通过：{review.first.reason}
      </div>
    ) : null}
    {review.flags.length > 0 ? (
      <div className="quiet">照片里有：{review.flags.map((flag) => flagWords[flag]).join('、')}</div>
    ) : null}
  </Section>
);
