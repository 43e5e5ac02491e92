import type { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import type { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import type { Rows } from './row';

export const plateRows: Rows<typeof plateApi> = {
  list: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ liftId }) => liftId === world.own.liftId),
  },
  progress: {
    input: () => ({}),
    strangers: ({ areas }, world) =>
      areas.some(({ divisionCode }) => divisionCode === world.own.divisionCode),
  },
  print: {
    input: (world) => ({ liftIds: [world.own.liftId], form: 'sheet' }),
    strangers: 'hidden',
  },
  prints: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
  // Whoever may do it hears that this is no code: a plate is stuck in its own test.
  stick: {
    input: () => ({
      token: 'never-a-code',
      registration: '00001(20)',
      addressConfirmed: true as const,
      fileId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    }),
    strangers: 'none',
    refusal: 'plate.code_unknown',
  },
};

export const noticeRows: Rows<typeof noticeApi> = {
  print: { input: (world) => ({ liftIds: [world.own.liftId] }), strangers: 'hidden' },
  prints: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
};
