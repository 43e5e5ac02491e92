import type { OrganisationCard } from '@lifttrust/shared-types/organisation/organisation.contract';
import { organisationKindWords } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { ownerKindWords } from '@lifttrust/shared-types/organisation/organisation.rules';

/** 使用单位 · 业主委员会 */
export const kindWords = ({ kind, ownerKind }: Pick<OrganisationCard, 'kind' | 'ownerKind'>): string =>
  [organisationKindWords[kind], ownerKind ? ownerKindWords[ownerKind] : ''].filter(Boolean).join(' · ');

export const isClosed = (closedOn: string | null, today: string): boolean =>
  closedOn !== null && closedOn <= today;
