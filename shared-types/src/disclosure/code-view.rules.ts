import type { Role } from '../kernel/access';

export type AtLiftKind = 'entrapment' | 'call_out' | 'visit' | 'record' | 'report' | 'doubt' | 'overdue';

const company: readonly AtLiftKind[] = ['entrapment', 'call_out', 'overdue', 'report', 'doubt'];
const owner: readonly AtLiftKind[] = ['entrapment', 'record', 'call_out', 'report', 'overdue'];
const district: readonly AtLiftKind[] = ['entrapment', 'overdue', 'doubt', 'report', 'call_out'];
const order: Partial<Record<Role, readonly AtLiftKind[]>> = {
  technician: ['entrapment', 'call_out', 'visit', 'doubt'],
  company_admin: company,
  owner_officer: owner,
  owner_admin: owner,
  regulator: district,
  regulator_admin: district,
  reviewer: district,
  auditor: district,
  hotline_operator: ['entrapment'],
  rescuer: ['entrapment'],
};

/**
 * What a role is told of a lift whose code it reads, the most urgent first: people shut in before everything else, then
 * what stands still, then what has a day. Empty for roles that read as the public does.
 * @basis EQ-04, EQ-06, EQ-07, EQ-08; 沪市监特种〔2020〕286号 附件1
 */
export const waitingFor = (role: Role): readonly AtLiftKind[] => order[role] ?? [];

/** The same things in the order of the role; what is not the role's is left out. Within a kind the order stays. */
export function inOrder<T extends { kind: AtLiftKind }>(role: Role, things: readonly T[]): T[] {
  return waitingFor(role).flatMap((kind) => things.filter((thing) => thing.kind === kind));
}
