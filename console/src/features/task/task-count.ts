import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';

/** How many data tasks are open and late; null while unknown or where the reader may not see them. */
export function useTaskCounts(): { open: number; late: number } | null {
  const role = useSession()?.me.role;
  const { data } = useLoad(taskApi.list, isFor(taskApi.list, role) ? { pageSize: 1 } : null);
  return data?.counts ?? null;
}
