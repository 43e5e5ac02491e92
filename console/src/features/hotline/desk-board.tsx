import type { EntrapmentCard } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type RescueState, rescueStates } from '@lifttrust/shared-types/rescue/rescue.words';
import { Empty } from 'antd';
import { timeInWords } from '../../lib/words';
import { StateTag, type Tone } from '../../ui/state-tag';
import { waited } from './desk-time';

const tones: Record<RescueState, Tone> = {
  waiting: 'danger',
  accepted: 'warning',
  on_the_way: 'brand',
  arrived: 'brand',
  rescuing: 'brand',
  freed: 'success',
  closed: 'plain',
};

export const RescueTag = ({ state }: { state: RescueState }) => (
  <StateTag tone={tones[state]} text={rescueStates[state]} />
);

/** What makes one more urgent than another, in words. */
export function distressOf(one: EntrapmentCard): string[] {
  return [
    one.isHurt ? '有人受伤' : '',
    one.isMedical ? '突发疾病或临产' : '',
    one.isPanic ? '情绪失控' : '',
    one.hasChildren ? '有儿童' : '',
    one.hasElderly ? '有老人' : '',
  ].filter(Boolean);
}

/** What the clock says about one: who is awaited, until when, and what is late. */
function clockOf(one: EntrapmentCard, now: number): { tone: Tone; text: string } {
  if (one.freedAt !== null)
    return {
      tone: 'success',
      text: `${timeInWords(one.freedAt)} ${one.freedBy === 'self' ? '报警人说已自行脱困，等待核实结案' : '解救，等待回访结案'}`,
    };
  if (one.acceptedAt === null) {
    const left = one.respondBy - now;
    return left >= 0
      ? { tone: 'warning', text: `还剩 ${waited(left)} 要有人接单` }
      : { tone: 'danger', text: `超过接单时限 ${waited(-left)}` };
  }
  if (one.arrivedAt === null) {
    const left = one.arriveBy - now;
    const eta = one.etaAt === null ? '' : `，预计 ${timeInWords(one.etaAt)} 到`;
    return left >= 0
      ? { tone: 'brand', text: `到场时限还剩 ${waited(left)}${eta}` }
      : { tone: 'danger', text: `超过到场时限 ${waited(-left)}${eta}` };
  }
  return { tone: 'brand', text: `${timeInWords(one.arrivedAt)} 到场` };
}

interface Props {
  items: EntrapmentCard[];
  isBulk: boolean;
  now: number;
  chosen: string | null;
  onChoose: (entrapmentId: string) => void;
}

/** Everybody who is inside now, the most urgent first. */
export function DeskBoard({ items, isBulk, now, chosen, onChoose }: Props) {
  if (items.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description="现在没有困人。有新的求助会立即出现在这里，并响提示音。"
      />
    );
  return (
    <>
      {isBulk ? (
        <p className="board__bulk">
          <StateTag tone="danger" text="批量困人" />{' '}
          短时间内报警很多（可能停电），已按伤病、儿童、老人和等待时间排序。
        </p>
      ) : null}
      <ol className="board">
        {items.map((one) => {
          const clock = clockOf(one, now);
          return (
            <li key={one.id}>
              <button
                type="button"
                className="board__one"
                aria-current={one.id === chosen}
                onClick={() => onChoose(one.id)}
              >
                <span className="board__head">
                  <RescueTag state={one.state} />
                  <strong className="board__code">{one.rescueCode || '无识别码'}</strong>
                  <span className="board__waited">
                    {one.freedAt === null
                      ? `已 ${waited(now - one.reportedAt)}`
                      : timeInWords(one.reportedAt)}
                  </span>
                </span>
                <span className="board__place">
                  {one.place} {one.ownNumber}
                  {one.kind === 'hurt' ? '（受伤或夹人）' : ''}
                </span>
                <span className="board__facts">
                  {one.people === null ? '人数不明' : `${one.people} 人`}
                  {one.reports > 1 ? ` · ${one.reports} 次报警` : ''}
                  {one.tier === null ? '' : ` · 已派到${['', '一', '二', '三'][one.tier]}级`}
                </span>
                {distressOf(one).length > 0 ? (
                  <span className="board__distress">
                    <StateTag tone="danger" text={distressOf(one).join('、')} />
                  </span>
                ) : null}
                <span className="board__clock">
                  <StateTag tone={clock.tone} text={clock.text} />
                  {one.isDoubtful ? <StateTag tone="warning" text="同一手机报了多台，请核实" /> : null}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
