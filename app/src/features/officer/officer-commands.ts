import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import type { OfficerPost } from '@lifttrust/shared-types/officer/officer.rules';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

/** One person for several lifts; answers how many have newly got them, and what to look at. */
export const nameOfficer = (liftIds: string[], post: OfficerPost, personId: string) =>
  answered(outbox.run(officerApi.name, { liftIds, post, personId }, { label: '指定电梯责任人员' }));
