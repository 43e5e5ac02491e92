import { noticesAPart } from '@lifttrust/shared-types/disclosure/notice.contract';

/** In how many files an order of so many lifts is fetched. */
export const partsOf = (lifts: number): number => Math.ceil(lifts / noticesAPart);
