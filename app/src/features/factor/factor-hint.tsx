import type { Me } from '@lifttrust/shared-types/session/session.contract';
import { NavHint } from '../../ui/nav-hint';
import { openPage } from '../../ui/navigate';

/** Until the second step is done nothing else is open. */
export const FactorHint = ({ me }: { me: Me }) => (
  <>
    <NavHint
      id="open-second-factor"
      icon="shield"
      tone="warning"
      title={me.factor === 'to_enrol' ? '请设置二次验证' : '请完成二次验证'}
      line="您的身份登录要两步，验证后才能继续"
      onPress={() => openPage('account/second-factor')}
    />
    <NavHint
      id="open-roles"
      icon="people"
      title="换一个身份"
      line="不用二次验证的身份可以直接进入"
      onPress={() => openPage('account/roles')}
    />
  </>
);
