import { session } from '../../lib/session';
import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';

/** Somebody with several roles has not said on this phone which one it is to be. */
export const RoleHint = () =>
  session.mustChoose() ? (
    <NavHint
      id="choose-role"
      icon="people"
      tone="warning"
      title="您有几个身份"
      line="先选这次用哪一个"
      onPress={() => openPage('account/roles')}
    />
  ) : null;
