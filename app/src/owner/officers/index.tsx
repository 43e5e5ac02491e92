import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { useState } from 'react';
import { NameSheet } from '../../features/officer/name-sheet';
import { OfficerLift } from '../../features/officer/officer-lift';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Empty, PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

const shown = 100;

async function read() {
  const [lifts, people] = await Promise.all([
    call(officerApi.matrix, { pageSize: shown }),
    call(officerApi.people, {}),
  ]);
  return { lifts, people: people.items };
}

/** The owner's administrator names who answers for each lift; red ones come first. */
export default function OfficersPage() {
  const load = useLoad(read);
  const [chosen, setChosen] = useState<string[]>([]);
  const [naming, setNaming] = useState(false);
  const [done, setDone] = useState<{ what: string; warnings: string[] } | null>(null);
  const toggle = (liftId: string) =>
    setChosen((before) =>
      before.includes(liftId) ? before.filter((one) => one !== liftId) : [...before, liftId],
    );
  const known = load.value;
  return (
    <Screen
      id="officers"
      footer={
        known && known.lifts.total > 0 ? (
          <Button
            id="to-name"
            icon="people"
            label={chosen.length > 0 ? `为 ${chosen.length} 台电梯指定人员` : '先选电梯'}
            disabled={chosen.length === 0}
            onPress={() => setNaming(true)}
          />
        ) : null
      }
    >
      <PageState load={load}>
        {({ lifts }) => (
          <>
            {done ? (
              <Notice
                id="named"
                tone={done.warnings.length > 0 ? 'warning' : 'success'}
                title={done.what}
                lines={done.warnings}
              />
            ) : null}
            {lifts.red > 0 ? (
              <Notice
                tone="danger"
                title={`${lifts.red} 台电梯没有安全员`}
                lines={['每台在用电梯都要有安全员，请尽快指定。']}
              />
            ) : null}
            {lifts.total === 0 ? (
              <Empty icon="list" title="没有在用的电梯" line="电梯登记到本单位名下后，会出现在这里。" />
            ) : null}
            {lifts.items.map((lift) => (
              <OfficerLift
                key={lift.liftId}
                lift={lift}
                chosen={chosen.includes(lift.liftId)}
                onChoose={() => toggle(lift.liftId)}
              />
            ))}
            {lifts.total > shown ? (
              <Notice tone="brand" title={`只列出前 ${shown} 台`} lines={['其余的请在电脑后台批量指定。']} />
            ) : null}
          </>
        )}
      </PageState>
      <NameSheet
        open={naming}
        liftIds={chosen}
        people={known?.people ?? []}
        onClose={() => setNaming(false)}
        onNamed={(what, warnings) => {
          setNaming(false);
          setDone({ what, warnings });
          setChosen([]);
          load.reload();
        }}
      />
    </Screen>
  );
}
