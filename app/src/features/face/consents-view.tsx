import { faceApi, type MyConsents } from '@lifttrust/shared-types/face/face.contract';
import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';
import { Withdraw } from './enrolment-state';
import './face.scss';

const actWords = { given: '同意', withdrawn: '撤回同意', deleted: '人脸信息已删除' };

/** What I have agreed to, since when, what is kept because of it, and the way back. */
export function ConsentsView() {
  const load = useLoad(() => call(faceApi.consents, {}));
  return (
    <PageState load={load}>
      {(mine) => (
        <>
          <Title>我的同意</Title>
          <Lead>同意与否由您决定，随时可以撤回，不影响工作。</Lead>
          <Given mine={mine} />
          {mine.current ? (
            <>
              <Kept kept={mine.kept} />
              <Withdraw onWithdrawn={load.reload} />
            </>
          ) : (
            <Button
              id="to-enrol"
              kind="secondary"
              icon="face"
              label="去登记人脸"
              onPress={() => openPage('technician/enrol')}
            />
          )}
          <History history={mine.history} />
        </>
      )}
    </PageState>
  );
}

function Given({ mine: { current, text } }: { mine: MyConsents }) {
  const [open, setOpen] = useState(false);
  return (
    <Card id="consent-given">
      <CardTitle>人脸信息</CardTitle>
      {current ? (
        <>
          <Cell label="状态" value="已同意" />
          <Cell label="同意时间" value={instantInWords(current.givenAt)} />
          <Cell label="告知书版本" value={current.version} />
          {current.version === text.version ? null : (
            <Note>告知书已更新为 {text.version}。到“人脸登记”重新阅读后，才能继续用人脸核验。</Note>
          )}
        </>
      ) : (
        <Note>现在没有同意。核验身份时用不用人脸的方式，同样有效。</Note>
      )}
      <Button
        id="read-text"
        kind="quiet"
        label={open ? '收起告知书' : `看现行告知书（${text.version}）`}
        onPress={() => setOpen(!open)}
      />
      {open ? (
        <View id="consent-words">
          {text.paragraphs.map((paragraph) => (
            <Text className="consent__paragraph" key={paragraph}>
              {paragraph}
            </Text>
          ))}
        </View>
      ) : null}
    </Card>
  );
}

const Kept = ({ kept }: { kept: MyConsents['kept'] }) => (
  <Card id="consent-kept">
    <CardTitle>现在保存着</CardTitle>
    <Cell label="登记照片" value={kept.portrait ? '一张，加密' : '没有'} />
    <Cell label="人脸特征" value={kept.template ? '一份，加密' : '没有'} />
    <Cell label="等人核验的照片" value={kept.pictures > 0 ? `${kept.pictures} 张` : '没有'} />
    {kept.since === null ? null : <Cell label="开始保存" value={instantInWords(kept.since)} />}
    <Note>离职或撤回后，登记照片和人脸特征立即删除，最长不超过 {faceRetention.deletionDays} 天。</Note>
  </Card>
);

const History = ({ history }: { history: MyConsents['history'] }) => (
  <Card id="consent-history">
    <CardTitle>历史</CardTitle>
    {history.length === 0 ? <Note>还没有记录。</Note> : null}
    {history.map(({ act, version, at }) => (
      <Cell
        key={`${act}-${at}-${version}`}
        label={actWords[act]}
        value={instantInWords(at)}
        {...(version ? { note: `告知书 ${version}` } : {})}
      />
    ))}
  </Card>
);
