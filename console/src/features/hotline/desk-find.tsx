import { type DeskLift, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { foundBy } from '@lifttrust/shared-types/hotline/hotline.words';
import { Input, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useLoad } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

interface Props {
  chosen: DeskLift | null;
  onChoose: (lift: DeskLift | null) => void;
}

/** Typed while somebody speaks: asks when the typing rests. */
export function DeskFind({ chosen, onChoose }: Props) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(text.trim()), 250);
    return () => window.clearTimeout(timer);
  }, [text]);
  const found = useLoad(hotlineApi.lifts, asked === '' ? null : { q: asked });
  const items = asked === '' ? [] : (found.data?.items ?? []);
  return (
    <div className="find">
      <Input
        aria-label="查电梯"
        allowClear
        size="large"
        maxLength={80}
        placeholder="识别码、注册代码、登记证编号或地址"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Refused error={found.error} />
      {found.loading && found.data === null ? <Spin style={{ margin: 12 }} /> : null}
      {asked !== '' && !found.loading && found.data !== null && items.length === 0 ? (
        <p className="quiet">没有查到。请对方念标志上的识别码；看不清就问小区和楼号，几个词之间加空格。</p>
      ) : null}
      <ul className="find__list">
        {items.map((lift) => (
          <li key={lift.id}>
            <button
              type="button"
              className="find__one"
              aria-pressed={chosen?.id === lift.id}
              onClick={() => onChoose(chosen?.id === lift.id ? null : lift)}
            >
              <span className="find__head">
                <strong>{lift.rescueCode || '无识别码'}</strong>
                <span className="quiet">{foundBy[lift.foundBy]}相符</span>
              </span>
              <span>
                {lift.place} {lift.ownNumber}
              </span>
              <span className="quiet">
                {lift.address} · {lift.companyName || '没有维保单位'}
              </span>
              {lift.alsoPrintedAt ? (
                <StateTag
                  tone="warning"
                  text={`标牌还没有换贴：${lift.alsoPrintedAt.place} ${lift.alsoPrintedAt.ownNumber} 里贴着的牌也印着这个号，请问清是哪一台`}
                />
              ) : null}
              {lift.openEntrapmentId ? <StateTag tone="danger" text="正在救援，再报会并入同一起" /> : null}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
