/** A city's rescue line where it has named none. Alone in its file: a phone without network needs no other parameter. */
export const usualEmergencyPhone = '96333';
