import {
  type KindPreference,
  type MessagePreferences,
  messageApi,
  type PreferenceChoice,
  type QuietHours,
} from '@lifttrust/shared-types/message/message.contract';
import { App, Radio, Space, Switch, Table, Tag, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useLoad, useWrite } from '../../lib/load';
import { Page, Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';

const format = 'HH:mm';
const usual: QuietHours = { from: '22:00', until: '07:00' };
const hoursWords = ({ from, until }: QuietHours): string =>
  `${from} 至${until <= from ? '次日 ' : ' '}${until}`;

/** How one's own messages ring: what may be chosen, and what the rules want one to get. */
export function Component() {
  const { message } = App.useApp();
  const mine = useLoad(messageApi.preferences, {});
  const save = useWrite(messageApi.setPreferences);
  const choose = async (now: MessagePreferences, change: Partial<PreferenceChoice>) => {
    const { quiet, digest, muted } = { ...now, ...change };
    if (!(await save.run({ quiet, digest, muted }))) return;
    message.success('已保存');
    mine.reload();
  };
  return (
    <Page title="消息设置" note="只管钉钉、微信和短信的提醒。消息箱里每条都有，一条不少。">
      <Refused error={save.error} onClose={save.clear} />
      <Read from={mine}>
        {(now) => (
          <>
            <Times now={now} choose={(change) => choose(now, change)} />
            <Kinds now={now} choose={(change) => choose(now, change)} />
          </>
        )}
      </Read>
    </Page>
  );
}

interface Props {
  now: MessagePreferences;
  choose: (change: Partial<PreferenceChoice>) => void;
}

const Times = ({ now, choose }: Props) => (
  <Section title="什么时候提醒">
    <Space wrap size="large">
      <Radio.Group
        value={now.quiet ? 'own' : 'city'}
        onChange={({ target }) => choose({ quiet: target.value === 'own' ? (now.cityQuiet ?? usual) : null })}
        options={[
          {
            value: 'city',
            label: now.cityQuiet ? `按城市规定（${hoursWords(now.cityQuiet)}）` : '不设免打扰',
          },
          { value: 'own', label: '自己定' },
        ]}
      />
      {now.quiet ? (
        <TimePicker.RangePicker
          order={false}
          format={format}
          allowClear={false}
          needConfirm
          value={[dayjs(now.quiet.from, format), dayjs(now.quiet.until, format)]}
          onChange={(times) => {
            const [from, until] = times ?? [];
            if (from && until) choose({ quiet: { from: from.format(format), until: until.format(format) } });
          }}
        />
      ) : null}
    </Space>
    <p className="quiet">免打扰时间里的提醒，过后再送到，最长 12 小时；困人等关系安全的照常提醒。</p>
    {now.digestAt ? (
      <Space>
        <Switch aria-label="早间汇总" checked={now.digest} onChange={(digest) => choose({ digest })} />
        <span>不急的消息合在一起，每天 {now.digestAt} 提醒一次</span>
      </Space>
    ) : null}
  </Section>
);

const urgencyWords: Record<KindPreference['urgency'], string> = {
  safety: '关系安全，随时提醒',
  prompt: '到了就提醒',
  low: '不急，早间汇总',
};

const Kinds = ({ now, choose }: Props) => (
  <Section title="哪些要提醒">
    <Table<KindPreference>
      rowKey="kind"
      size="middle"
      pagination={false}
      scroll={{ x: 640 }}
      dataSource={[...now.kinds].sort((a, b) => Number(a.duty !== null) - Number(b.duty !== null))}
      columns={[
        { title: '消息', dataIndex: 'title' },
        { title: '什么时候', dataIndex: 'urgency', render: (_, { urgency }) => urgencyWords[urgency] },
        {
          title: '提醒',
          dataIndex: 'kind',
          render: (_, { kind, title, duty }) =>
            duty === null ? (
              <Switch
                aria-label={title}
                checked={!now.muted.some((muted) => muted === kind)}
                onChange={(isOn) => {
                  const rest: string[] = now.muted.filter((muted) => muted !== kind);
                  const muted = isOn ? rest : [...rest, kind];
                  choose({ muted: muted as PreferenceChoice['muted'] });
                }}
              />
            ) : (
              <Tag>必须收</Tag>
            ),
        },
        {
          title: '依据',
          dataIndex: 'duty',
          render: (_, { duty }) => duty ?? <span className="quiet">可以选</span>,
        },
      ]}
    />
  </Section>
);
