import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Day, Instant, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** `sheet`: several codes on A4, to be cut. `plate`: one a page, in the size of the city's plates. */
export const plateForms = { sheet: 'A4 贴纸（每页 6 张）', plate: '单张标牌' } as const;
export const PlateForm = z.enum(['sheet', 'plate']);
export type PlateForm = z.infer<typeof PlateForm>;

/** How far a lift's present code has come: printed counts only for this code, a reprint begins anew. */
export const plateStates = { unprinted: '未印制', printed: '待张贴', stuck: '已张贴' } as const;
export const PlateState = z.enum(['unprinted', 'printed', 'stuck']);
export type PlateState = z.infer<typeof PlateState>;

export const PlateRow = z.object({
  liftId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  rescueCode: z.string(),
  companyName: z.string(),
  state: PlateState,
  printedAt: Instant.nullable(),
  stuckAt: Instant.nullable(),
  stuckBy: z.string(),
  /** What was checked when it was put up; null while it is not. */
  sticking: z
    .object({
      id: Ulid,
      /** As whoever stuck it read them at the lift; both agreed with the register then. */
      ownNumber: z.string(),
      registration: z.string(),
      /** Between where they stood and where the register has the lift; null where one of them is not known. */
      distanceMetres: z.number().int().nullable(),
      accuracyMetres: z.number().nullable(),
    })
    .nullable(),
  /** Since a swap of codes the plate that hangs there bears this other lift's numbers and name; null: it does not. */
  bears: z
    .object({ place: z.string(), ownNumber: z.string(), rescueCode: z.string(), since: Instant })
    .nullable(),
});
export type PlateRow = z.infer<typeof PlateRow>;

export const PlatePrint = z.object({
  id: Ulid,
  form: PlateForm,
  lifts: z.number().int(),
  /** Earlier codes of these lifts were replaced by it. */
  isReprint: z.boolean(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
});
export type PlatePrint = z.infer<typeof PlatePrint>;

export const Sticking = z.object({
  liftId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  at: Instant,
});

export const stickingPhotoPath = (stickingId: string) => `/api/stickings/${stickingId}/photo`;
export const platePrintPdfPath = (printId: string) => `/api/plate-prints/${printId}/pdf`;

export const plateApi = {
  list: endpoint({
    method: 'GET',
    path: '/plates',
    summary: '辖区内各台电梯的码：印制、张贴到哪一步。',
    access: districtReaders,
    query: Paging.extend({ state: PlateState.optional(), q: z.string().trim().max(60).optional() }),
    response: pageOf(PlateRow),
  }),
  progress: endpoint({
    method: 'GET',
    path: '/plates/progress',
    summary: '各区划张贴进度，对照本市期限。',
    access: districtReaders,
    response: z.object({
      deadline: Day.nullable().describe('本市要求贴完的日期，没有要求的为空'),
      late: z.boolean(),
      areas: z.array(
        z.object({
          divisionCode: z.string(),
          name: z.string(),
          lifts: z.number().int().describe('在用、暂停使用的电梯'),
          printed: z.number().int(),
          stuck: z.number().int(),
        }),
      ),
    }),
  }),
  print: endpoint({
    method: 'POST',
    path: '/plate-prints',
    summary: '印制电梯码；重印即换码，旧码作废但仍能求救。',
    access: districtActors,
    body: z.object({
      liftIds: z.array(Ulid).min(1).max(200),
      form: PlateForm,
      isReprint: z.boolean().default(false),
      reason: z.string().trim().max(200).default(''),
    }),
    response: PlatePrint,
  }),
  prints: endpoint({
    method: 'GET',
    path: '/plate-prints',
    summary: '本单位的印制记录。',
    access: districtReaders,
    query: Paging,
    response: pageOf(PlatePrint),
  }),
  stick: endpoint({
    method: 'POST',
    path: '/stickings',
    summary: '维保人员贴好码以后扫码登记：核对编号，拍照，记下位置。',
    access: { technician: 'organisation' },
    device: 'trusted',
    body: z.object({
      token: z.string().min(1).max(300),
      /** As they stand on the lift's own papers and plates: what the register says has to agree. */
      ownNumber: z.string().trim().max(60).default(''),
      registration: Sentence(60),
      addressConfirmed: z.literal(true, '请先核对地址。'),
      /** A photograph of the plate where it hangs. */
      fileId: Ulid,
      position: z
        .object({
          lng: z.number().min(-180).max(180),
          lat: z.number().min(-90).max(90),
          crs: Crs,
          accuracyMetres: z.number().nonnegative().max(100_000),
        })
        .nullable()
        .default(null),
    }),
    response: Sticking,
  }),
};
