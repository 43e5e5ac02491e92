import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { type Load, useLoad } from '../../ui/use-load';
import { readPack } from './visit-commands';

export const useVisit = (visitId: string): Load<VisitPack> => useLoad(() => readPack(visitId));
