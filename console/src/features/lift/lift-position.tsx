import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';

/** How the position came to be confirmed, and what it still waits for. */
export function LiftPositionHistory({ liftId }: { liftId: string }) {
  const { data } = useLoad(onSiteApi.position, { liftId });
  if (!data) return null;
  return (
    <div style={{ marginTop: 8 }}>
      {data.missing > 0 ? <div>还要 {data.missing} 名维保人员到现场采集，位置才算确认。</div> : null}
      {data.contradiction ? <div>不同人员采集的位置相差太远，请到现场重新采集。</div> : null}
      {data.history.map((row) => (
        <div className="quiet" key={row.at}>
          {momentWords(row.at)} 由 {row.fixes} 名维保人员确认
          {row.fixes > 1 ? `，相差 ${row.spreadMetres} 米` : ''}
        </div>
      ))}
    </div>
  );
}
