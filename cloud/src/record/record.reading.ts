import type { Ctx } from '../kernel/actor';
import type { MaintenanceRecord } from './record.entity';

/**
 * Reads a record as its own company reads it: what packages and called-up evidence show, to whoever may hold them. The
 * caller has settled who that is and writes it down.
 */
export const readingAs = (record: MaintenanceRecord, ctx: Ctx): Ctx => ({
  ...ctx,
  actor: {
    ...{ personId: '', personName: '', sessionId: '', deviceId: '', divisionCode: '' },
    role: 'company_admin',
    organisationId: record.companyId,
    organisationName: record.companyName,
  },
});
