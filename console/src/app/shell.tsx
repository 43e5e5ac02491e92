import { DesktopOutlined, LogoutOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Button, Dropdown, Layout, Menu, Spin } from 'antd';
import { useEffect } from 'react';
import { Link, Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { DeskStrip, DeskWatch } from '../features/hotline/desk-watch';
import { Bell } from '../features/message/bell';
import { call } from '../lib/call';
import { keepSession, type Session } from '../lib/session';
import { type Appearance, chooseAppearance, useAppearance } from './appearance';
import { entryOf, menuFor } from './navigation';
import { RoleButton } from './roles';
import './shell.css';

export default function Shell({ session }: { session: Session }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const waiting = useNavigation().state === 'loading';
  // The menu is longer than some screens: where one is stays in sight.
  useEffect(() => {
    const entry = document.querySelector(`.shell__side [data-menu-id$="-${entryOf(pathname)}"]`);
    entry?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  return (
    <DeskWatch me={session.me}>
      <Layout className="shell">
        <Layout.Sider className="shell__side" width={200} breakpoint="lg" collapsedWidth={64} theme="light">
          <div className="shell__name">电梯监管</div>
          <Menu
            mode="inline"
            items={menuFor(session.me.role)}
            selectedKeys={[entryOf(pathname)]}
            onClick={({ key }) => navigate(key)}
          />
        </Layout.Sider>
        <Layout>
          <Bar session={session} />
          <Layout.Content className={waiting ? 'shell__content shell__content--waiting' : 'shell__content'}>
            {waiting ? <Spin className="shell__spin" /> : null}
            <DeskStrip />
            <Outlet />
          </Layout.Content>
        </Layout>
      </Layout>
    </DeskWatch>
  );
}

const appearanceWords: Record<Appearance, string> = { system: '跟随系统', light: '浅色', dark: '深色' };

function Bar({ session }: { session: Session }) {
  const { me } = session;
  const appearance = useAppearance();
  const icons = { system: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> };
  const choices: Appearance[] = ['system', 'light', 'dark'];
  const leave = async () => {
    await call(sessionApi.end, {}).catch(() => undefined);
    keepSession(null);
  };
  return (
    <header className="shell__bar">
      <span className="shell__organisation">{me.organisation.name}</span>
      <Link className="shell__person" to="/security" title="账号安全">
        {me.person.name} · {roleWords[me.role]}
      </Link>
      <Bell />
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [appearance],
          items: choices.map((key) => ({
            key,
            label: appearanceWords[key],
            icon: icons[key],
            onClick: () => chooseAppearance(key),
          })),
        }}
      >
        <Button type="text" aria-label="浅色或深色" icon={icons[appearance]} />
      </Dropdown>
      <RoleButton session={session} />
      <Button type="text" aria-label="退出" icon={<LogoutOutlined />} onClick={leave}>
        退出
      </Button>
    </header>
  );
}
