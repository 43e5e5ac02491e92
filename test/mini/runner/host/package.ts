/** The compiled package as `compile-package.ts` writes it. */
export interface MiniPackage {
  client: 'wechat' | 'dingtalk';
  app: {
    pages: string[];
    usingComponents?: Record<string, string>;
    window?: { navigationBarTitleText?: string; defaultTitle?: string };
  };
  pages: string[];
  configs: Record<string, PageConfig>;
  /** What counts on every page, and what counts on one page alone. */
  style: string;
  pageStyles: Record<string, string>;
  templates: Record<string, unknown>;
  modules: Record<string, (...given: unknown[]) => void>;
}

export interface PageConfig {
  navigationBarTitleText?: string;
  defaultTitle?: string;
  usingComponents?: Record<string, string>;
}

/** What a test tells the host before the package starts. */
export interface HostSettings {
  /** Where the origins that the package was built for really are: a phone's name service, as it were. */
  origins: Record<string, string>;
  /** Page and query to start with: `/pages/lift/index?token=…`; empty for the first page. */
  start: string;
}

declare global {
  interface Window {
    miniPackage: MiniPackage;
    hostSettings?: HostSettings;
  }
}

export const mini = window.miniPackage;
export const isDingTalk = mini.client === 'dingtalk';
export const settings: HostSettings = window.hostSettings ?? { origins: {}, start: '' };

/** Everything that went wrong while the package ran; tests expect it empty. */
export const problems: string[] = [];

export const report = (where: string, problem: unknown): void => {
  problems.push(
    `${where}: ${problem instanceof Error ? (problem.stack ?? problem.message) : JSON.stringify(problem)}`,
  );
  console.error(where, problem);
};

/** `/a/b` and `../b` as a path below the package's root. */
export function resolvePath(target: string, from = ''): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
