import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import type { OfficerPost } from '@lifttrust/shared-types/officer/officer.rules';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

/** One person for several lifts; answers how many have newly got them. */
export const nameOfficer = async (liftIds: string[], post: OfficerPost, personId: string): Promise<number> =>
  (await answered(outbox.run(officerApi.name, { liftIds, post, personId }, { label: '指定电梯责任人员' })))
    .named;
