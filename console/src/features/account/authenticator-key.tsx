import type { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { QRCode, Typography } from 'antd';
import './factor.css';

/** What an authenticator scans, and the same for typing. */
export const AuthenticatorKey = ({ enrolment }: { enrolment: ResultOf<typeof factorApi.enrol> }) => (
  <div className="factor__code">
    <QRCode value={enrolment.address} size={176} />
    <div>
      <div className="quiet">不能扫码时，手工输入密钥：</div>
      <Typography.Text copyable className="mono factor__key">
        {enrolment.key}
      </Typography.Text>
      <div className="quiet">密钥只显示这一次，不要截图发给别人。</div>
    </div>
  </div>
);
