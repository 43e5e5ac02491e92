import { cityApi } from '@lifttrust/shared-types/city/city.contract';
import type { LiftFile } from '@lifttrust/shared-types/lift/lift.contract';
import { QRCode, Typography } from 'antd';
import { useLoad } from '../../lib/load';
import { Section } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { LiftPositionHistory } from './lift-position';
import { SwapCodes } from './swap-codes';

export const crsWords = {
  GCJ02: 'GCJ-02（高德、腾讯、钉钉）',
  BD09: 'BD-09（百度）',
  WGS84: 'WGS-84（卫星定位仪）',
  UNKNOWN: '坐标系不明',
};

/** Where it is, and how near a technician must be to count as there. */
export function LiftPlace({ lift }: { lift: LiftFile }) {
  const { position } = lift;
  const city = useLoad(cityApi.show, {}).data?.parameters.fence.radiusMetres;
  const radius =
    lift.fenceRadiusMetres === null ? `${city ?? '—'} 米内（本市统一）` : `${lift.fenceRadiusMetres} 米内`;
  return (
    <Section
      title="位置"
      extra={
        position ? (
          <StateTag
            tone={position.confirmed ? 'success' : 'warning'}
            text={position.confirmed ? '已确认' : '位置待补'}
          />
        ) : null
      }
    >
      {position ? (
        <>
          <div className="mono">
            东经 {position.lng.toFixed(6)}°，北纬 {position.lat.toFixed(6)}°
          </div>
          <div className="quiet">{crsWords[position.crs]}</div>
        </>
      ) : (
        <div>还没有坐标。维保人员首次维保签到或到现场采集后自动确认。</div>
      )}
      <div style={{ marginTop: 8 }}>
        签到范围：{position?.confirmed ? radius : '位置确认前只作记录，不作判断'}
      </div>
      <LiftPositionHistory liftId={lift.id} />
    </Section>
  );
}

/** The code as it hangs in the car: a regulator can open the public page from here. */
export function LiftCode({ lift, onChange }: { lift: LiftFile; onChange: () => void }) {
  if (!lift.codePath) return <Section title="二维码">这台电梯还没有发码。</Section>;
  const address = `${window.location.origin}${lift.codePath}`;
  return (
    <Section title="二维码" extra={<SwapCodes lift={lift} onDone={onChange} />}>
      <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
        <QRCode value={address} size={128} bordered={false} color="#181818" bgColor="#ffffff" />
        <div>
          <div className="quiet">张贴在轿厢内，乘客扫码看维保情况和求救。</div>
          <Typography.Link href={lift.codePath} target="_blank">
            打开公示页
          </Typography.Link>
        </div>
      </div>
    </Section>
  );
}
