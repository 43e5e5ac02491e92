import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { english } from '@lifttrust/shared-types/disclosure/public-page.words.en';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Note, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { EnglishPast } from './english-past';
import {
  companyInEnglish,
  gradeInEnglish,
  inApp,
  maintenanceInEnglish,
  ownerInEnglish,
  recordInEnglish,
  stoppedInEnglish,
} from './english-words';
import './code.scss';

interface Props {
  lift: PublicLift;
  token: string;
}

const { facts, history } = english;

/** What a passenger sees, for whoever reads no Chinese. Names of people, places and organisations stay as they are. */
export function EnglishLift({ lift, token }: Props) {
  const stopped = stoppedInEnglish(lift);
  return (
    <>
      {lift.codeState === 'replaced' ? (
        <Notice tone="warning" title={english.replaced.title} lines={[english.replaced.line]} />
      ) : null}
      {stopped ? <Notice id="stopped" tone="danger" title={stopped} /> : null}
      <Title>{`${lift.place} ${lift.ownNumber}`.trim()}</Title>
      <Card>
        <Cell label={english.rescueCode} value={lift.rescueCode || inApp.rescuePending} />
        <Cell label={facts.address} note={lift.address} />
      </Card>
      <Maintenance lift={lift} />
      <Facts lift={lift} />
      <SectionTitle>{history.title}</SectionTitle>
      <Visits lift={lift} token={token} />
      <Past token={token} />
      <Card>
        <Cell
          id="report-fault"
          icon="alert"
          label={inApp.inChinese(inApp.fault)}
          onPress={() => openPage('repair/report', { token })}
        />
        <Cell
          id="to-said"
          label={inApp.inChinese(inApp.said)}
          onPress={() => openPage('report/said', { token })}
        />
        <Cell
          id="to-report"
          label={inApp.inChinese(english.said.report)}
          onPress={() => openPage('report/new', { token })}
        />
      </Card>
      <Note>{english.queried(lift.queriedAt)}</Note>
      <Note>{english.screenshot}</Note>
    </>
  );
}

function Maintenance({ lift }: { lift: PublicLift }) {
  const { tag, line } = maintenanceInEnglish(lift);
  const grade = gradeInEnglish(lift.grade);
  return (
    <Card id="care">
      <CardTitle aside={<Tag {...tag} />}>{english.maintenance}</CardTitle>
      {line ? <Text>{line}</Text> : null}
      <View className="public-lift__rule" />
      <CardTitle aside={grade.tag ? <Tag {...grade.tag} /> : null}>{english.grade}</CardTitle>
      {grade.line ? <Text>{grade.line}</Text> : null}
      {lift.gradeOn ? <Note>{english.gradedOn(english.day(lift.gradeOn))}</Note> : null}
    </Card>
  );
}

const dayOr = (day: string | null) => (day ? english.day(day) : facts.missing);

const Facts = ({ lift }: { lift: PublicLift }) => (
  <Card id="facts">
    <CardTitle>{facts.title}</CardTitle>
    <Cell label={facts.company} value={companyInEnglish(lift.companyName)} />
    <Cell label={facts.owner} value={lift.ownerName} />
    <Cell label={facts.body} value={lift.inspectionBody || facts.missing} />
    <Cell label={facts.registration} value={lift.registrationNumber || facts.missing} />
    <Cell label={facts.type} value={english.types[lift.type] ?? facts.missing} />
    <Cell label={facts.lastInspection} value={dayOr(lift.lastInspectionOn)} />
    <Cell label={facts.nextInspection} value={dayOr(lift.nextInspectionOn)} />
    <Cell label={facts.phone} value={lift.emergencyPhone} />
  </Card>
);

/** What is void was no maintenance: it stands in the file and not here. */
function Visits({ lift, token }: Props) {
  const counted = lift.visits.filter(({ standing }) => standing !== 'voided');
  const voided = lift.visits.length - counted.length;
  return (
    <>
      {counted.length === 0 ? (
        <Card>
          <Text>{history.empty}</Text>
          <Note>{history.before}</Note>
        </Card>
      ) : null}
      {counted.map((visit) => (
        <Visit key={visit.recordId} visit={visit} token={token} />
      ))}
      {voided > 0 ? <Note>{history.voided(voided)}</Note> : null}
    </>
  );
}

const Visit = ({ visit, token }: { visit: PublicLift['visits'][number]; token: string }) => (
  <Card>
    <CardTitle aside={<Tag {...recordInEnglish(visit)} />}>
      {`${english.day(visit.on)} · ${english.classes[visit.class] ?? ''}`}
    </CardTitle>
    <Text>{history.by(visit.technicians)}</Text>
    <Note>{visit.companyName}</Note>
    <OwnerSaid visit={visit} />
    {visit.standing === 'amended' ? <Note>{history.amended}</Note> : null}
    <Cell
      id={`seal-${visit.recordId}`}
      icon="shield"
      label={inApp.inChinese(history.check)}
      note={visit.logNumber === null ? history.sealing : history.logNumber(visit.logNumber)}
      onPress={() => openPage('proof/record', { token, recordId: visit.recordId })}
    />
  </Card>
);

function OwnerSaid({ visit }: { visit: PublicLift['visits'][number] }) {
  const said = ownerInEnglish(visit);
  if (said === '') return null;
  return visit.ownerAnswer === 'defaulted' ? <Tag text={said} tone="warning" /> : <Note>{said}</Note>;
}

/** Read when somebody wants to know. */
function Past({ token }: { token: string }) {
  const [open, setOpen] = useState(false);
  if (open) return <EnglishPast token={token} />;
  return (
    <Card>
      <Cell id="to-past" label={inApp.past} note={inApp.pastNote} stays onPress={() => setOpen(true)} />
    </Card>
  );
}
