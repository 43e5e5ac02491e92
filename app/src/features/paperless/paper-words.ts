import type { PaperStanding } from '@lifttrust/shared-types/paperless/paperless.contract';
import { dateOf } from '@lifttrust/shared-types/paperless/paperless.words';

/** What to do with paper at this lift, since when and by whose word. */
export function paperInWords({ state, since, by, keepFrom }: PaperStanding): string {
  if (state === 'not_needed') return '本市不要求另行确认，不用填写纸质记录。';
  if (state === 'confirmed') {
    const ends = keepFrom ? `；${dateOf(keepFrom)}起恢复纸质记录` : '';
    return `${since ? dateOf(since) : ''}起，${by ?? '监管部门'}确认${ends}。`;
  }
  return since === null
    ? '监管部门还没有确认，纸质记录也要填写。'
    : `${dateOf(since)}起恢复，纸质记录也要填写。`;
}
