import type { MaintenanceClass } from '../visit/visit.contract';

/** As `maintenanceClasses` of the contract says, which rules cannot take with them. */
export const maintenanceClassWords: Record<MaintenanceClass, string> = {
  half_month: '半月维保',
  quarter: '季度维保',
  half_year: '半年维保',
  year: '年度维保',
};
