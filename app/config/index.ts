import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import development from './dev';
import { leaveOutUnusedZod } from './lean-zod';
import production from './prod';
import { readBuildSettings } from './settings';

const sharedTypes = path.resolve(__dirname, '../../shared-types/src');
const root = path.resolve(__dirname, '../..');
const manifests = ['miniprogram-wechat', 'miniapp-dingtalk'].map((shell) =>
  path.join(root, shell, 'app.target.ts'),
);
/** Written for newer engines than the oldest phones have, so Babel takes these packages too. */
const modernPackages = (file: string) =>
  /node_modules[\\/](zod|@noble[\\/](hashes|ciphers)|canonicalize|gcoord)[\\/]/.test(file);

export default defineConfig<'webpack5'>((merge) => {
  const settings = readBuildSettings(process.env);
  const compile = { include: [sharedTypes, ...manifests, modernPackages] };
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'lifttrust',
    // The design is drawn at 375 wide: 1px there is 2rpx on a phone.
    designWidth: 375,
    deviceRatio: { 375: 2, 750: 1 },
    sourceRoot: 'src',
    outputRoot: settings.outputRoot,
    framework: 'react',
    // Same input, same output: no prebundled cache.
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    // Both hosts read UTF-8: a Chinese character takes three bytes of a package, and six where it is escaped.
    terser: { enable: true, config: { output: { ascii_only: false } } },
    plugins: [path.join(__dirname, 'platform-dd'), path.join(__dirname, 'labels')],
    alias: { '@lifttrust/shared-types': sharedTypes },
    copy: { patterns: settings.copy, options: {} },
    defineConstants: {
      __API_BASE__: JSON.stringify(settings.apiBase),
      __SANDBOX__: JSON.stringify(settings.sandbox),
      __TARGET__: JSON.stringify(settings.target),
    },
    logger: { quiet: true, stats: false },
    mini: {
      compile,
      // What only one sub-package needs stays out of the main one, which WeChat loads first.
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: true, config: {} } },
      webpackChain: (chain, webpack) => {
        leaveOutUnusedZod(chain, webpack);
        // tweetnacl asks for Node's crypto where there is no browser's; we only verify, which needs neither.
        chain.resolve.set('fallback', { crypto: false });
      },
    },
    h5: {
      compile,
      publicPath: settings.publicPath,
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      // A phone frame is at most this wide: text must not grow on a desk screen.
      postcss: {
        autoprefixer: { enable: true },
        pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 16, maxRootSize: 24 } },
      },
      webpackChain: (chain, webpack) => {
        leaveOutUnusedZod(chain, webpack);
        chain.performance.hints(false);
        chain.resolve.set('fallback', { crypto: false });
      },
    },
  };
  return merge({}, base, process.env.NODE_ENV === 'development' ? development : production);
});
