import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { mostSent } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut, DispatchProposal } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { whyProposed } from '@lifttrust/shared-types/call-out/proposal.words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Cell } from '../../ui/card';
import { PageState, Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';
import { act } from './repair-commands';

interface Props {
  job: CallOut;
  onDone: (job: CallOut) => void;
}

/** Who goes: proposed by duty and by the lift's assignment, in the order in which they are chosen, the lead first. */
export function DispatchForm({ job, onDone }: Props) {
  const load = useLoad(() => call(callOutApi.proposal, { callOutId: job.id }));
  return (
    <PageState load={load}>
      {(proposal) => <Choice proposal={proposal} job={job} onDone={onDone} />}
    </PageState>
  );
}

function Choice({ proposal: { people, proposed }, job, onDone }: Props & { proposal: DispatchProposal }) {
  const [chosen, setChosen] = useState(proposed);
  const { running, problem, run } = useAct();
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  const send = () =>
    run('dispatch', async () =>
      onDone(await act(callOutApi.dispatch, { callOutId: job.id, personIds: chosen })),
    );
  const isFull = chosen.length >= mostSent;
  if (people.length === 0) return <Note>本单位还没有可以派的维保人员，请先在电脑端录入。</Note>;
  return (
    <>
      <Note>正在值班的人排在最前，其次按电梯分工。先选的为负责人，至少一位持证。</Note>
      <View id="dispatch-people">
        {people.map((person) => (
          <Cell
            key={person.id}
            id={`person-${person.id}`}
            icon={chosen.includes(person.id) ? 'check' : 'plus'}
            label={person.name}
            note={whyProposed(person)}
            {...(chosen[0] === person.id ? { value: '负责人' } : {})}
            stays
            {...(isFull && !chosen.includes(person.id) ? {} : { onPress: () => toggle(person.id) })}
          />
        ))}
        {isFull ? <Note>一次最多派 {mostSent} 人；要换人，请先点掉一位。</Note> : null}
      </View>
      <Refusals problem={problem} />
      <Button
        id="dispatch-send"
        label={chosen.length > 1 ? `派 ${chosen.length} 人` : '派单'}
        busy={running !== null}
        disabled={chosen.length === 0}
        onPress={send}
      />
    </>
  );
}
