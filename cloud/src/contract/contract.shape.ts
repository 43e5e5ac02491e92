import {
  type ContractCard,
  ContractState,
  type EntryPart,
  type EntryState,
} from '@lifttrust/shared-types/contract/contract.contract';
import { entryDueOn, entryState } from '@lifttrust/shared-types/contract/contract.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { NamesById } from '../lift/lift.shape';
import type { Contract } from './contract.entity';
import type { ContractLift } from './contract-lift.entity';

export const named = (id: string, names: NamesById) => ({ id, name: names.get(id) ?? '' });

export const toContractCard = (contract: Contract, names: NamesById, lifts: number): ContractCard => ({
  id: contract.id,
  number: contract.number,
  company: named(contract.companyId, names),
  owner: named(contract.ownerId, names),
  from: contract.fromDay,
  until: contract.untilDay,
  signedOn: contract.signedOn,
  state: ContractState.parse(contract.state),
  retroactive: contract.isRetroactive,
  lifts,
  enteredAt: contract.enteredAt,
});

/** When a company bound a lift and first planned a visit there; null where it has not. */
export interface EntrySigns {
  boundAt: number | null;
  plannedAt: number | null;
}

export interface Entry {
  state: EntryState;
  dueOn: string;
  missing: EntryPart[];
}

/** How a company stands with entering one lift that it took over; nothing of this is stored. */
export function entryOf(row: ContractLift, { boundAt, plannedAt }: EntrySigns, today: string): Entry {
  const parts: [EntryPart, number | null][] = [
    ['acceptance', row.acceptedAt],
    ['binding', boundAt],
    ['visit', plannedAt],
  ];
  const missing = parts.filter(([, at]) => at === null).map(([part]) => part);
  const last = Math.max(...parts.map(([, at]) => at ?? 0));
  const enteredOn = missing.length === 0 ? dayOf(last) : null;
  return { state: entryState(row.fromDay, enteredOn, today), dueOn: entryDueOn(row.fromDay), missing };
}
