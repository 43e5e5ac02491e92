import { roleWords } from '@lifttrust/shared-types/kernel/access';
import type { Me } from '@lifttrust/shared-types/session/session.contract';
import { Empty } from '../../ui/page-state';

/** Roles whose work needs a desk. */
export const ConsoleHint = ({ me }: { me: Me }) => (
  <Empty
    icon="info"
    title={`${me.person.name}，您的工作在电脑上办`}
    line={`${roleWords[me.role]}请在电脑浏览器打开管理后台。手机上会收到消息提醒。`}
  />
);
