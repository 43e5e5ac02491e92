import { type PaperInfo, paperScanPath } from '@lifttrust/shared-types/paper/paper.contract';
import { revealPurposes } from '@lifttrust/shared-types/person/person.contract';
import { Alert, Button, Modal, Radio, Spin } from 'antd';
import { useState } from 'react';
import { Problem } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { usePicture } from '../../ui/use-picture';
import { nameOfPaper } from './paper-words';

const purposes = [revealPurposes.check_paper, revealPurposes.investigate, revealPurposes.correct];

interface Scan {
  title: string;
  contentType: string;
  isScanned: boolean;
  mayRead: boolean;
  /** Whoever it is about has an account and reads who has looked. */
  isTold: boolean;
  /** The address of its bytes for a purpose. */
  pathOf: (purpose: string) => string;
}

export function ScanView({ paper }: { paper: PaperInfo }) {
  if (!paper.scan) return <span className="quiet">没有扫描件</span>;
  const title = `${paper.subject.name} · ${nameOfPaper(paper)}`;
  const pathOf = (purpose: string) => paperScanPath(paper.id, purpose);
  return <ScanButton scan={{ ...paper.scan, title, mayRead: paper.may.scan, isTold: true, pathOf }} />;
}

/** A scan shows numbers in the clear: whoever looks says what for, and it is written down. */
export function ScanButton({ scan }: { scan: Scan }) {
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    setAsked(null);
    setPurpose(null);
  };
  return (
    <>
      {scan.mayRead ? (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(true)}>
          查看扫描件
        </Button>
      ) : (
        '有扫描件'
      )}{' '}
      {scan.isScanned ? null : <StateTag tone="warning" text="未查毒" />}
      <Modal
        open={open}
        width={720}
        title={scan.title}
        footer={
          asked ? null : (
            <Button type="primary" disabled={!purpose} onClick={() => setAsked(purpose)}>
              查看并记录
            </Button>
          )
        }
        onCancel={close}
      >
        {asked ? (
          <Shown scan={scan} purpose={asked} />
        ) : (
          <>
            <p>
              扫描件上有完整号码。请选择用途，您的姓名、时间和用途会记入日志
              {scan.isTold ? '，本人看得到' : ''}。
            </p>
            <Radio.Group
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
              options={purposes.map((value) => ({ value, label: value }))}
            />
          </>
        )}
      </Modal>
    </>
  );
}

function Shown({ scan, purpose }: { scan: Scan; purpose: string }) {
  const { url, error } = usePicture(scan.pathOf(purpose));
  if (error) return <Problem error={error} />;
  if (!url) return <Spin />;
  return (
    <>
      {scan.isScanned ? null : (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message="这个文件没有查过病毒，请谨慎打开。"
        />
      )}
      {scan.contentType === 'application/pdf' ? (
        <a href={url} target="_blank" rel="noreferrer">
          打开 PDF
        </a>
      ) : (
        <img src={url} alt="扫描件" style={{ maxWidth: '100%' }} />
      )}
    </>
  );
}
