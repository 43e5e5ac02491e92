import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** A new ULID; ids made in one process sort in the order they were made. */
export const newId = (): string => next();
