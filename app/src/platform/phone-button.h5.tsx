import type { PhoneButtonProps } from './types';

/** Only WeChat gives a phone number to the service. */
export const PhoneButton: ((props: PhoneButtonProps) => JSX.Element) | null = null;
