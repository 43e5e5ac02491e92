import { faceApi, type Review } from '@lifttrust/shared-types/face/face.contract';
import { Empty, List, Pagination, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { ReviewPane } from './review-pane';
import { kindWords, waitedWords } from './review-words';
import './review.css';
import { isTyping } from './typing';

const states = ['waiting', 'accepted', 'rejected'] as const;
const stateWords = { waiting: '等待核验', accepted: '已通过', rejected: '未通过' };

/** J and K walk through the queue, as in mail. */
function useQueueKeys(items: Review[], chosen: string | undefined, choose: (id: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (!step || isTyping(event.target) || event.ctrlKey || event.metaKey) return;
      const at = items.findIndex((review) => review.id === chosen);
      const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
      if (next) choose(next.id);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [items, chosen, choose]);
}

const lookAgainMs = 20_000;

/** What comes in while somebody looks appears by itself, and waiting times go on. */
function useFresh(reload: () => void): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      if (!document.hidden) reload();
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  return now;
}

export function Component() {
  const { filters, paged, change } = useFilters(['state', 'review'] as const);
  const state = oneOf(states, filters.state) ?? 'waiting';
  const queue = useLoad(faceApi.reviews, { ...paged, state });
  const items = queue.data?.items ?? [];
  const chosen = items.find((review) => review.id === filters.review) ?? items[0];
  const choose = (id: string) => change({ review: id }, { keepPage: true });
  useQueueKeys(items, chosen?.id, choose);
  const now = useFresh(queue.reload);

  return (
    <Page
      title="身份核验"
      note="机器不能决定的，由人对照照片决定，先来的在前。查看照片会留痕；不通过由另一人再看一次。"
      actions={
        <Segmented
          options={states.map((value) => ({ value, label: stateWords[value] }))}
          value={state}
          onChange={(value) => change({ state: value, review: undefined })}
        />
      }
    >
      <Read from={queue}>
        {({ total }) =>
          items.length === 0 ? (
            <Empty
              style={{ marginTop: 64 }}
              description={state === 'waiting' ? '没有等待核验的身份，都处理完了。' : '这里还没有记录。'}
            />
          ) : (
            <div className="review">
              <div className="review__queue">
                <Queue items={items} chosen={chosen?.id} onChoose={choose} now={now} />
                <Pagination
                  simple
                  size="small"
                  style={{ padding: 12 }}
                  current={paged.page}
                  pageSize={paged.pageSize}
                  total={total}
                  onChange={(page) => change({ page: String(page), review: undefined }, { keepPage: true })}
                />
              </div>
              {chosen ? <ReviewPane key={chosen.id} reviewId={chosen.id} onDecided={queue.reload} /> : null}
            </div>
          )
        }
      </Read>
    </Page>
  );
}

const Queue = ({
  items,
  chosen,
  onChoose,
  now,
}: {
  now: number;
  items: Review[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) => (
  <List
    size="small"
    dataSource={items}
    renderItem={(review) => (
      <List.Item
        className={review.id === chosen ? 'review__item review__item--chosen' : 'review__item'}
        aria-current={review.id === chosen}
        tabIndex={0}
        onClick={() => onChoose(review.id)}
        onKeyDown={(event) => event.key === 'Enter' && onChoose(review.id)}
      >
        <div>
          <b>{review.person.name}</b> <span className="quiet">{kindWords[review.kind]}</span>
          <div className="quiet">{review.company.name}</div>
          <div className="quiet">
            {review.state === 'waiting' ? waitedWords(review.createdAt, now) : momentWords(review.createdAt)}
          </div>
          {review.first ? <StateTag tone="warning" text="等第二人确认" /> : null}
        </div>
      </List.Item>
    )}
  />
);
