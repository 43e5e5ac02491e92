import { createHash } from 'node:crypto';

/** Rounds of maintenance in four years: every 15 days. */
export const roundsInFourYears = 96;
export const companies = 100;
export const owners = 2_000;
export const divisions = 20;
export const techniciansPerCompany = 20;

/** Ids look like ULIDs and sort by their number: `01BNCH`, a letter for the kind, 19 digits. */
export const idOf = (kind, number) => `01BNCH${kind}${String(number).padStart(19, '0')}`;
/** The same as SQL over an expression. */
export const idSql = (kind, expression) => `CONCAT('01BNCH${kind}', LPAD(${expression}, 19, '0'))`;

/**
 * Everything that belongs to one visit that is ready to be submitted carries its core, so that captured statements
 * can be replayed for another visit by putting in that one's core.
 */
export const coreOf = (number) => `K${String(number).padStart(9, '0')}`;
export const readyId = (kind, number, place = 0) =>
  `01BNCH${kind}Z${String(place).padStart(8, '0')}${coreOf(number)}`;

export const tokenOf = (name) => `bench-session-of-${name}`;
export const tokenHash = (token) => createHash('sha256').update(token).digest('hex');
export const deviceOf = (name) => `device-of-${name}`;
export const codeOf = (lift) => `bench${String(lift).padStart(21, '0')}`;

/** A day in Asia/Shanghai, `YYYY-MM-DD`. */
export const dayOf = (at) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
