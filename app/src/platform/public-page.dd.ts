import { absolute } from './envelope';
import { openOutsidePage } from './outside-page';
import type { OpenPublicPage } from './types';

/** DingTalk's package has no page for passengers: the one in the browser is for everybody. */
export const openPublicPage: OpenPublicPage = (code) =>
  openOutsidePage(absolute(`/l/${encodeURIComponent(code)}`));
