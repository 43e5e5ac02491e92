import { type CallOutState, callOutSteps, isOpen } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import type { Presence } from '../check-in/presence.entity';
import type { Actor } from '../kernel/actor';
import { waitsForInspection } from './call-out.end';
import type { CallOutRow } from './call-out.entity';
import { stateOf } from './call-out.steps';

interface Standing {
  isMine: boolean;
  mine: Presence | null;
  hasAccepted: boolean;
}

/** What this person may do next, so that a page offers nothing that would be refused. */
export function mayOf(
  row: CallOutRow,
  actor: Actor,
  { isMine, mine, hasAccepted }: Standing,
): CallOut['may'] {
  const state = stateOf(row);
  const is = (...states: CallOutState[]) => states.includes(state);
  const isCompany = actor.role === 'company_admin';
  const isOffice = actor.role === 'regulator' || actor.role === 'regulator_admin';
  const isOwner = actor.role === 'owner_admin' || actor.role === 'owner_officer';
  const byService = row.service !== null;
  const isThere = isMine && mine?.codeAt !== null && mine?.checkedOutAt === null;
  const isIdentified = mine?.identity === 'accepted' || mine?.identity === 'in_review';
  return {
    dispatch: isCompany && mayFollow(callOutSteps, state, 'dispatched'),
    accept: isMine && !hasAccepted && is('dispatched', 'accepted'),
    arrive: isMine && hasAccepted && is('accepted', 'arrived', 'in_progress', 'waiting_parts') && !isThere,
    identify: isThere && is('arrived', 'in_progress') && !isIdentified && mine !== null,
    start: isThere && is('arrived') && isIdentified,
    work: isThere && is('arrived', 'in_progress'),
    stop:
      (isMine && is('in_progress', 'waiting_parts')) ||
      (isCompany && byService && is('accepted', 'waiting_parts')),
    finish: (isMine && is('in_progress')) || (isCompany && byService && is('accepted', 'waiting_parts')),
    confirm: isOwner && is('finished'),
    major: isCompany && isOpen(state),
    inspected: isCompany && waitsForInspection(row) && !is('closed', 'merged'),
    merge: (isCompany || isOffice) && isOpen(state),
    close: isOffice && is('finished', 'confirmed') && !waitsForInspection(row),
  };
}
