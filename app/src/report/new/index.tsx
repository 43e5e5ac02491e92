import type { LiftCorrection } from '@lifttrust/shared-types/lift/on-site.contract';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import {
  categoriesOf,
  type ReportCategory,
  type ReportKind,
  reportCategories,
  reportKinds,
} from '@lifttrust/shared-types/public-report/public-report.rules';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Choices } from '../../features/public-report/choices';
import { keepReport } from '../../features/public-report/kept-reports';
import { Remind } from '../../features/public-report/remind';
import { ReportPictures } from '../../features/public-report/report-pictures';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { signInCode } from '../../platform/sign-in';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

const kinds = Object.keys(reportKinds) as ReportKind[];
const stars = ['5', '4', '3', '2', '1'] as const;
const correctable = {
  ownNumber: '单位内编号',
  place: '使用地点',
  address: '详细地址',
  rescueCode: '应急救援识别码',
} as const;
type Correctable = keyof typeof correctable;
const fields = Object.keys(correctable) as Correctable[];

/** Whoever stands in or before a lift says what is the matter; no account, the secret stays on this phone. */
export default function NewReportPage() {
  const { params } = useRouter();
  const code = params.token ?? '';
  const [kind, setKind] = useState<ReportKind>(code ? 'complaint' : 'opinion');
  const [category, setCategory] = useState<ReportCategory>(categoriesOf[kind][0] ?? 'other');
  const [text, setText] = useState('');
  const [star, setStar] = useState<(typeof stars)[number] | null>(null);
  const [proposal, setProposal] = useState<LiftCorrection>({});
  const [phone, setPhone] = useState('');
  const [named, setNamed] = useState<'no' | 'yes'>('no');
  // Kept while the answer is uncertain: the same report sent again is one report.
  const [clientKey, setClientKey] = useState(() => randomId(device.now()));
  const [token, setToken] = useState<string | null>(null);
  const { running, problem, run } = useAct();
  const choose = (next: ReportKind) => {
    setKind(next);
    setCategory(categoriesOf[next][0] ?? 'other');
  };
  const send = () =>
    run('send', async () => {
      const ticket =
        kind === 'evaluation' ? (await call(publicReportApi.ticket, { code })).ticket : undefined;
      const given = await call(publicReportApi.submit, {
        ...{ kind, category, text: text.trim(), clientKey, agreesToBeNamed: named === 'yes' },
        ...(code ? { code } : {}),
        ...(ticket ? { ticket } : {}),
        ...(kind === 'evaluation' && text.trim() ? await wechatCode() : {}),
        ...(kind === 'evaluation' && star ? { stars: Number(star) } : {}),
        ...(kind === 'correction' ? { proposal: filled(proposal) } : {}),
        ...(phone.trim() ? { callbackPhone: phone.trim() } : {}),
      });
      keepReport({
        token: given.token,
        title: `${reportKinds[kind]}：${reportCategories[category]}`,
        at: device.now(),
      });
      setClientKey(randomId(device.now()));
      setToken(given.token);
    });
  if (token) return <Sent token={token} />;
  return (
    <Screen
      id="new-report"
      footer={<Button id="send-report" icon="send" label="提交" busy={running !== null} onPress={send} />}
    >
      <Title>您要反映什么？</Title>
      <Lead>有人被困请直接拨打救援电话，不要在这里留言。</Lead>
      <Card>
        <Choices
          id="kind"
          label="种类"
          options={kinds
            .filter((one) => code !== '' || one === 'opinion')
            .map((one) => ({ key: one, label: reportKinds[one] }))}
          chosen={kind}
          onChoose={choose}
        />
        {categoriesOf[kind].length > 1 ? (
          <Choices
            id="category"
            label="哪一类"
            options={categoriesOf[kind].map((one) => ({ key: one, label: reportCategories[one] }))}
            chosen={category}
            onChoose={setCategory}
          />
        ) : null}
        {kind === 'evaluation' ? (
          <Choices
            id="stars"
            label="几颗星"
            options={stars.map((one) => ({ key: one, label: `${one} 星` }))}
            chosen={star}
            onChoose={setStar}
          />
        ) : null}
        {kind === 'correction' ? (
          <>
            <Note>只填写您看到不对的，写上应当是什么。</Note>
            {fields.map((field) => (
              <Field
                key={field}
                id={`proposal-${field}`}
                label={correctable[field]}
                value={String(proposal[field] ?? '')}
                maxLength={100}
                onChange={(value) => setProposal({ ...proposal, [field]: value })}
              />
            ))}
          </>
        ) : (
          <Field
            id="text"
            label={kind === 'evaluation' ? '想说的话（可不填）' : '情况'}
            value={text}
            lines="many"
            maxLength={1000}
            placeholder="什么时候、哪一层、怎么样。请不要写别人的姓名和电话。"
            onChange={setText}
          />
        )}
      </Card>
      {kind === 'evaluation' ? (
        <Note>留言由人看过以后才会公开。每部手机每天可以评价一台电梯一次。</Note>
      ) : (
        <Card>
          <Field
            id="phone"
            label="电话（可不填）"
            kind="number"
            value={phone}
            maxLength={20}
            placeholder="方便核实情况，30 天后自动删除"
            onChange={setPhone}
          />
          {phone.trim() ? (
            <Choices
              id="named"
              label="办理单位可以知道我的电话吗？"
              options={[
                { key: 'no', label: '不可以，只给监管部门' },
                { key: 'yes', label: '可以' },
              ]}
              chosen={named}
              onChoose={setNamed}
            />
          ) : null}
          <Note>维保单位和使用单位不会知道是谁反映的，除非您同意。提交后可以加照片。</Note>
        </Card>
      )}
      <Refusals problem={problem} />
      <Button id="my-reports" kind="quiet" label="看我以前的反映" onPress={() => openPage('report/follow')} />
    </Screen>
  );
}

/** Received: pictures, and a word when there is an answer, are asked for now and not before. */
function Sent({ token }: { token: string }) {
  const load = useLoad(() => call(publicReportApi.mine, { token }));
  return (
    <Screen
      id="report-sent"
      footer={<Button id="follow" label="查看进度" onPress={() => openPage('report/follow', { token })} />}
    >
      <Notice
        id="sent"
        tone="success"
        title="收到了，谢谢您"
        lines={['查询凭证已存在这部手机里，随时可以在“我的反映”看进度。', '换手机或清理数据后就看不到了。']}
      />
      <PageState load={load}>
        {(report) => (
          <>
            <ReportPictures token={token} report={report} onSent={load.reload} />
            <Remind token={token} offer={report.offer} onDone={load.reload} />
          </>
        )}
      </PageState>
    </Screen>
  );
}

/** Whose WeChat it is, for WeChat's check of what becomes public; without it a person looks, and nothing else changes. */
async function wechatCode(): Promise<{ wechatCode?: string }> {
  const given = await signInCode().catch(() => null);
  return given?.channel === 'wechat' ? { wechatCode: given.code } : {};
}

const filled = (proposal: LiftCorrection): LiftCorrection =>
  Object.fromEntries(
    Object.entries(proposal).flatMap(([field, value]) => {
      const words = String(value ?? '').trim();
      return words ? [[field, words]] : [];
    }),
  );
