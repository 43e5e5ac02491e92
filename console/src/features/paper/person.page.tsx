import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { type Obstacle, paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { type PersonDetail, personApi } from '@lifttrust/shared-types/person/person.contract';
import { Alert, Descriptions } from 'antd';
import { useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { EnterPaper } from './enter-paper';
import { PaperList } from './paper-list';
import { Correct, Leave, Reveal } from './person-acts';

export function Component() {
  const { personId = '' } = useParams();
  const person = useLoad(personApi.show, { personId });
  return <Read from={person}>{(known) => <Known person={known} reload={person.reload} />}</Read>;
}

function Known({ person, reload }: { person: PersonDetail; reload: () => void }) {
  const role = useSession()?.me.role;
  const papers = useLoad(paperApi.ofPerson, { personId: person.id });
  const changed = () => {
    papers.reload();
    reload();
  };
  return (
    <Page
      title={person.name}
      back={{ to: '/people', text: '人员' }}
      actions={
        <>
          {person.may.enterPapers ? (
            <EnterPaper subject={{ kind: 'person', id: person.id }} onEntered={changed} />
          ) : null}
          {person.may.correct ? <Correct person={person} onChanged={changed} /> : null}
          {person.may.leave ? <Leave person={person} onChanged={changed} /> : null}
        </>
      }
    >
      {person.changeWaits ? (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} message="有一项更正正在等监管单位审核。" />
      ) : null}
      <Read from={papers}>
        {({ items, obstacles }) => (
          <>
            <Obstacles obstacles={obstacles} isHere={person.assignments.some(({ isCurrent }) => isCurrent)} />
            <Facts person={person} mayReveal={isFor(personApi.reveal, role)} />
            <PaperList
              title="证照和劳动合同"
              papers={items}
              empty="还没有登记证照。"
              mayEnd={isFor(paperApi.end, role)}
              onChanged={changed}
            />
          </>
        )}
      </Read>
    </Page>
  );
}

function Obstacles({ obstacles, isHere }: { obstacles: Obstacle[]; isHere: boolean }) {
  if (!isHere) return <Alert type="info" showIcon style={{ marginBottom: 12 }} message="此人已经离职。" />;
  if (obstacles.length === 0)
    return <Alert type="success" showIcon style={{ marginBottom: 12 }} message="可以安排作业" />;
  const isStopped = obstacles.some(({ stops }) => stops);
  return (
    <Alert
      type={isStopped ? 'error' : 'warning'}
      showIcon
      style={{ marginBottom: 12 }}
      message={isStopped ? '现在不能安排作业' : '只能在持证人员带领下协助作业'}
      description={obstacles.map(({ code, message }) => <div key={code}>{message}。</div>)}
    />
  );
}

const Facts = ({ person, mayReveal }: { person: PersonDetail; mayReveal: boolean }) => (
  <Section title="登记情况">
    <Descriptions column={{ xs: 1, md: 2 }} size="small">
      <Descriptions.Item label="电话">
        {mayReveal ? <Reveal person={person} what="phone" /> : person.phone || '未登记'}
      </Descriptions.Item>
      <Descriptions.Item label="身份证号码">
        {mayReveal ? <Reveal person={person} what="id_number" /> : person.idNumber || '未登记'}
      </Descriptions.Item>
    </Descriptions>
    {person.assignments.map(({ organisation, role, from, until, isCurrent }) => (
      <div key={`${organisation.id}${role}${from}`}>
        {organisation.name} · {roleWords[role]} · {dateWords(from)}起{until ? `至 ${dateWords(until)}` : ''}{' '}
        <StateTag tone={isCurrent ? 'success' : 'plain'} text={isCurrent ? '在岗' : '已离职'} />
      </div>
    ))}
  </Section>
);
