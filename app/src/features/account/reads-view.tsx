import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { type PersonalRead, privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Empty, PageState } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

const step = 20;
const most = 100;

export function ReadsView() {
  const [shown, setShown] = useState(step);
  const load = useLoad(() => call(privacyApi.reads, { pageSize: shown }));
  const more = () => {
    setShown(Math.min(most, shown + step));
    load.reload();
  };
  return (
    <PageState load={load}>
      {({ items, total }) =>
        items.length === 0 ? (
          <Empty icon="check" title="还没有人看过" line="有人查看您的手机号、证件或人脸时，会记在这里。" />
        ) : (
          <>
            <Title>共 {total} 次</Title>
            <Lead>查看您的手机号、证件、人脸照片等个人信息，都要写明原因。</Lead>
            {items.map((read) => (
              <ReadCard key={`${read.at}${read.by}${read.what}`} read={read} />
            ))}
            {total > items.length && shown < most ? (
              <Button id="more" kind="quiet" label="再看更早的" onPress={more} />
            ) : null}
          </>
        )
      }
    </PageState>
  );
}

const ReadCard = ({ read }: { read: PersonalRead }) => (
  <Card>
    <CardTitle>{read.by}</CardTitle>
    <Text>{read.what}</Text>
    {read.purpose ? <Note>原因：{read.purpose}</Note> : null}
    <Note>{[read.organisation, instantInWords(read.at)].filter(Boolean).join(' · ')}</Note>
  </Card>
);
