import { z } from '@lifttrust/shared-types/kernel/zod';

/** As documented for the address book interfaces; what is not used is not named. */
const Id = z.union([z.number(), z.string()]).transform(String);

export const Reply = z.object({
  errcode: z.number(),
  sub_code: z.string().optional(),
  sub_msg: z.string().optional(),
  result: z.unknown().optional(),
});
export type Reply = z.output<typeof Reply>;

export const DepartmentShape = z.object({
  dept_id: Id,
  parent_id: Id.nullish(),
  name: z.string(),
});

export const MemberShape = z.object({
  userid: z.string().min(1),
  unionid: z.string().default(''),
  name: z.string(),
  mobile: z.string().nullish(),
  dept_id_list: z.array(Id).default([]),
  active: z.boolean().default(false),
  admin: z.boolean().default(false),
});

export const MemberInFullShape = MemberShape.extend({
  real_authed: z.boolean().nullish(),
  role_list: z.array(z.object({ id: Id })).nullish(),
});

export const MemberSlice = z.object({
  has_more: z.boolean(),
  next_cursor: z.number().nullish(),
  list: z.array(MemberShape).default([]),
});

export const RoleSlice = z.object({
  hasMore: z.boolean(),
  list: z
    .array(
      z.object({
        name: z.string().default(''),
        roles: z.array(z.object({ id: Id, name: z.string() })).default([]),
      }),
    )
    .default([]),
});

export const HolderSlice = z.object({
  hasMore: z.boolean(),
  nextCursor: z.number().nullish(),
  list: z.array(z.object({ userid: z.string() })).default([]),
});

export const CreatedShape = z.object({ userid: z.string().min(1) });
