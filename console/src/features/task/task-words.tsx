import { type Task, taskModuleWords, taskStateWords } from '@lifttrust/shared-types/task/task.contract';
import { dateWords } from '../../lib/words';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<Task['state'], Tone> = { open: 'brand', done: 'success', dropped: 'plain' };

export const TaskTag = ({ task }: { task: Task }) =>
  task.isLate ? (
    <StateTag tone="danger" text="已逾期" />
  ) : (
    <StateTag tone={tones[task.state]} text={taskStateWords[task.state]} />
  );

export const moduleOf = (kind: string): string => kind.split('.')[0] ?? '';
export const sourceWords = (kind: string): string => taskModuleWords[moduleOf(kind)] ?? '其他';

/** Until when, and how far away that is. */
export function deadlineWords({ dueOn, daysLeft, state }: Task): string {
  if (dueOn === null || daysLeft === null) return '不限期';
  if (state !== 'open') return dateWords(dueOn);
  if (daysLeft < 0) return `${dateWords(dueOn)}，已过 ${-daysLeft} 天`;
  return daysLeft === 0 ? `${dateWords(dueOn)}，今天到期` : `${dateWords(dueOn)}，还有 ${daysLeft} 天`;
}

const folders: Record<string, string | undefined> = {
  lift: 'lifts',
  contract: 'contracts',
  person: 'people',
  organisation: 'organisations',
};

/** Where the thing itself can be put right in this console; null where it has no page. */
export function placeOfSubject({ subject }: Task): string | null {
  const folder = folders[subject.kind];
  return folder ? `/${folder}/${subject.id}` : null;
}
