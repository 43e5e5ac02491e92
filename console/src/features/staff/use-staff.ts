import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { type StaffTree, staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { App } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/call';
import { asError, useLoad } from '../../lib/load';
import { randomId } from '../../lib/session';

/** One change of the tree as it was seen; answers with the tree as it then is. */
export type StaffChange = (edition: number, requestKey: string) => Promise<StaffTree>;

export interface StaffStep {
  /** What has been done, in words: “把一班移到城南分公司”. */
  done: string;
  change: StaffChange;
  /** The way back; what cannot be taken back has none. */
  undo?: StaffChange;
}

export interface Staff {
  tree: StaffTree;
  busy: boolean;
  /** A day of the past is looked at and not changed. */
  readOnly: boolean;
  take: (step: StaffStep) => Promise<boolean>;
}

export const moveUnit =
  (unitId: string, parentId: string | null): StaffChange =>
  (edition, requestKey) =>
    call(staffApi.moveUnit, { edition, unitId, parentId }, { requestKey });

export const movePeople =
  (personIds: string[], unitId: string | null): StaffChange =>
  (edition, requestKey) =>
    call(staffApi.movePeople, { edition, personIds, unitId }, { requestKey });

/** The tree with its changes: each is sent with the edition that was seen, and can be taken back in turn. */
export function useStaff(day: string | undefined) {
  const { message } = App.useApp();
  const shown = useLoad(staffApi.tree, day ? { day } : {});
  const [newer, setNewer] = useState<StaffTree | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [steps, setSteps] = useState<StaffStep[]>([]);
  const { reload, data } = shown;
  useEffect(() => {
    if (data) setNewer(null);
  }, [data]);
  const tree = newer ?? data;

  const run = useCallback(
    async (change: StaffChange): Promise<boolean> => {
      if (!tree) return false;
      setBusy(true);
      setError(null);
      try {
        setNewer(await change(tree.edition, randomId()));
        return true;
      } catch (thrown) {
        const reason = asError(thrown);
        setError(reason);
        // Somebody else was first: what is shown next is what they made of it.
        if (reason instanceof AppError && reason.kind === 'conflict') {
          setSteps([]);
          reload();
        }
        return false;
      } finally {
        setBusy(false);
      }
    },
    [tree, reload],
  );

  const take = async (step: StaffStep): Promise<boolean> => {
    const isDone = await run(step.change);
    if (!isDone) return false;
    message.success(`${step.done}。`);
    setSteps((before) => (step.undo ? [...before, step] : []));
    return true;
  };
  const last = steps.at(-1);
  const undo = async () => {
    if (!last?.undo || !(await run(last.undo))) return;
    setSteps((before) => before.slice(0, -1));
    message.success(`已退回：${last.done}。`);
  };
  return {
    shown: { ...shown, data: tree },
    staff: tree ? { tree, busy, take, readOnly: Boolean(day) } : null,
    ...{ error, clear: () => setError(null), last, undo, busy },
  };
}
