import { FileAddOutlined, MinusCircleOutlined, StopOutlined, SwapOutlined } from '@ant-design/icons';
import type { ImportRow, ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { StateTag } from '../../ui/state-tag';

export type Outcome = ImportRow['outcome'];
export const outcomes: Outcome[] = ['refused', 'create', 'update', 'unchanged'];

export const outcomeWords: Record<Outcome, string> = {
  create: '新增',
  update: '更新',
  unchanged: '没有变化',
  refused: '不能导入',
};

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const text = outcomeWords[outcome];
  if (outcome === 'create') return <StateTag tone="success" text={text} icon={<FileAddOutlined />} />;
  if (outcome === 'update') return <StateTag tone="brand" text={text} icon={<SwapOutlined />} />;
  if (outcome === 'refused') return <StateTag tone="danger" text={text} icon={<StopOutlined />} />;
  return <StateTag tone="plain" text={text} icon={<MinusCircleOutlined />} />;
}

const states: Record<ImportRun['state'], { tone: 'brand' | 'warning' | 'success' | 'plain'; text: string }> =
  {
    mapping: { tone: 'brand', text: '等待对应列' },
    checking: { tone: 'brand', text: '正在核对' },
    checked: { tone: 'warning', text: '已核对，未写入' },
    committing: { tone: 'brand', text: '正在写入' },
    committed: { tone: 'success', text: '已写入台账' },
    cancelled: { tone: 'plain', text: '已停止' },
  };

export const ImportStateTag = ({ state }: { state: ImportRun['state'] }) => <StateTag {...states[state]} />;
