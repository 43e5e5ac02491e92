import { Steps } from 'antd';

const titles = ['选择表格', '对应列', '核对', '写入台账'];

export const ImportSteps = ({ at }: { at: number }) => (
  <Steps
    current={at}
    size="small"
    style={{ margin: '4px 0 20px', maxWidth: 760 }}
    items={titles.map((title) => ({ title }))}
  />
);
