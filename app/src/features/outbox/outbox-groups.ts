import { packs } from '../../offline/packs';
import type { Command } from '../../outbox/command';

export interface Group {
  visitId: string | null;
  title: string;
  items: Command[];
}

/** By visit, each in the order in which its first command was given. */
export function groupsOf(commands: Command[]): Group[] {
  const groups = new Map<string | null, Command[]>();
  for (const command of commands) {
    groups.set(command.visitId, [...(groups.get(command.visitId) ?? []), command]);
  }
  return [...groups].map(([visitId, items]) => ({ visitId, title: titleOf(visitId), items }));
}

function titleOf(visitId: string | null): string {
  if (visitId === null) return '其他';
  const lift = packs.find(visitId)?.pack.lift;
  return lift ? `${lift.place} ${lift.ownNumber}` : '一次维保';
}
