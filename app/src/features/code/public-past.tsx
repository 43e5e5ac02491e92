import { faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';
import {
  type LiftPast,
  liftPastApi,
  type PublicEntrapment,
  type PublicFault,
  type PublicInspections,
  type PublicSupervision,
} from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { supervisedInChinese } from '@lifttrust/shared-types/disclosure/lift-past.words';
import { dayOf, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text } from '@tarojs/components';
import type { ReactNode } from 'react';
import { call } from '../../lib/call';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';
import { isOurs } from './code-token';
import { farDayInWords, ownerSaid, standingInWords } from './public-words';

/** Faults, entrapments, inspections, supervision and maintenance, each newest first (DIS-01, DIS-04). */
export function PublicPast({ token }: { token: string }) {
  const load = useLoad(() =>
    isOurs(token) ? call(liftPastApi.show, { token }) : call(liftPastApi.numbered, { number: token }),
  );
  return (
    <PageState load={load}>
      {({ faults, entrapments, inspections, supervision, visits, queriedAt }) => (
        <>
          <Section id="faults" title="故障和维修" none="没有故障记录。">
            {faults.map((fault) => (
              <Fault key={fault.reportedAt} fault={fault} />
            ))}
          </Section>
          <Section id="entrapments" title="困人和救援" none="没有困人记录。">
            {entrapments.map((one) => (
              <Entrapment key={one.reportedAt} one={one} />
            ))}
          </Section>
          <Inspections inspections={inspections} />
          <Section id="supervision" title="监督和停用" none="没有监督处理，也没有停用过。">
            {supervision.map((one) => (
              <Cell key={`${one.kind}-${one.on}-${one.about?.on}`} {...supervisedInWords(one)} />
            ))}
          </Section>
          <Section id="visits" title="维保" none="这里还没有维保记录；更早的请向使用单位查询。">
            {visits.map((visit) => (
              <Visit key={visit.recordId} visit={visit} token={token} />
            ))}
          </Section>
          <Note>查询时间 {instantInWords(queriedAt)}。</Note>
        </>
      )}
    </PageState>
  );
}

interface SectionProps {
  id: string;
  title: string;
  none: string;
  children: ReactNode[];
}

const Section = ({ id, title, none, children }: SectionProps) => (
  <Card id={`past-${id}`}>
    <CardTitle>{children.length > 0 ? `${title}（${children.length} 次）` : title}</CardTitle>
    {children.length > 0 ? children : <Text>{none}</Text>}
  </Card>
);

const dayAt = (at: number) => farDayInWords(dayOf(at));
const minutesBetween = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / 60_000));
const joined = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(' · ');

function Fault({
  fault: { sign, reportedAt, finishedAt, outcome, isMajor, stoppedAt, parts },
}: {
  fault: PublicFault;
}) {
  const end =
    finishedAt === null
      ? '正在处理'
      : `${outcome === 'no_fault' ? '到场检查没有发现故障' : '已修好'} ${dayAt(finishedAt)}`;
  const note = joined(
    end,
    stoppedAt !== null && '曾停用维修',
    isMajor && '重大修理',
    parts.length > 0 && `更换：${parts.join('、')}`,
  );
  return <Cell label={`${dayAt(reportedAt)} · ${faultSigns[sign]}`} note={note} />;
}

/** Minutes count from the first report; a false alarm has none. */
function Entrapment({ one: { kind, outcome, reportedAt, arrivedAt, freedAt } }: { one: PublicEntrapment }) {
  const note =
    outcome === 'mistaken'
      ? '误报'
      : joined(
          arrivedAt !== null && `${minutesBetween(reportedAt, arrivedAt)} 分钟到场`,
          freedAt === null ? '正在救援' : `${minutesBetween(reportedAt, freedAt)} 分钟解救`,
        );
  return <Cell label={`${dayAt(reportedAt)} · ${kind === 'hurt' ? '有人受伤或被夹' : '困人'}`} note={note} />;
}

const Inspections = ({
  inspections: { body, lastOn, nextOn, afterMajorRepair },
}: {
  inspections: PublicInspections;
}) => (
  <Card id="past-inspections">
    <CardTitle>检验</CardTitle>
    <Cell label="上次检验" value={lastOn ? farDayInWords(lastOn) : '待补'} />
    <Cell label="下次检验" value={nextOn ? farDayInWords(nextOn) : '待补'} />
    {afterMajorRepair.map((on) => (
      <Cell key={on} label="重大修理监督检验" value={farDayInWords(on)} />
    ))}
    <Cell label="辖区检验机构" value={body || '待补'} />
  </Card>
);

function supervisedInWords({ kind, on, until, about }: PublicSupervision): { label: string; note: string } {
  const isHalt = kind === 'paused' || kind === 'suspended';
  const ended = until ? `${farDayInWords(until)} 恢复使用` : '还没有恢复使用';
  const judged = about ? `${farDayInWords(about.on)} ${maintenanceClasses[about.class]}` : '';
  return { label: `${farDayInWords(on)} · ${supervisedInChinese[kind]}`, note: isHalt ? ended : judged };
}

const Visit = ({ visit, token }: { visit: LiftPast['visits'][number]; token: string }) => (
  <Cell
    label={`${farDayInWords(visit.on)} · ${maintenanceClasses[visit.class]}`}
    note={joined(visit.technicians.join('、'), visit.companyName, ownerSaid(visit))}
    aside={<Tag {...standingInWords(visit)} />}
    onPress={() => openPage('proof/record', { token, recordId: visit.recordId })}
  />
);
