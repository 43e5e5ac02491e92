import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { remarkableShare } from '@lifttrust/shared-types/delay/delay.rules';
import { Alert } from 'antd';
import { useLoad } from '../../lib/load';

/** Companies that explain remarkably many of their lifts; nothing is shown where nobody does. */
export function DelayShares() {
  const shares = useLoad(delayApi.shares, {});
  const many = (shares.data?.items ?? []).filter(({ remarkable }) => remarkable);
  if (many.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      message={`${many.length} 家维保单位近 30 天说明的电梯超过本单位的 ${Math.round(remarkableShare * 100)}%，请留意是否滥用`}
      description={many
        .slice(0, 5)
        .map(({ company, explained, lifts }) => `${company.name}：${lifts} 台中 ${explained} 台`)
        .join('；')}
    />
  );
}
