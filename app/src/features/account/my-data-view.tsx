import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { type OwnDataSection, privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../lib/call';
import { copyText } from '../../platform/outside-page';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

type OwnData = ResultOf<typeof privacyApi.data>;

/** Everything as plain text, to keep or to send to whoever one likes. */
const asText = ({ madeAt, sections }: OwnData): string =>
  [
    `平台保存的我的信息（${instantInWords(madeAt)}）`,
    ...sections.map(({ title, why, keptFor, items }) =>
      [
        `【${title}】${why}。保存：${keptFor}。`,
        ...items.map(({ facts }) => facts.map(({ label, value }) => `${label}：${value}`).join('；')),
      ].join('\n'),
    ),
  ].join('\n\n');

export function MyDataView() {
  const load = useLoad(() => call(privacyApi.data, {}));
  return (
    <PageState load={load}>
      {(data) => (
        <>
          <Title>平台保存的我的信息</Title>
          <Lead>每一类都写明用途和保存多久。每次查看和导出都有记录。</Lead>
          {data.sections.map((section) => (
            <SectionCard key={section.title} section={section} />
          ))}
          <CopyAll data={data} />
        </>
      )}
    </PageState>
  );
}

function CopyAll({ data }: { data: OwnData }) {
  const [copied, setCopied] = useState(false);
  const { running, problem, run } = useAct();
  const copy = () =>
    run('copy', async () => {
      await copyText(asText(data));
      setCopied(true);
    });
  return (
    <>
      {copied ? <Notice id="copied" tone="success" title="已复制，可以粘贴到备忘录或聊天里" /> : null}
      <Refusals problem={problem} />
      <Button
        id="copy-all"
        kind="secondary"
        icon="list"
        label="复制全部"
        busy={running !== null}
        onPress={copy}
      />
    </>
  );
}

const SectionCard = ({ section }: { section: OwnDataSection }) => (
  <Card>
    <CardTitle>{section.title}</CardTitle>
    <Note>用途：{section.why}。</Note>
    <Note>保存：{section.keptFor}。</Note>
    {section.items.length === 0 ? <Note>没有。</Note> : null}
    {section.items.map(({ facts }) => (
      <View key={facts.map(({ value }) => value).join()}>
        {facts.map(({ label, value }) => (
          <Cell key={label} label={label} value={value} />
        ))}
      </View>
    ))}
    {section.left > 0 ? <Note>另有 {section.left} 条更早的，没有在这里列出。</Note> : null}
  </Card>
);
