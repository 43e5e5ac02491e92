import { type Candidates, rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { sides, type Tier, tierWords } from '@lifttrust/shared-types/rescue/rescue.words';
import { App, Form, Radio, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { type FormProps, Frame } from './desk-frame';

type Whom = 'tier' | 'station' | 'people';
type Unit = Candidates['units'][number];

const most = 20;
const ways = [
  { value: 'tier', label: '按级别' },
  { value: 'station', label: '指定救援站' },
  { value: 'people', label: '指定人员' },
] satisfies { value: Whom; label: string }[];
const tiers = ([1, 2, 3] as const).map((tier) => ({ value: tier, label: tierWords[tier] }));

const stationWords = ({ name, metres, people, isCalled }: Unit): string => {
  const onDuty = people.filter((one) => one.isOnDuty).length;
  const who =
    people.length === 0
      ? '没有登记人员'
      : onDuty > 0
        ? `值班 ${onDuty} 人`
        : `共 ${people.length} 人，无值班表`;
  const far = metres === null ? '' : `，约 ${(metres / 1000).toFixed(1)} 公里`;
  return `${name}（${who}${far}${isCalled ? '，已呼叫' : ''}）`;
};

const answers = { called: '已呼叫', accepted: '已接单', declined: '不能前往' } as const;

const personWords = ({ name, isOnDuty, state }: Unit['people'][number]): string =>
  [name, isOnDuty ? '值班' : '', state === null ? '' : answers[state]].filter(Boolean).join(' · ');

/** Calls a tier, a station of the desk's choice, or single people; each call stands on the timeline. */
export function Dispatch({ one, onDone, onCancel }: FormProps) {
  const { message } = App.useApp();
  const [whom, setWhom] = useState<Whom>('tier');
  const [tier, setTier] = useState<Tier>(one.tier === null ? 1 : one.tier === 3 ? 3 : one.tier === 1 ? 2 : 3);
  const [stationId, setStationId] = useState<string | null>(null);
  const [personIds, setPersonIds] = useState<string[]>([]);
  const found = useLoad(rescueDeskApi.candidates, whom === 'tier' ? null : { entrapmentId: one.id });
  const write = useWrite(rescueDeskApi.dispatch);
  const units = found.data?.units ?? [];
  const chosen = {
    tier: { tier },
    station: { tier: 2 as const, ...(stationId === null ? {} : { stationId }) },
    people: { tier: one.tier ?? (1 as const), personIds },
  }[whom];
  const isMissing =
    (whom === 'station' && stationId === null) || (whom === 'people' && personIds.length === 0);
  const send = async () => {
    if (!(await write.run({ entrapmentId: one.id, ...chosen }))) return;
    message.success('已派单，正在呼叫');
    onDone();
  };
  return (
    <Frame title="人工派单" ok="派单" write={write} disabled={isMissing} onOk={send} onCancel={onCancel}>
      <Form layout="vertical">
        <Form.Item label="派给">
          <Radio.Group
            aria-label="派给"
            optionType="button"
            options={ways}
            value={whom}
            onChange={(event) => setWhom(event.target.value)}
          />
        </Form.Item>
        {whom === 'tier' ? (
          <>
            <p>
              呼叫这一级的值班人员；已经呼叫过的再提醒一次。三级是消防救援：系统不能代拨 119，请同时打电话。
            </p>
            <Radio.Group
              aria-label="派到哪一级"
              options={tiers}
              value={tier}
              style={{ display: 'grid', gap: 8 }}
              onChange={(event) => setTier(event.target.value)}
            />
          </>
        ) : null}
        {whom === 'station' ? (
          <Form.Item
            label="救援站"
            extra="叫这个站的值班人员，没有值班表的叫全部人员。它没有回应，系统接着升级到消防。"
          >
            <Select
              aria-label="救援站"
              loading={found.loading}
              placeholder="近的在前"
              value={stationId}
              notFoundContent={found.loading ? '正在读取' : '本市没有可以出动的救援站，请打电话联系'}
              options={units
                .filter(({ side }) => side === 'station')
                .map((unit) => ({
                  value: unit.id,
                  label: stationWords(unit),
                  disabled: unit.people.length === 0,
                }))}
              onChange={setStationId}
            />
          </Form.Item>
        ) : null}
        {whom === 'people' ? (
          <Form.Item
            label="人员"
            extra={`最多 ${most} 人。已经叫过、还没有回应的再提醒一次；自动派单照常进行。`}
          >
            <Select
              aria-label="人员"
              mode="multiple"
              maxCount={most}
              loading={found.loading}
              placeholder="维保单位、使用单位、救援站的人员"
              value={personIds}
              optionFilterProp="label"
              notFoundContent={found.loading ? '正在读取' : '没有可以呼叫的人员'}
              options={units
                .filter(({ people }) => people.length > 0)
                .map(({ name, side, people }) => ({
                  label: `${name}（${sides[side]}）`,
                  options: people.map((person) => ({
                    value: person.personId,
                    label: personWords(person),
                    disabled: person.state === 'accepted',
                  })),
                }))}
              onChange={setPersonIds}
            />
          </Form.Item>
        ) : null}
      </Form>
      <Refused error={found.error} />
    </Frame>
  );
}
