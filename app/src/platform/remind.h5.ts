import type { AskToRemind } from './types';

/** A browser has no messages of a platform. */
export const canRemind = false;
export const askToRemind: AskToRemind = async () => [];
