import type { DeviceChange } from '@lifttrust/shared-types/device/device.contract';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import type { OpenSession } from '@lifttrust/shared-types/session/session.contract';
import { momentWords } from '../../lib/words';
import type { Columns } from '../../ui/list-table';

export const changeStateWords: Record<DeviceChange['state'], string> = {
  waiting: '待处理',
  approved: '已批准',
  refused: '未批准',
  withdrawn: '已撤回',
};

const channels: Record<string, string> = { dingtalk: '钉钉', wechat: '微信', sandbox: '预览' };

/** From where somebody came in: 钉钉 · 后台. */
export const channelWords = ({ channel, isDesk }: Pick<OpenSession, 'channel' | 'isDesk'>): string =>
  `${channels[channel] ?? channel}${isDesk ? ' · 后台' : ''}`;

/** A phone that told nothing of itself is still a phone. */
export const deviceWords = (text: string): string => text || '没有型号信息';

const personOf = ({ person, organisation }: Pick<DeviceChange, 'person' | 'organisation'>) => (
  <>
    {person.name} <span className="quiet">{organisation.name}</span>
  </>
);

export const changeColumns: Columns<DeviceChange> = [
  { title: '人员', dataIndex: 'person', render: (_, row) => personOf(row) },
  { title: '想换成', dataIndex: 'device', render: (_, row) => deviceWords(row.device) },
  { title: '现在用', dataIndex: 'before', render: (_, row) => deviceWords(row.before) },
  { title: '理由', dataIndex: 'reason' },
  {
    title: '申请时间',
    dataIndex: 'askedAt',
    className: 'nowrap',
    render: (_, row) => momentWords(row.askedAt),
  },
  { title: '状态', dataIndex: 'state', render: (_, row) => stateOf(row) },
];

function stateOf(row: DeviceChange) {
  const word = changeStateWords[row.state];
  if (row.state === 'approved' && row.effectiveAt)
    return (
      <>
        {word} <span className="quiet">{momentWords(row.effectiveAt)}起生效</span>
      </>
    );
  return (
    <>
      {word} <span className="quiet">{row.decision}</span>
    </>
  );
}

export const sessionColumns: Columns<OpenSession> = [
  { title: '人员', dataIndex: 'person', render: (_, row) => personOf(row) },
  { title: '身份', dataIndex: 'role', render: (_, row) => roleWords[row.role] },
  {
    title: '从哪里登录',
    dataIndex: 'channel',
    render: (_, row) => channelWords(row),
  },
  { title: '设备', dataIndex: 'device', render: (_, row) => deviceWords(row.device) },
  {
    title: '登录时间',
    dataIndex: 'startedAt',
    className: 'nowrap',
    render: (_, row) => momentWords(row.startedAt),
  },
];
