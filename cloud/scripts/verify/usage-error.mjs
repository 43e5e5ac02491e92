/** Something the person at the terminal has to put right; printed without a stack. */
export class UsageError extends Error {}
