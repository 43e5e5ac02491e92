import type { DispatchProposal } from './call-out.view.contract';

const reasons = { repair: '负责急修', maintenance: '负责维保', company: '' };

/** Why somebody stands where they stand among those who may be sent, and what speaks against it (REP-02). */
export const whyProposed = ({ why, isCertified, open, onDuty }: DispatchProposal['people'][number]): string =>
  [onDuty ? '正在值班' : '', reasons[why], isCertified ? '' : '没有作业证', open > 0 ? `手上 ${open} 件` : '']
    .filter((word) => word !== '')
    .join('，');
