import type { cityApi } from '@lifttrust/shared-types/city/city.contract';
import type { codeApi } from '@lifttrust/shared-types/code/code.contract';
import type { liftPastApi } from '@lifttrust/shared-types/disclosure/lift-past.contract';
import type { nearbyApi } from '@lifttrust/shared-types/disclosure/nearby.contract';
import type { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import type { messageApi } from '@lifttrust/shared-types/message/message.contract';
import type { Rows } from './row';

export const cityRows: Rows<typeof cityApi> = { show: { input: () => ({}), strangers: 'none' } };

export const codeRows: Rows<typeof codeApi> = {
  lift: { input: (world) => ({ token: world.own.code }), strangers: 'none' },
  numbered: { input: () => ({ number: '999901' }), strangers: 'none' },
  proof: {
    input: async (world) => ({ token: world.own.code, recordId: await world.recordId() }),
    strangers: 'none',
  },
  verification: {
    input: async (world) => ({ verificationCode: await world.verificationCode() }),
    strangers: 'none',
  },
};

export const liftPastRows: Rows<typeof liftPastApi> = {
  show: { input: (world) => ({ token: world.own.code }), strangers: 'none' },
  numbered: { input: () => ({ number: '999901' }), strangers: 'none' },
};

/** Whoever stands there learns what hangs there anyway, and never the code itself. */
export const nearbyRows: Rows<typeof nearbyApi> = {
  list: { input: () => ({ lng: 118.61, lat: 24.91, crs: 'GCJ02' as const }), strangers: 'none' },
};

export const ledgerRows: Rows<typeof ledgerApi> = {
  checkpoint: { input: () => ({}), strangers: 'none' },
  consistency: {
    input: async (world) => {
      await world.checkpointed();
      return { from: 1, to: 1 };
    },
    strangers: 'none',
  },
};

export const messageRows: Rows<typeof messageApi> = {
  list: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
  read: {
    input: async (world, caller) => ({ messageId: await world.messageTo(caller) }),
    strangers: 'hidden',
  },
  unread: { input: () => ({}), strangers: ({ unread }) => unread > 0 },
  readAll: {
    input: async (world, caller) => ({ until: await world.messageTo(caller) }),
    strangers: 'none',
  },
  consents: { input: () => ({}), strangers: 'none' },
  // No WeChat is connected here.
  consent: {
    input: () => ({ code: 'one-time', answers: [{ templateId: 'any', answer: 'accept' as const }] }),
    strangers: 'none',
    refusal: 'message.wechat_missing',
  },
  deliveries: { input: () => ({}), strangers: ({ total }) => total > 0 },
  about: {
    input: async (world, caller) => ({ subjectId: await world.subjectOfMessageTo(caller) }),
    strangers: ({ items }) => items.length > 0,
  },
  preferences: { input: () => ({}), strangers: 'none' },
  setPreferences: { input: () => ({ quiet: null, digest: true, muted: [] }), strangers: 'none' },
};
