import type { fileApi } from '@lifttrust/shared-types/file/file.contract';
import type { importApi } from '@lifttrust/shared-types/import/import.contract';
import type { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import type { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { importKindOf } from '../world';
import type { Rows } from './row';

export const liftRows: Rows<typeof liftApi> = {
  list: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some((lift) => lift.id === world.own.liftId),
  },
  show: { input: (world) => ({ liftId: world.own.liftId }), strangers: 'hidden' },
};

export const fileRows: Rows<typeof fileApi> = {
  announce: {
    input: async (world, caller) => ({
      ...(['inspector', 'unit_admin', 'rescuer'].includes(caller.role)
        ? { purpose: 'paper' as const }
        : { purpose: 'signature' as const, visitId: await world.visitId('started') }),
      sha256: '0'.repeat(64),
      bytes: 2000,
      contentType: 'image/png',
    }),
    strangers: 'hidden',
  },
  renew: { input: async (world, caller) => ({ fileId: await world.sentFile(caller) }), strangers: 'hidden' },
  report: { input: async (world, caller) => ({ fileId: await world.sentFile(caller) }), strangers: 'hidden' },
};

export const importRows: Rows<typeof importApi> = {
  start: {
    input: async (world, caller) => ({
      fileId: await world.spreadsheet(caller),
      fileName: '台账.csv',
      kind: importKindOf(caller),
    }),
    strangers: 'hidden',
  },
  list: { input: () => ({}), strangers: ({ total }) => total > 0 },
  show: {
    input: async (world, caller) => ({ importId: await world.import(caller, false) }),
    strangers: 'hidden',
  },
  check: {
    input: async (world, caller) => ({
      importId: await world.import(caller, false),
      mapping:
        caller.role === 'company_admin'
          ? { personName: '姓名', phone: '手机号码' }
          : { manufacturer: '制造单位', factoryNumber: '出厂编号' },
      crs: 'GCJ02',
    }),
    strangers: 'hidden',
  },
  rows: {
    input: async (world, caller) => ({ importId: await world.import(caller, true) }),
    strangers: 'hidden',
  },
  commit: {
    input: async (world, caller) => ({ importId: await world.import(caller, true) }),
    strangers: 'hidden',
  },
  cancel: {
    input: async (world, caller) => ({ importId: await world.import(caller, false) }),
    strangers: 'hidden',
  },
};

export const supervisionRows: Rows<typeof supervisionApi> = {
  overview: {
    input: () => ({}),
    // The other district has one lift and nothing else.
    strangers: ({ lifts, suspect, reviewsWaiting }) => lifts > 1 || suspect + reviewsWaiting > 0,
  },
  timeline: { input: (world) => ({ liftId: world.own.liftId }), strangers: 'hidden' },
  verifyRecord: { input: async (world) => ({ recordId: await world.recordId() }), strangers: 'hidden' },
};
