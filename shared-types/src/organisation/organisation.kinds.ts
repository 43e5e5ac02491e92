import type { Role } from '../kernel/access';
import { z } from '../kernel/zod';

/** Kinds of organisations that take part (ORG-01; manufacturers and installers stand in a lift's file). */
export const organisationKinds = [
  'regulator',
  'maintenance_company',
  'owner',
  'manufacturer',
  'installer',
  'inspection_body',
  'testing_body',
  'rescue_station',
  'monitoring_centre',
  'association',
  'insurer',
  'third_party_platform',
] as const;
export const OrganisationKind = z.enum(organisationKinds);
export type OrganisationKind = z.infer<typeof OrganisationKind>;

export const organisationKindWords: Record<OrganisationKind, string> = {
  regulator: '监管单位',
  maintenance_company: '维保单位',
  owner: '使用单位',
  manufacturer: '制造单位',
  installer: '安装单位',
  inspection_body: '检验机构',
  testing_body: '检测机构',
  rescue_station: '救援站',
  monitoring_centre: '应急（运行监控）中心',
  association: '行业协会',
  insurer: '保险公司',
  third_party_platform: '第三方平台',
};

const bodies: readonly Role[] = ['unit_admin', 'inspector'];
/** The roles that people of a kind of organisation may hold, its own administrator first (ORG-01, ORG-02). */
export const rolesOfKind: Record<OrganisationKind, readonly Role[]> = {
  regulator: ['regulator_admin', 'regulator', 'reviewer', 'auditor', 'hotline_operator'],
  maintenance_company: ['company_admin', 'technician'],
  owner: ['owner_admin', 'owner_officer'],
  manufacturer: ['unit_admin'],
  installer: ['unit_admin'],
  inspection_body: bodies,
  testing_body: bodies,
  rescue_station: ['unit_admin', 'rescuer'],
  monitoring_centre: ['unit_admin', 'hotline_operator', 'auditor'],
  association: ['unit_admin'],
  insurer: ['unit_admin'],
  third_party_platform: ['unit_admin'],
};
