import {
  type LiftPast,
  liftPastApi,
  type PublicEntrapment,
  type PublicFault,
  type PublicInspections,
  type PublicSupervision,
} from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { historyInEnglish } from '@lifttrust/shared-types/disclosure/lift-past.words.en';
import { english } from '@lifttrust/shared-types/disclosure/public-page.words.en';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Text } from '@tarojs/components';
import type { ReactNode } from 'react';
import { call } from '../../lib/call';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';
import { isOurs } from './code-token';
import { EnglishState } from './english-state';
import { inApp, ownerInEnglish, recordInEnglish } from './english-words';

const words = historyInEnglish;
const dayAt = (at: number) => english.day(dayOf(at));
const minutesBetween = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / 60_000));
const joined = (...parts: (string | false)[]) => parts.filter(Boolean).join(' · ');

/** Faults, entrapments, inspections, supervision and maintenance, each newest first (DIS-01, DIS-04). */
export function EnglishPast({ token }: { token: string }) {
  const load = useLoad(() =>
    isOurs(token) ? call(liftPastApi.show, { token }) : call(liftPastApi.numbered, { number: token }),
  );
  return (
    <EnglishState load={load}>
      {({ faults, entrapments, inspections, supervision, visits }) => (
        <>
          <Section id="faults" title={words.faults(String(faults.length))} none={words.noFaults}>
            {faults.map((fault) => (
              <Cell key={fault.reportedAt} {...faultInWords(fault)} />
            ))}
          </Section>
          <Section
            id="entrapments"
            title={words.entrapments(String(entrapments.length))}
            none={words.noEntrapments}
          >
            {entrapments.map((one) => (
              <Cell key={one.reportedAt} {...entrapmentInWords(one)} />
            ))}
          </Section>
          <Inspections inspections={inspections} />
          <Section id="supervision" title={words.supervision} none={words.noSupervision}>
            {supervision.map((one) => (
              <Cell key={`${one.kind}-${one.on}-${one.about?.on}`} {...supervisedInWords(one)} />
            ))}
          </Section>
          <Section id="visits" title={inApp.maintained(visits.length)} none={english.history.empty}>
            {visits.map((visit) => (
              <Visit key={visit.recordId} visit={visit} />
            ))}
          </Section>
        </>
      )}
    </EnglishState>
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
    <CardTitle>{title}</CardTitle>
    {children.length > 0 ? children : <Text>{none}</Text>}
  </Card>
);

function faultInWords(fault: PublicFault): { label: string; note: string } {
  const { sign, reportedAt, finishedAt, outcome, isMajor, stoppedAt, parts } = fault;
  const end =
    finishedAt === null
      ? words.open
      : `${outcome === 'no_fault' ? words.noFault : words.repaired} ${dayAt(finishedAt)}`;
  return {
    label: `${dayAt(reportedAt)} · ${words.signs[sign] ?? words.signs.other}`,
    note: joined(
      end,
      stoppedAt !== null && words.stopped,
      isMajor && words.major,
      parts.length > 0 && words.parts(parts),
    ),
  };
}

/** Minutes count from the first report; a false alarm has none. */
function entrapmentInWords(one: PublicEntrapment): { label: string; note: string } {
  const { kind, outcome, reportedAt, arrivedAt, freedAt } = one;
  const label = `${dayAt(reportedAt)} · ${kind === 'hurt' ? words.hurt : words.trapped}`;
  if (outcome === 'mistaken') return { label, note: words.mistaken };
  const arrived = arrivedAt !== null && words.arrived(minutesBetween(reportedAt, arrivedAt));
  const freed = freedAt === null ? words.underWay : words.freed(minutesBetween(reportedAt, freedAt));
  return { label, note: joined(arrived, freed) };
}

/** No inspection body stands with a date that the register does not link to it; it is on the page of the lift. */
function Inspections({
  inspections: { lastOn, nextOn, afterMajorRepair },
}: {
  inspections: PublicInspections;
}) {
  const lines = [
    nextOn && words.nextInspection(english.day(nextOn)),
    ...afterMajorRepair.map((on) => words.majorInspection(english.day(on))),
    lastOn && words.lastInspection(english.day(lastOn)),
  ].filter((line) => line !== null);
  return (
    <Section id="inspections" title={words.inspections} none={words.noInspections}>
      {lines.map((line) => (
        <Cell key={line} label={line} />
      ))}
    </Section>
  );
}

function supervisedInWords({ kind, on, until, about }: PublicSupervision): { label: string; note: string } {
  const isHalt = kind === 'paused' || kind === 'suspended';
  const ended = until ? words.usedAgain(english.day(until)) : words.notUsed;
  const judged = about ? joined(english.day(about.on), english.classes[about.class] ?? '') : '';
  return { label: `${english.day(on)} · ${words.supervised[kind]}`, note: isHalt ? ended : judged };
}

const Visit = ({ visit }: { visit: LiftPast['visits'][number] }) => (
  <Cell
    label={joined(english.day(visit.on), english.classes[visit.class] ?? '')}
    note={joined(visit.technicians.join(', '), visit.companyName, ownerInEnglish(visit))}
    aside={<Tag {...recordInEnglish(visit)} />}
  />
);
