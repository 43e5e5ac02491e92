import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import {
  equipmentStateWords,
  type Station,
  stationApi,
} from '@lifttrust/shared-types/station/station.contract';
import { App, Button, Descriptions, Popconfirm, Space, Table } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { namesOf } from '../duty/duty-words';
import { ArrangeForm } from './arrange-form';
import { EquipmentForm } from './equipment-form';
import { StandForm } from './stand-form';
import { StationPhone } from './station-phone';
import { Standing } from './stations.page';
import { TeamForm } from './team-form';

type Open = 'arrange' | 'stand' | { team: string | null } | { equipment: string | null } | null;

/** A rescue station: where it is and goes out to, its people, teams and equipment. */
export function Component() {
  const stationId = useParams().stationId ?? '';
  const station = useLoad(stationApi.show, { stationId });
  return (
    <Page title={station.data?.name ?? '救援站'} back={{ to: '/stations', text: '救援站' }}>
      <Read from={station}>{(data) => <Body station={data} onChanged={station.reload} />}</Read>
    </Page>
  );
}

function Body({ station, onChanged }: { station: Station; onChanged: () => void }) {
  const role = useSession()?.me.role;
  const [open, setOpen] = useState<Open>(null);
  const districts = useLoad(jurisdictionApi.districts, {}).data?.items ?? [];
  const areas = station.areas
    .map((area) => districts.find(({ code }) => code === area)?.name ?? area)
    .join('、');
  const isOwn = isFor(stationApi.saveTeam, role);
  const close = () => setOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  const form = { station, onClose: close, onDone: done };
  return (
    <>
      <Section
        title={<Standing station={station} />}
        extra={
          <Space wrap>
            {station.may.readPhone && station.phone ? <StationPhone stationId={station.id} /> : null}
            {station.may.arrange ? <Button onClick={() => setOpen('arrange')}>登记位置和区域</Button> : null}
            {station.may.arrange && station.areas.length > 0 ? (
              <Button danger={station.isOpen} onClick={() => setOpen('stand')}>
                {station.isOpen ? '暂停出动' : '恢复出动'}
              </Button>
            ) : null}
          </Space>
        }
      >
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2 }}
          items={[
            { key: 'address', label: '地址', children: station.address || '没有登记' },
            {
              key: 'position',
              label: '位置（GCJ-02）',
              children: station.position
                ? `${station.position.lng.toFixed(6)}，${station.position.lat.toFixed(6)}`
                : '没有登记，派站时排在知道距离的之后',
            },
            { key: 'areas', label: '出动区域', children: areas || '没有登记' },
            { key: 'phone', label: '电话', children: station.phone || '没有登记' },
            { key: 'call', label: '现在值班', children: namesOf(station.onCall) || '没有人值班' },
            { key: 'people', label: '救援人员', children: namesOf(station.rescuers) || '还没有分配账号' },
          ]}
        />
        {isOwn ? <Link to="/duty">安排值班</Link> : null}
      </Section>
      <Teams station={station} isOwn={isOwn} onOpen={(team) => setOpen({ team })} onDone={onChanged} />
      <Equipment
        station={station}
        isOwn={isOwn}
        onOpen={(equipment) => setOpen({ equipment })}
        onDone={onChanged}
      />
      {open === 'arrange' ? <ArrangeForm {...form} /> : null}
      {open === 'stand' ? <StandForm {...form} /> : null}
      {open !== null && typeof open === 'object' && 'team' in open ? (
        <TeamForm {...form} teamId={open.team} />
      ) : null}
      {open !== null && typeof open === 'object' && 'equipment' in open ? (
        <EquipmentForm {...form} equipmentId={open.equipment} />
      ) : null}
    </>
  );
}

interface Lists {
  station: Station;
  isOwn: boolean;
  onOpen: (id: string | null) => void;
  onDone: () => void;
}

function Teams({ station, isOwn, onOpen, onDone }: Lists) {
  const { message } = App.useApp();
  const end = useWrite(stationApi.endTeam);
  const drop = async (teamId: string) => {
    if (!(await end.run({ stationId: station.id, teamId }))) return;
    message.success('班组已解散');
    onDone();
  };
  return (
    <Section title="班组" extra={isOwn ? <Button onClick={() => onOpen(null)}>新建班组</Button> : null}>
      <Refused error={end.error} onClose={end.clear} />
      <Table
        size="small"
        rowKey="id"
        scroll={{ x: 'max-content' }}
        pagination={false}
        locale={{ emptyText: '还没有班组。' }}
        dataSource={station.teams}
        columns={[
          { title: '班组', render: (_, one) => <b>{one.name}</b> },
          { title: '组长', render: (_, one) => one.leader.name },
          { title: '人员', render: (_, one) => namesOf(one.members) },
          ...acts(isOwn, onOpen, '解散这个班组？', '解散', (id) => void drop(id)),
        ]}
      />
    </Section>
  );
}

function Equipment({ station, isOwn, onOpen, onDone }: Lists) {
  const { message } = App.useApp();
  const end = useWrite(stationApi.endEquipment);
  const drop = async (equipmentId: string) => {
    if (!(await end.run({ stationId: station.id, equipmentId }))) return;
    message.success('器材已注销');
    onDone();
  };
  return (
    <Section title="器材" extra={isOwn ? <Button onClick={() => onOpen(null)}>登记器材</Button> : null}>
      <Refused error={end.error} onClose={end.clear} />
      <Table
        size="small"
        rowKey="id"
        scroll={{ x: 'max-content' }}
        pagination={false}
        locale={{ emptyText: '还没有登记器材。' }}
        dataSource={station.equipment}
        columns={[
          { title: '器材', render: (_, one) => <b>{one.name}</b> },
          { title: '数量', render: (_, one) => one.quantity },
          { title: '放在哪里', render: (_, one) => one.place || '没有写' },
          { title: '状态', render: (_, one) => equipmentStateWords[one.state] },
          { title: '检查日期', render: (_, one) => (one.checkedOn ? dateWords(one.checkedOn) : '没有检查') },
          ...acts(isOwn, onOpen, '注销这件器材？', '注销', (id) => void drop(id)),
        ]}
      />
    </Section>
  );
}

const acts = (
  isOwn: boolean,
  onOpen: (id: string) => void,
  question: string,
  word: string,
  onEnd: (id: string) => void,
) =>
  isOwn
    ? [
        {
          title: '',
          render: (_: unknown, { id }: { id: string }) => (
            <Space>
              <Button size="small" onClick={() => onOpen(id)}>
                修改
              </Button>
              <Popconfirm title={question} okText={word} cancelText="取消" onConfirm={() => onEnd(id)}>
                <Button size="small" danger>
                  {word}
                </Button>
              </Popconfirm>
            </Space>
          ),
        },
      ]
    : [];
