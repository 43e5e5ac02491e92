import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import {
  callSources,
  eventWords,
  peopleWords,
  sides,
  tierWords,
} from '@lifttrust/shared-types/rescue/rescue.words';
import { Button, Descriptions, Drawer, List, Timeline } from 'antd';
import { useState } from 'react';
import { useLive } from '../../lib/live';
import { useLoad } from '../../lib/load';
import { momentWords, timeInWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { DeskActs } from './desk-acts';
import { distressOf, RescueTag } from './desk-board';
import { waited } from './desk-time';
import { DeskTold } from './desk-told';

interface Props {
  entrapmentId: string | null;
  onClose: () => void;
  onChanged: () => void;
}

/** One entrapment as the desk works on it: what is known, who was called, what happened, what to do. */
export function DeskEntrapment({ entrapmentId, onClose, onChanged }: Props) {
  const found = useLoad(rescueApi.show, entrapmentId ? { entrapmentId } : null);
  const shown = found.data?.id === entrapmentId ? found.data : null;
  useLive(entrapmentId ? `entrapment:${entrapmentId}` : null, found.reload);
  const changed = () => {
    found.reload();
    onChanged();
  };
  return (
    <Drawer
      open={entrapmentId !== null}
      width={760}
      title={shown ? `${shown.rescueCode || '无识别码'} · ${shown.place} ${shown.ownNumber}` : '救援'}
      onClose={onClose}
      destroyOnHidden
    >
      {entrapmentId ? (
        <Read from={{ ...found, data: shown }}>{(one) => <Body one={one} onChanged={changed} />}</Read>
      ) : null}
    </Drawer>
  );
}

const moment = (at: number | null): string => (at === null ? '—' : timeInWords(at));

const identityWords: Record<NonNullable<Entrapment['summoned'][number]['identity']>, string> = {
  none: '身份还没有核验',
  running: '身份还没有核验',
  accepted: '身份核验通过',
  in_review: '身份等人核验',
  rejected: '身份核验没有通过',
};

/** Identity and pictures of the rescuers; doubt about them takes nothing from the rescue. */
const evidenceInWords = ({ evidence, evidenceDueAt }: Entrapment) => {
  if (evidence === 'complete') return <StateTag tone="success" text="已补交" />;
  if (evidence === 'suspect')
    return <StateTag tone="warning" text="存疑：没有按时补交，或身份核验没有通过；救援有效" />;
  return `等待补交，${moment(evidenceDueAt)} 前`;
};

function Body({ one, onChanged }: { one: Entrapment; onChanged: () => void }) {
  const { durations } = one;
  const took = (ms: number | null) => (ms === null ? '' : `（用时 ${waited(ms)}）`);
  return (
    <>
      <p>
        <RescueTag state={one.state} />{' '}
        {distressOf(one).length > 0 ? <StateTag tone="danger" text={distressOf(one).join('、')} /> : null}{' '}
        {one.isResponseLate ? <StateTag tone="danger" text="接单超时" /> : null}{' '}
        {one.isArrivalLate ? <StateTag tone="danger" text="到场超时" /> : null}
      </p>
      <DeskActs one={one} onChanged={onChanged} />
      <Descriptions
        size="small"
        className="facts"
        column={{ xs: 1, sm: 2, md: 2, lg: 2, xl: 2, xxl: 2 }}
        items={[
          { key: 'address', label: '地址', span: 'filled', children: one.address || '—' },
          {
            key: 'people',
            label: peopleWords[one.kind],
            children: one.people === null ? '人数不明' : `${one.people} 人`,
          },
          { key: 'source', label: '报警方式', children: `${callSources[one.source]}，共 ${one.reports} 次` },
          { key: 'company', label: '维保单位', children: one.companyName || '没有维保单位' },
          { key: 'owner', label: '使用单位', children: one.ownerName || '—' },
          { key: 'reported', label: '首次报警', children: momentWords(one.reportedAt) },
          {
            key: 'accepted',
            label: '接单',
            children: `${moment(one.acceptedAt)}${took(durations.responseMs)}`,
          },
          { key: 'departed', label: '出发', children: moment(one.departedAt) },
          { key: 'arrived', label: '到场', children: `${moment(one.arrivedAt)}${took(durations.arrivalMs)}` },
          { key: 'freed', label: '解救', children: `${moment(one.freedAt)}${took(durations.trappedMs)}` },
          ...(one.evidence === 'none' || (one.outcome === 'mistaken' && one.evidence === 'waiting')
            ? []
            : [{ key: 'evidence', label: '身份与照片', children: evidenceInWords(one) }]),
          ...(one.arrivalCode
            ? [
                {
                  key: 'code',
                  label: '到场码',
                  children: `${one.arrivalCode}（地下没有定位时，告诉现场的人报给救援人员）`,
                },
              ]
            : []),
        ]}
      />
      {one.hasCallerPhone ? <Callers entrapmentId={one.id} /> : null}
      {one.notes.length > 0 ? (
        <Section title="报警人说">
          {one.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Section>
      ) : null}
      <Section title={`已呼叫 ${one.summoned.length} 人`}>
        <List
          size="small"
          dataSource={one.summoned}
          locale={{ emptyText: '还没有呼叫任何人。请人工派单，或直接打电话。' }}
          renderItem={(who) => (
            <List.Item>
              <span>
                {who.name} <span className="quiet">{who.organisation || sides[who.side]}</span>
                <br />
                <span className="quiet">
                  {tierWords[who.tier]} ·{' '}
                  {who.rings === 0
                    ? `没有呼叫，${timeInWords(who.calledAt)} 自己登记`
                    : `${timeInWords(who.calledAt)} 呼叫，已提醒 ${who.rings} 次`}
                  {who.reason ? ` · ${who.reason}` : ''}
                  {who.identity === null || who.arrivedAt === null ? '' : ` · ${identityWords[who.identity]}`}
                </span>
              </span>
              <span className="called__answer">
                <Answer who={who} isOver={one.freedAt !== null || one.closedAt !== null} />
                <DeskTold one={one} who={who} onChanged={onChanged} />
              </span>
            </List.Item>
          )}
        />
      </Section>
      {one.plans.length > 0 ? (
        <Section title="救援预案">
          {one.plans.map((plan) => (
            <p key={plan.organisation.id} style={{ whiteSpace: 'pre-wrap' }}>
              <strong>{plan.organisation.name}</strong>
              <br />
              {plan.text}
            </p>
          ))}
        </Section>
      ) : null}
      <Section title="时间线">
        <Timeline
          items={[...one.timeline].reverse().map((event) => ({
            key: event.id,
            children: (
              <>
                <strong>{eventWords[event.kind]}</strong>{' '}
                <span className="quiet">{momentWords(event.at)}</span>
                <div>{event.text}</div>
                <div className="quiet">
                  {[event.by, event.organisation].filter(Boolean).join(' · ') || '系统自动'}
                </div>
              </>
            ),
          }))}
        />
      </Section>
    </>
  );
}

function Answer({ who, isOver }: { who: Entrapment['summoned'][number]; isOver: boolean }) {
  // Nobody waits for an answer any more.
  if (isOver && who.state === 'called' && who.arrivedAt === null)
    return <StateTag tone="plain" text="没有回应" />;
  if (who.arrivalProof === 'on_site' && who.departedAt === null)
    return (
      <StateTag
        tone={who.state === 'accepted' ? 'brand' : 'warning'}
        text={who.state === 'accepted' ? '已接单，可能就在现场' : '可能就在现场，还没有回应'}
      />
    );
  if (who.arrivedAt !== null) return <StateTag tone="success" text={`${timeInWords(who.arrivedAt)} 到场`} />;
  if (who.state === 'accepted')
    return (
      <StateTag
        tone="brand"
        text={who.etaAt === null ? '已接单' : `已接单，预计 ${timeInWords(who.etaAt)} 到`}
      />
    );
  return who.state === 'declined' ? (
    <StateTag tone="plain" text="不能前往" />
  ) : (
    <StateTag tone="warning" text="还没有回应" />
  );
}

/** Shown when asked for: every look at a caller's number is logged. */
function Callers({ entrapmentId }: { entrapmentId: string }) {
  const [isAsked, setAsked] = useState(false);
  const callers = useLoad(rescueApi.callers, isAsked ? { entrapmentId } : null);
  return (
    <Section title="报警人电话">
      {isAsked ? (
        <Read from={callers}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="quiet">号码已到期删除。</p>
            ) : (
              <List
                size="small"
                dataSource={items}
                renderItem={({ phone, at, source }) => (
                  <List.Item>
                    <a href={`tel:${phone}`}>{phone}</a>
                    <span className="quiet">
                      {callSources[source]} {timeInWords(at)}
                    </span>
                  </List.Item>
                )}
              />
            )
          }
        </Read>
      ) : (
        <Button onClick={() => setAsked(true)}>查看号码（记入审计日志）</Button>
      )}
      <Refused error={isAsked ? callers.error : null} />
    </Section>
  );
}
