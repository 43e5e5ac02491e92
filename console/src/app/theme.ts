import { type ThemeConfig, theme } from 'antd';
import { type Shade, tokens } from './tokens';

const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

type Algorithm = typeof theme.darkAlgorithm;

/** The library dims a brand colour in the dark, below the contrast that words need; ours is chosen for it. */
const keepsBrand =
  (brand: string): Algorithm =>
  (seed, map) => ({
    ...(map ?? theme.darkAlgorithm(seed)),
    colorPrimary: brand,
    colorInfo: brand,
    colorLink: brand,
    colorPrimaryText: brand,
  });

/** The tokens in Ant Design's words. */
export function themeOf(shade: Shade): ThemeConfig {
  const colour = tokens[shade];
  return {
    algorithm: shade === 'dark' ? [theme.darkAlgorithm, keepsBrand(colour.brand)] : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour.brand,
      colorInfo: colour.brand,
      colorLink: colour.brand,
      colorSuccess: colour.success,
      colorWarning: colour.warning,
      colorError: colour.danger,
      colorText: colour.text,
      colorTextSecondary: colour['text-second'],
      colorTextTertiary: colour['text-third'],
      colorTextDescription: colour['text-third'],
      // A filter’s placeholder is its label.
      colorTextPlaceholder: colour['text-third'],
      colorBgLayout: colour.page,
      colorBgContainer: colour.card,
      colorBgElevated: colour.card,
      colorBorderSecondary: colour.line,
      borderRadius: 8,
      borderRadiusLG: 12,
      fontFamily:
        '-apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
      motion: !isStill,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Button: {
        primaryColor: colour['on-brand'],
        dangerColor: colour['on-brand'],
        colorError: colour['danger-text'],
      },
      Form: { colorError: colour['danger-text'] },
      Layout: { siderBg: colour.card, headerBg: colour.card, bodyBg: colour.page },
      Menu: { itemBg: colour.card, itemSelectedBg: colour['brand-soft'], activeBarBorderWidth: 0 },
      // Stars that are not given yet are seen as well.
      Rate: { starBg: colour['text-third'], starColor: colour.warning },
      Table: { headerBg: colour.page, cellPaddingBlock: 10, cellPaddingInline: 12 },
    },
  };
}
