import {
  type Account,
  type AccountAct,
  AccountSource,
  PushState,
  RemovalState,
} from '@lifttrust/shared-types/directory/account.contract';
import { OrganisationKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { maskPhone } from '@lifttrust/shared-types/person/person.codes';
import { Role } from '@lifttrust/shared-types/session/session.contract';
import { type EntityManager, In } from 'typeorm';
import type { Cipher } from '../kernel/cipher';
import { AssignmentEvent } from '../person/assignment-event.entity';
import { type AccountRow, dingtalkOf, securityOf } from './account.query';
import { membersOf } from './directory.member.query';
import { DirectoryPush } from './directory-push.entity';
import { DirectoryRemoval } from './directory-removal.entity';

/** Accounts as lists show them: with their newest act, and how they stand at DingTalk. */
export async function accountViews(
  manager: EntityManager,
  cipher: Pick<Cipher, 'decrypt'>,
  rows: AccountRow[],
  isEnded: boolean,
): Promise<Account[]> {
  const ids = rows.map(({ assignmentId }) => assignmentId);
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  const inOrder = { where: { assignmentId: In(ids) }, order: { id: 'ASC' as const } };
  const [acts, pushes, removals, dingtalk, security, members] = await Promise.all([
    manager.find(AssignmentEvent, inOrder),
    manager.find(DirectoryPush, inOrder),
    manager.find(DirectoryRemoval, inOrder),
    dingtalkOf(manager, personIds),
    securityOf(manager, personIds),
    membersOf(manager, personIds),
  ]);
  // The newest of each wins, since they come in order.
  const last = new Map(acts.map((act) => [act.assignmentId, act]));
  const push = new Map(pushes.map((one) => [one.assignmentId, one.state]));
  const removal = new Map(removals.map((one) => [one.assignmentId, one.state]));
  return rows.map((row) => {
    const act = last.get(row.assignmentId);
    const known = dingtalk.get(row.personId);
    const member = members.get(row.personId);
    return {
      assignmentId: row.assignmentId,
      person: { id: row.personId, name: row.personName },
      phone: row.phoneSealed === null ? null : maskPhone(cipher.decrypt(row.phoneSealed)),
      organisation: { id: row.organisationId, name: row.organisationName },
      kind: OrganisationKind.parse(row.kind),
      role: Role.parse(row.role),
      fromDay: row.fromDay,
      untilDay: row.untilDay,
      isEnded,
      realNamed: known?.realNamed ?? null,
      realNamedAt: known?.realNamedAt ?? null,
      hasDingtalk: known !== undefined,
      hasWechat: security.withWechat.has(row.personId),
      hasFactor: security.withFactor.has(row.personId),
      push: PushState.nullable().parse(push.get(row.assignmentId) ?? null),
      member: member ? (member.isOurs ? 'ours' : 'others') : 'none',
      removal: RemovalState.nullable().parse(removal.get(row.assignmentId) ?? null),
      last: act ? toAct(act) : null,
    };
  });
}

export const toAct = (act: AssignmentEvent): AccountAct => ({
  id: act.id,
  act: act.act === 'ended' ? 'ended' : 'given',
  source: AccountSource.parse(act.source),
  at: act.at,
  operator: act.operatorName,
  reason: act.reason,
});
