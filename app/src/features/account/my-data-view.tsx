import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { type OwnDataSection, privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { PageState } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
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
          <Button
            id="copy-all"
            kind="secondary"
            icon="check"
            label="复制全部"
            onPress={() => void Taro.setClipboardData({ data: asText(data) })}
          />
        </>
      )}
    </PageState>
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
