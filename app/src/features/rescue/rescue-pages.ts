import { actsForOwner, type Role } from '@lifttrust/shared-types/kernel/access';

export interface RescuePages {
  one: 'owner/entrapment' | 'rescue/entrapment';
  all: 'owner/entrapment' | 'rescue/mine';
}

const rescuers: readonly Role[] = ['technician', 'company_admin', 'rescuer'];

/** Where somebody of this role goes for rescues; null: they take no part in any on the phone. */
export function rescuePages(role: Role): RescuePages | null {
  if (actsForOwner(role)) return { one: 'owner/entrapment', all: 'owner/entrapment' };
  return rescuers.includes(role) ? { one: 'rescue/entrapment', all: 'rescue/mine' } : null;
}
