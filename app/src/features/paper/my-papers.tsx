import { actsForOwner, type Role } from '@lifttrust/shared-types/kernel/access';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Note, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';
import { linesOf, nameOfPaper, stateOf } from './paper-words';
import { SendPaper } from './send-paper';

type Mine = ResultOf<typeof paperApi.mine>;

/** Their papers are nobody's business here, and the service takes none. */
const onlyLooksOn: readonly Role[] = ['reviewer', 'auditor', 'hotline_operator'];
const technicianWords = {
  fine: '可以安排作业',
  stopped: '现在不能安排作业',
  lacking: '只能在持证人员带领下协助作业',
};
const officerWords = {
  fine: '证照齐全',
  stopped: '现在不能担任电梯安全员',
  lacking: '证照还不齐全',
};

/** My certificates and contracts, whether I may be assigned and why not, and a way to send in a new one. */
export function MyPapers() {
  const load = useLoad(async () => ({
    me: await call(sessionApi.me, {}),
    mine: await call(paperApi.mine, {}),
  }));
  return (
    <PageState load={load}>
      {({ me, mine }) => <Papers role={me.role} mine={mine} onSent={load.reload} />}
    </PageState>
  );
}

function Papers({ role, mine, onSent }: { role: Role; mine: Mine; onSent: () => void }) {
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(false);
  const current = mine.items.filter(({ state }) => state === 'entered' || state === 'verified');
  const past = mine.items.filter((paper) => !current.includes(paper));
  const worksOnLifts = role === 'technician' || role === 'owner_officer';
  return (
    <>
      <Title>我的证照</Title>
      {sent ? (
        <Notice
          id="paper-sent"
          tone="success"
          title="已上传"
          lines={['核验后生效。没有通过的，会发消息告诉您原因。']}
        />
      ) : null}
      {worksOnLifts ? <Standing isOfficer={role === 'owner_officer'} mine={mine} /> : null}
      {current.length === 0 ? (
        <Note>
          {onlyLooksOn.includes(role)
            ? '您的身份不需要登记证照。'
            : '还没有登记证照。可以自己拍照上传，由单位或监管单位核验后生效。'}
        </Note>
      ) : (
        <PaperCards papers={current} />
      )}
      {sending ? (
        <SendPaper
          item={actsForOwner(role) ? 'A' : 'T'}
          onClose={() => setSending(false)}
          onSent={() => {
            setSending(false);
            setSent(true);
            onSent();
          }}
        />
      ) : onlyLooksOn.includes(role) ? null : (
        <Button
          id="send-paper"
          icon="camera"
          label="拍照上传新证"
          onPress={() => {
            setSent(false);
            setSending(true);
          }}
        />
      )}
      {past.length > 0 ? <SectionTitle>以往的证照</SectionTitle> : null}
      {past.length > 0 ? <PaperCards papers={past} /> : null}
      <Note>号码只显示首尾几位。扫描件加密保存，谁看过可以在“谁看过我的信息”里查到。</Note>
    </>
  );
}

const PaperCards = ({ papers }: { papers: Mine['items'] }) => (
  <Card>
    {papers.map((paper) => (
      <Cell
        key={paper.id}
        label={nameOfPaper(paper)}
        note={linesOf(paper)}
        aside={<Tag {...stateOf(paper)} />}
      />
    ))}
  </Card>
);

function Standing({ mine: { obstacles }, isOfficer }: { mine: Mine; isOfficer: boolean }) {
  const words = isOfficer ? officerWords : technicianWords;
  if (obstacles.length === 0) return <Notice id="standing" tone="success" title={words.fine} />;
  const isStopped = obstacles.some(({ stops }) => stops);
  return (
    <Notice
      id="standing"
      tone={isStopped ? 'danger' : 'warning'}
      title={isStopped ? words.stopped : words.lacking}
      lines={obstacles.map(({ message }) => `${message}。`)}
    />
  );
}
