/** The two products made of this one source. */
export type Target = 'weapp' | 'dd';

export interface BuildSettings {
  target: Target;
  /** Origin of the service; empty in the H5 form, which asks the origin it was loaded from. */
  apiBase: string;
  /** Simulated phones beside the frames of the local preview: H5 only, never in a production build (DECISIONS 17). */
  sandbox: boolean;
  outputRoot: string;
  publicPath: string;
  copy: { from: string; to: string }[];
}

const miniOutput: Record<Target, string> = {
  weapp: '../miniprogram-wechat/dist',
  dd: '../miniapp-dingtalk/dist',
};

/**
 * What a build depends on besides its source:
 * - TARO_ENV: weapp, dd or h5 (set by `taro build --type`)
 * - TARGET: for h5, which of the two page lists
 * - API_BASE: the service's address, https and registered with both platforms
 * - SANDBOX=1: h5 with simulated phones
 * - PUBLIC_PATH, OUTPUT: for h5, where it is served and written
 */
export function readBuildSettings(env: NodeJS.ProcessEnv): BuildSettings {
  const platform = env.TARO_ENV;
  const web = platform === 'h5';
  const target = targetOf(web ? env.TARGET : platform);
  const output = web ? (env.OUTPUT ?? `dist-h5/${target}`) : miniOutput[target];
  return {
    target,
    apiBase: web ? (env.API_BASE ?? '') : (env.API_BASE ?? 'https://lifttrust.example'),
    sandbox: web && env.SANDBOX === '1',
    outputRoot: output,
    publicPath: env.PUBLIC_PATH ?? `/app/${target}/`,
    // WeChat reads dark colours of its own bars from this file.
    copy: platform === 'weapp' ? [{ from: 'config/theme/weapp.json', to: `${output}/theme.json` }] : [],
  };
}

function targetOf(name: string | undefined): Target {
  if (name === 'weapp' || name === 'dd') return name;
  throw new Error(`TARGET must be weapp or dd, not ${name ?? 'absent'}`);
}
