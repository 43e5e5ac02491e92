import { LoadingOutlined } from '@ant-design/icons';
import { type ComponentProps, forwardRef } from 'react';

/**
 * The turning sign in buttons and lists at work, for the eye alone: what is being done stands in words beside it. antd's own
 * reads itself out in English ("loading 登记") until it has faded; the build puts this one in its place (vite.config.ts).
 */
const WorkingIcon = forwardRef<HTMLSpanElement, ComponentProps<typeof LoadingOutlined>>((props, ref) => (
  <LoadingOutlined {...props} ref={ref} aria-hidden aria-label={undefined} />
));

export default WorkingIcon;
