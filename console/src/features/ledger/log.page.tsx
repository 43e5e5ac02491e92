import { type Checkpoint, ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { Descriptions, Empty, Typography } from 'antd';
import { useLoad } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { GrowthCheck } from './growth-check';

export function Component() {
  const log = useLoad(ledgerApi.checkpoint, {});
  return (
    <Page title="存证日志" note="每份维保记录、签字、退回和决定，都按先后写进同一本只能往后写的日志。">
      <Read from={log}>
        {({ checkpoint, publicKey, keyId }) => (
          <div className="columns">
            <div>
              {checkpoint ? (
                <>
                  <Latest checkpoint={checkpoint} />
                  <GrowthCheck checkpoint={checkpoint} publicKey={publicKey} />
                </>
              ) : (
                <Section title="最新检查点">
                  <Empty
                    image={Empty.PRESENTED_IMAGE_SIMPLE}
                    description="日志还是空的。第一份记录提交后一分钟内会有第一个检查点。"
                  />
                </Section>
              )}
              <Key publicKey={publicKey} keyId={keyId} />
            </div>
            <Meaning />
          </div>
        )}
      </Read>
    </Page>
  );
}

const copy = { tooltips: ['复制', '已复制'] };

const Latest = ({ checkpoint }: { checkpoint: Checkpoint }) => (
  <Section title={`最新检查点：共 ${countWords(checkpoint.size)} 条`}>
    <Descriptions
      size="small"
      column={1}
      styles={{ label: { width: 96 } }}
      items={[
        { key: 'at', label: '时间', children: momentWords(checkpoint.at) },
        { key: 'size', label: '日志条数', children: `${countWords(checkpoint.size)} 条` },
        {
          key: 'root',
          label: '总摘要',
          children: (
            <Typography.Text className="mono" copyable={copy}>
              {checkpoint.root}
            </Typography.Text>
          ),
        },
        { key: 'key', label: '签名钥匙', children: <span className="mono">{checkpoint.keyId}</span> },
        { key: 'log', label: '日志编号', children: <span className="mono">{checkpoint.logId}</span> },
      ]}
    />
  </Section>
);

const Key = ({ publicKey, keyId }: { publicKey: string; keyId: string }) => (
  <Section title="公钥">
    <div>
      钥匙编号 <span className="mono">{keyId}</span>
    </div>
    <Typography.Text className="mono" copyable={copy}>
      {publicKey}
    </Typography.Text>
    <div className="quiet">
      请与本单位备案的公钥核对一次；以后任何一份回执、证明包都能用它验证。签名用的私钥不在数据库里。
    </div>
  </Section>
);

const Meaning = () => (
  <Section title="这说明什么">
    <p style={{ marginTop: 0 }}>
      <b>改不了。</b>总摘要由全部条目算出。任何一条被改动、删除、调换或补插，总摘要就对不上。
    </p>
    <p>
      <b>赖不掉。</b>
      检查点由平台签名，每分钟之内更新一次，并另存到数据库以外的地方。换掉整本日志，也换不掉已经发出去的检查点。
    </p>
    <p>
      <b>只会变长。</b>新的检查点必须能证明自己包含旧的全部内容。左边的核对就在您的电脑上算，不用相信服务端。
    </p>
    <p className="quiet" style={{ marginBottom: 0 }}>
      最后一个检查点之后的条目，由手机上的回执担保，直到下一个检查点收录它们。
    </p>
  </Section>
);
