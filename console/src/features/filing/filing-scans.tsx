import { type FilingPaper, filingPapers } from '@lifttrust/shared-types/filing/filing.rules';
import { Button, Card, Space } from 'antd';
import { filingDesk } from '../../lib/upload';
import { sizeWords } from '../../lib/words';
import { ScanField } from '../paper/scan-field';

/** A scan that the next hand-in is to have. */
export interface SentScan {
  fileId: string;
  paper: FilingPaper;
  words: string;
}

interface Props {
  token: string;
  scans: SentScan[];
  onScans: (change: (scans: SentScan[]) => SentScan[]) => void;
}

const hints: Partial<Record<FilingPaper, string>> = {
  certificates: '每名持证人员一份，也可以合成一个 PDF',
  contracts: '每名人员一份，也可以合成一个 PDF',
};
const isMany = (paper: FilingPaper) => hints[paper] !== undefined;

/** Each paper with what was sent of it; papers of the unit once, those of its people as often as there are people. */
export function FilingScans({ token, scans, onScans }: Props) {
  const papers = Object.entries(filingPapers) as [FilingPaper, string][];
  return (
    <Card size="small" title="材料扫描件" style={{ marginBottom: 12 }}>
      <p className="quiet">
        PDF、JPG 或 PNG，每个不超过 20 MB，最多 20
        个。加密保存，只有审核人员能看，查看会留下记录。没有随备案提交的，一天后自动删除。
      </p>
      <Space direction="vertical" size="middle" style={{ width: '100%' }}>
        {papers.map(([paper, label]) => {
          const sent = scans.filter((scan) => scan.paper === paper);
          return (
            <div key={paper} data-paper={paper}>
              <b>{label}</b> {isMany(paper) ? <span className="quiet">{hints[paper]}</span> : null}
              {sent.map(({ fileId, words }) => (
                <div key={fileId}>
                  已上传：{words}{' '}
                  <Button
                    type="link"
                    size="small"
                    onClick={() => onScans((known) => known.filter((one) => one.fileId !== fileId))}
                  >
                    去掉
                  </Button>
                </div>
              ))}
              {isMany(paper) || sent.length === 0 ? (
                <div style={{ marginTop: 4 }}>
                  <ScanField
                    fileId={null}
                    label={sent.length > 0 ? '再传一个' : '选择扫描件'}
                    desk={filingDesk(token, paper)}
                    onFile={(fileId, file) => {
                      if (!fileId) return;
                      const words = file ? `${file.name}（${sizeWords(file.size)}）` : '扫描件';
                      onScans((known) => [...known, { fileId, paper, words }]);
                    }}
                  />
                </div>
              ) : null}
            </div>
          );
        })}
      </Space>
    </Card>
  );
}
