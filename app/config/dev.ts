import type { UserConfigExport } from '@tarojs/cli';

export default {
  logger: { quiet: false, stats: true },
  mini: { enableSourceMap: true },
} satisfies UserConfigExport<'webpack5'>;
