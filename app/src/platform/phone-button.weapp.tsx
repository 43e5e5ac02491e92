import { Button, Text } from '@tarojs/components';
import '../ui/button.scss';
import type { PhoneButtonProps } from './types';

/** WeChat asks the person itself; what comes back is a code for the service, never a number. */
export const PhoneButton: ((props: PhoneButtonProps) => JSX.Element) | null = ({ label, busy, onCode }) => (
  <Button
    id="phone-number"
    className="ui-button ui-button--primary"
    hoverClass="ui-button--pressed"
    openType="getPhoneNumber"
    disabled={busy}
    onGetPhoneNumber={({ detail }) => {
      // Whoever says no stays on the page.
      if (detail.code) onCode(detail.code);
    }}
  >
    <Text className="ui-button__label">{busy ? `${label}…` : label}</Text>
  </Button>
);
