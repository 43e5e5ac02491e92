import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import {
  faceApi,
  type Review,
  type ReviewFlag,
  reviewFlags,
} from '@lifttrust/shared-types/face/face.contract';
import { App, Button, Checkbox, Input, Space, Tag } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { useWrite } from '../../lib/load';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { flagWords, offeredReasons } from './review-words';
import { isTyping } from './typing';

type Choice = 'accept' | 'reject';

/** A and R choose, a number takes an offered reason; the reason stays with the decision. */
export function ReviewDecision({ review, onDecided }: { review: Review; onDecided: () => void }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const [flags, setFlags] = useState<ReviewFlag[]>([]);
  const [samePerson, setSamePerson] = useState(false);
  const { message } = App.useApp();
  const box = useRef<TextAreaRef>(null);
  const decide = useWrite(faceApi.decide);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const next = { a: 'accept' as const, r: 'reject' as const }[event.key.toLowerCase()];
      if (!next || isTyping(event.target) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setChoice(next);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    if (choice) box.current?.focus();
  }, [choice]);

  const submit = async () => {
    if (!choice || reason.trim() === '' || decide.busy) return;
    const done = await decide.run({
      reviewId: review.id,
      accept: choice === 'accept',
      reason: reason.trim(),
      flags,
      ...(choice === 'reject' && review.other ? { samePerson } : {}),
    });
    if (!done) return;
    message.success(done.awaitsSecond ? '已记下。等另一位核验人员确认后生效。' : '已决定。');
    onDecided();
  };

  const offered = choice ? offeredReasons[review.kind][choice] : [];
  return (
    <Section title="您的决定" extra={<Keys />}>
      <Checkbox.Group
        className="review__flags"
        options={reviewFlags.map((value) => ({ value, label: flagWords[value] }))}
        value={flags}
        onChange={setFlags}
      />
      <Space style={{ marginBottom: 12 }}>
        <Button
          icon={<CheckOutlined />}
          type={choice === 'accept' ? 'primary' : 'default'}
          onClick={() => setChoice('accept')}
        >
          是本人，通过
        </Button>
        <Button
          danger
          icon={<CloseOutlined />}
          type={choice === 'reject' ? 'primary' : 'default'}
          onClick={() => setChoice('reject')}
        >
          不能确认，不通过
        </Button>
      </Space>
      {choice ? (
        <>
          <div style={{ marginBottom: 8 }}>
            {offered.map((text, at) => (
              <Tag key={text} className="clickable" onClick={() => setReason(text)}>
                {at + 1} {text}
              </Tag>
            ))}
          </div>
          {choice === 'reject' && review.other ? (
            <Checkbox
              style={{ marginBottom: 8 }}
              checked={samePerson}
              onChange={(event) => setSamePerson(event.target.checked)}
            >
              与“{review.other.name}”是同一个人（确认后转监管处理）
            </Checkbox>
          ) : null}
          <div className="review__reason">
            <Input.TextArea
              ref={box}
              aria-label="理由"
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={200}
              placeholder="写明理由；会与决定一起保存"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
                if (event.key === 'Escape') setChoice(null);
                const numbered = reason === '' ? offered[Number(event.key) - 1] : undefined;
                if (numbered) {
                  event.preventDefault();
                  setReason(numbered);
                }
              }}
            />
            <Button
              type="primary"
              danger={choice === 'reject'}
              disabled={reason.trim() === ''}
              loading={decide.busy}
              onClick={submit}
            >
              {choice === 'accept' ? '确认通过' : '确认不通过'}
            </Button>
          </div>
          <Refused error={decide.error} />
        </>
      ) : null}
    </Section>
  );
}

const Keys = () => (
  <span className="quiet">
    <kbd>J</kbd> 下一个　<kbd>K</kbd> 上一个　<kbd>A</kbd> 通过　<kbd>R</kbd> 不通过　<kbd>1</kbd>–
    <kbd>3</kbd> 理由　<kbd>Ctrl</kbd>+<kbd>Enter</kbd> 确认
  </span>
);
