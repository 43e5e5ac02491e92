import { english } from '@lifttrust/shared-types/disclosure/public-page.words.en';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Empty } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import type { Load } from '../../ui/use-load';
import { inApp } from './english-words';

interface Props<Value> {
  load: Load<Value>;
  children: (value: Value) => ReactNode;
}

function inWords(problem: Problem): { title: string; line: string } {
  if (problem.kind === 'offline') return inApp.offline;
  if (problem.kind === 'not_found') return english.troubles.unknown;
  return problem.kind === 'refused' ? english.troubles.often : english.troubles.away;
}

/** Reading, trouble with another try, and the page itself, as `PageState` has them in Chinese. */
export function EnglishState<Value>({ load: { value, problem, loading, reload }, children }: Props<Value>) {
  if (value === null)
    return problem && !loading ? (
      <Empty
        icon="alert"
        {...inWords(problem)}
        action={<Button id="retry" kind="secondary" icon="refresh" label={inApp.again} onPress={reload} />}
      />
    ) : (
      <Empty icon="clock" title={inApp.reading} line="" />
    );
  return (
    <>
      {problem ? (
        <Notice tone="warning" title={inWords(problem).title} lines={[inApp.stale]}>
          <Button kind="quiet" icon="refresh" label={inApp.again} onPress={reload} />
        </Notice>
      ) : null}
      {children(value)}
    </>
  );
}
