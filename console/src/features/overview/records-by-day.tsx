import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useShade } from '../../app/appearance';
import { type Tokens, tokens } from '../../app/tokens';
import { dayWords } from '../../lib/words';
import { Section } from '../../ui/page';
import type { Overview } from './overview-cards';

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

type Days = Overview['recordsByDay'];

/** The title says what the picture shows, so that nobody has to guess. */
function messageOf(days: Days): string {
  const sum = (pick: (day: Days[number]) => number) => days.reduce((total, day) => total + pick(day), 0);
  const valid = sum((day) => day.valid);
  const suspect = sum((day) => day.suspect);
  const invalid = sum((day) => day.invalid);
  const all = valid + suspect + invalid;
  if (all === 0) return `近 ${days.length} 天还没有维保记录`;
  const doubts = suspect + invalid === 0 ? '全部有效' : `其中待核实 ${suspect} 份、无效 ${invalid} 份`;
  return `近 ${days.length} 天完成 ${all} 份维保记录，${doubts}`;
}

const shortDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function optionOf(days: Days, colour: Tokens): echarts.EChartsCoreOption {
  const words = { color: colour['text-third'] };
  const series = (name: string, fill: string, values: number[], decal: object) => ({
    name,
    type: 'bar',
    stack: 'records',
    barMaxWidth: 28,
    itemStyle: { color: fill, decal },
    data: values,
  });
  const stripes = {
    symbol: 'rect',
    dashArrayX: [1, 0],
    dashArrayY: [3, 4],
    rotation: -Math.PI / 4,
    color: 'rgba(255,255,255,0.5)',
  };
  const dots = {
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.7,
    color: 'rgba(255,255,255,0.5)',
  };
  return {
    aria: { enabled: true },
    animationDuration: 200,
    grid: { left: 40, right: 12, top: 40, bottom: 28 },
    legend: { top: 0, right: 12, itemWidth: 14, textStyle: { color: colour['text-second'] } },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour.card,
      borderColor: colour.line,
      textStyle: { color: colour.text },
    },
    xAxis: {
      type: 'category',
      data: days.map((day) => shortDay(day.day)),
      axisLabel: words,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line } },
    },
    yAxis: {
      type: 'value',
      name: '记录（份）',
      nameLocation: 'end',
      minInterval: 1,
      nameTextStyle: words,
      axisLabel: words,
      splitLine: { lineStyle: { color: colour.line } },
    },
    series: [
      series(
        '有效',
        colour.success,
        days.map((day) => day.valid),
        { symbol: 'none' },
      ),
      series(
        '待核实',
        colour.warning,
        days.map((day) => day.suspect),
        stripes,
      ),
      series(
        '无效',
        colour.danger,
        days.map((day) => day.invalid),
        dots,
      ),
    ],
  };
}

export default function RecordsByDay({ days }: { days: Days }) {
  const place = useRef<HTMLDivElement>(null);
  const shade = useShade();
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, null, { renderer: 'svg' });
    chart.setOption(optionOf(days, tokens[shade]));
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [days, shade]);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <Section title={messageOf(days)}>
      <div ref={place} style={{ height: 260 }} />
      <div className="quiet" style={{ fontSize: 13 }}>
        来源：本平台封存的维保记录
        {first && last ? `，${dayWords(first.day)}至${dayWords(last.day)}` : ''}
        。按完成日期计；有效性以现在的核实结论为准。
      </div>
    </Section>
  );
}
