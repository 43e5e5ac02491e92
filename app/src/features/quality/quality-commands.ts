import { type QualityFinding, qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

export const answerFinding = (findingId: string, text: string): Promise<QualityFinding> =>
  answered(outbox.run(qualityApi.answer, { findingId, text }, { label: '答复质量检查的问题' }));
