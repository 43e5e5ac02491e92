import { type PaperInfo, paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { App, Button, Empty, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { nameOfPaper, PaperStateTag, subItemLine, TermTag, termWords } from './paper-words';
import { ScanView } from './scan-view';

interface Props {
  title: string;
  papers: PaperInfo[];
  /** Why there are none and what to do. */
  empty: string;
  mayEnd: boolean;
  onChanged: () => void;
}

/** Papers with state, term, scan and who decided; those that no longer count stay below as history. */
export function PaperList({ title, papers, empty, mayEnd, onChanged }: Props) {
  const isPast = ({ state }: PaperInfo) => state === 'ended' || state === 'rejected';
  const now = papers.filter((paper) => !isPast(paper));
  const past = papers.filter(isPast);
  return (
    <>
      <Section title={title}>
        {now.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
        ) : (
          now.map((paper) => <Row key={paper.id} paper={paper} mayEnd={mayEnd} onChanged={onChanged} />)
        )}
      </Section>
      {past.length > 0 ? (
        <Section title="以往的证照">
          {past.map((paper) => (
            <Row key={paper.id} paper={paper} mayEnd={false} onChanged={onChanged} />
          ))}
        </Section>
      ) : null}
    </>
  );
}

function Row({ paper, mayEnd, onChanged }: { paper: PaperInfo; mayEnd: boolean; onChanged: () => void }) {
  return (
    <div style={{ padding: '10px 0', borderBottom: '1px solid var(--line)' }}>
      <Space wrap>
        <strong>{nameOfPaper(paper)}</strong>
        <PaperStateTag paper={paper} />
        <TermTag paper={paper} />
      </Space>
      <div>
        {paper.number ? <span className="mono">{paper.number} · </span> : null}
        {termWords(paper)}
        {paper.kind === 'employment' && paper.organisation ? ` · ${paper.organisation.name}` : ''}
      </div>
      {paper.subItems.map((subItem) => (
        <div key={subItem.code}>{subItemLine(subItem)}</div>
      ))}
      <div className="quiet">
        {paper.enteredAt === null
          ? '从以前的台账带入'
          : `${paper.enteredBy} ${dayWords(dayOf(paper.enteredAt))}登记`}
        {paper.decidedAt === null
          ? ''
          : `，${paper.decidedBy || '系统'} ${dayWords(dayOf(paper.decidedAt))}处理`}
        {paper.reason ? `：${paper.reason}` : ''}
      </div>
      <Space wrap style={{ marginTop: 4 }}>
        <ScanView paper={paper} />
        {paper.may.decide ? <Decide paper={paper} onChanged={onChanged} /> : null}
        {mayEnd && paper.counts && paper.enteredAt !== null ? (
          <End paper={paper} onChanged={onChanged} />
        ) : null}
      </Space>
    </div>
  );
}

function Decide({ paper, onChanged }: { paper: PaperInfo; onChanged: () => void }) {
  const { message } = App.useApp();
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const decide = useWrite(paperApi.decide);
  const send = async (accept: boolean) => {
    const done = await decide.run({ paperId: paper.id, accept, reason: accept ? '' : reason.trim() });
    if (!done) return;
    setRejecting(false);
    message.success(accept ? '已核验通过' : '已退回，并告诉了登记的人');
    onChanged();
  };
  return (
    <>
      <Button size="small" type="primary" loading={decide.busy} onClick={() => send(true)}>
        核验通过
      </Button>
      <Button size="small" danger onClick={() => setRejecting(true)}>
        退回
      </Button>
      {rejecting ? null : <Refused error={decide.error} onClose={decide.clear} />}
      <Modal
        open={rejecting}
        title="退回这份证照"
        okText="退回"
        cancelText="再看看"
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: decide.busy }}
        onOk={() => send(false)}
        onCancel={() => setRejecting(false)}
      >
        <Input.TextArea
          aria-label="退回的理由"
          rows={3}
          maxLength={300}
          placeholder="写明哪里不对、怎么改，例如：照片上的有效期看不清，请重拍。"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Refused error={decide.error} />
      </Modal>
    </>
  );
}

function End({ paper, onChanged }: { paper: PaperInfo; onChanged: () => void }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const end = useWrite(paperApi.end);
  const send = async () => {
    if (!(await end.run({ paperId: paper.id, reason: reason.trim() }))) return;
    setOpen(false);
    message.success('已终止');
    onChanged();
  };
  return (
    <>
      <Button size="small" type="text" onClick={() => setOpen(true)}>
        终止
      </Button>
      <Modal
        open={open}
        title={`终止${nameOfPaper(paper)}`}
        okText="终止"
        cancelText="不终止"
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: end.busy }}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p>从今天起不再算数，历史保留，不能恢复；需要时重新登记。</p>
        <Input.TextArea
          aria-label="终止的理由"
          rows={3}
          maxLength={300}
          placeholder="例如：证书被吊销；登记时填错。"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Refused error={end.error} />
      </Modal>
    </>
  );
}
