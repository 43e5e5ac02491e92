import type { Role } from '@lifttrust/shared-types/kernel/access';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { type OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { useLoad } from '../../lib/load';
import { useSession } from '../../lib/session';

const kindOf: Partial<Record<Role, OrganisationKind>> = {
  company_admin: 'maintenance_company',
  owner_admin: 'owner',
};

/** What a unit's administrator may give to the unit's own people, the administrator's role last. Empty: nothing, or not known yet. */
export function useOwnRoles(isWanted = true): readonly Role[] {
  const me = useSession()?.me;
  const asks = isWanted && me?.role === 'unit_admin';
  const own = useLoad(organisationApi.show, asks ? { organisationId: me.organisation.id } : null);
  const kind = (me && kindOf[me.role]) ?? own.data?.kind;
  if (!kind) return [];
  const [admin, ...others] = rolesOfKind[kind];
  return admin ? [...others, admin] : others;
}
