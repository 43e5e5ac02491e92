import type { FindPosition } from './types';

/** WeChat's package is the passengers': nobody is asked for a position in it. */
export const near: FindPosition | null = null;
