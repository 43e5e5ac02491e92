import type { Role } from '../kernel/access';
import type { Refusal } from '../kernel/app-error';

/** A member of the corporation whose account with us is being taken. */
export interface LeavingMember {
  /** Made by us, and still only where we put them. */
  isOurs: boolean;
  /** Administers the corporation in DingTalk. */
  isAdmin: boolean;
  /** How many accounts they hold besides the one that is taken. */
  otherAccounts: number;
}

export interface MemberLeaving {
  choice: 'keep' | 'remove_ours' | 'remove_anyway';
  role: Role;
  /** Null: the corporation has no such member. */
  member: LeavingMember | null;
}

/**
 * May the member be removed from the corporation together with the account? Nobody whom we did not make goes unless a
 * regulator's administrator says so expressly, and nobody who is still needed.
 * @basis 鲤城区电梯质量安全监管平台工作方案 四（二）: 监管部门在钉钉后台分配账号; ORG-02
 */
export function refuseRemoving({ choice, role, member }: MemberLeaving): Refusal | null {
  if (choice !== 'remove_anyway' || member === null) return null;
  const refusal = (code: string, message: string) => ({ code, field: 'member', message });
  if (!member.isOurs && role !== 'regulator_admin')
    return refusal(
      'account.member_not_ours',
      '此人不是平台加进钉钉的，只有监管管理员能把他移出。可以只收回账号，再请钉钉管理员办理。',
    );
  if (member.isAdmin)
    return refusal(
      'account.member_is_admin',
      '此人是钉钉组织的管理员，不能从这里移出，请在钉钉管理后台办理。',
    );
  if (member.otherAccounts > 0)
    return refusal(
      'account.member_still_needed',
      '此人在平台还有别的身份，移出钉钉会一起失效。请只收回这个账号，或先收回其他身份。',
    );
  return null;
}

/** What becomes of the member once nothing is refused. */
export function memberLeaves({ choice, member }: Omit<MemberLeaving, 'role'>): 'none' | 'kept' | 'leaving' {
  if (member === null) return 'none';
  if (choice === 'keep') return 'kept';
  const isFree = !member.isAdmin && member.otherAccounts === 0;
  return isFree && (member.isOurs || choice === 'remove_anyway') ? 'leaving' : 'kept';
}
