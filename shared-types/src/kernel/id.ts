import { z } from './zod';

/** ULID, 26 characters of Crockford base32, in the database plain char(26). */
export const Ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, '编号格式不正确。');

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]?: Name };

export type LiftId = Id<'lift'>;
export type PersonId = Id<'person'>;
export type OrganisationId = Id<'organisation'>;
export type VisitId = Id<'visit'>;
export type RecordId = Id<'record'>;
export type FileId = Id<'file'>;
