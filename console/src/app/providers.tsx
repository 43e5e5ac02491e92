import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useMemo } from 'react';
import { useShade } from './appearance';
import { themeOf } from './theme';

dayjs.locale('zh-cn');

export function Providers({ children }: { children: ReactNode }) {
  const shade = useShade();
  const theme = useMemo(() => themeOf(shade), [shade]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp>{children}</AntApp>
    </ConfigProvider>
  );
}
