import type { ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { Radio, Space } from 'antd';
import { Section } from '../../ui/page';

type Crs = ImportRun['crs'];

const choices: { value: Crs; title: string; note: string }[] = [
  { value: 'GCJ02', title: 'GCJ-02', note: '从高德、腾讯地图或钉钉、微信采集的' },
  { value: 'BD09', title: 'BD-09', note: '从百度地图采集的' },
  { value: 'WGS84', title: 'WGS-84', note: '手持卫星定位仪采集的，或天地图（相差不到 1 米）' },
  {
    value: 'UNKNOWN',
    title: '不清楚',
    note: '坐标照样保存，但不用来判断签到距离，等现场维保人员采集后再确认',
  },
];

/** Mixing systems puts every lift 480–625 m away from itself (CHK-05): somebody must say which one it is. */
export const CrsChoice = ({ crs, onChoose }: { crs: Crs; onChoose: (crs: Crs) => void }) => (
  <Section title="经纬度用的是哪种坐标系">
    <p className="quiet" style={{ marginTop: 0 }}>
      选错会让电梯偏移约 500 米，维保人员到了现场也签不了到。拿不准时请选「不清楚」。
    </p>
    <Radio.Group value={crs} onChange={(event) => onChoose(event.target.value)}>
      <Space direction="vertical">
        {choices.map(({ value, title, note }) => (
          <Radio key={value} value={value}>
            <b>{title}</b> <span className="quiet">{note}</span>
          </Radio>
        ))}
      </Space>
    </Radio.Group>
  </Section>
);
