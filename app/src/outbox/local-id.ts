/** Ids that the phone gives a picture until the service has given its own say so themselves. */
export const localIdMark = 'local-';

export const isLocalId = (id: string): boolean => id.startsWith(localIdMark);
