import type { AskToRemind } from './types';

/** Inside the organisation DingTalk needs no consent for each message. */
export const canRemind = false;
export const askToRemind: AskToRemind = async () => [];
