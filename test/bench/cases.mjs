import { codeOf, idOf, tokenOf } from './names.mjs';

const many = (count, path) => Array.from({ length: count }, (_, index) => path(index));
const as = (role, index) => ({ authorization: `Bearer ${tokenOf(`${role}-${index % 10}`)}` });

/**
 * Reading cases: requests in turn, so that nothing is measured on one hot row alone. `target` is the least ratio to
 * the floor, `limitMs` the most that the service may take in the middle at two connections.
 */
export function readingCases({ lifts, records }) {
  const maintained = Math.ceil(records / 96);
  const step = Math.max(1, Math.floor(maintained / 40));
  return [
    {
      group: 'scan',
      name: 'scan page of a lift',
      contract: { module: 'code/code.contract', table: 'codeApi', name: 'lift' },
      requests: many(40, (index) => ({ path: `/api/codes/${codeOf((index * step) % lifts)}`, headers: {} })),
      target: 0.5,
    },
    {
      group: 'lists',
      name: 'lifts of a company',
      contract: { module: 'lift/lift.contract', table: 'liftApi', name: 'list' },
      requests: many(10, (index) => ({
        path: `/api/lifts?page=1&for=${index}`,
        headers: as('admin', index),
      })),
    },
    {
      group: 'lists',
      name: 'records of a company',
      contract: { module: 'record/record.contract', table: 'recordApi', name: 'list' },
      requests: many(10, (index) => ({
        path: `/api/records?page=1&for=${index}`,
        headers: as('admin', index),
      })),
    },
    {
      group: 'lists',
      name: 'visits of a technician today',
      contract: { module: 'visit/visit.contract', table: 'visitApi', name: 'today' },
      requests: many(10, (index) => ({
        path: `/api/visits/today?for=${index}`,
        headers: as('technician', index),
      })),
    },
    {
      group: 'lists',
      name: 'overview of a district',
      contract: { module: 'supervision/supervision.contract', table: 'supervisionApi', name: 'overview' },
      requests: many(10, (index) => ({
        path: `/api/overview?for=${index}`,
        headers: as('regulator', index),
      })),
    },
    {
      group: 'history',
      name: 'four years of one lift (timeline)',
      contract: { module: 'supervision/supervision.contract', table: 'supervisionApi', name: 'timeline' },
      requests: many(10, (index) => ({
        // The first hundred lifts lie in the first district and have the texts of their entries.
        path: `/api/lifts/${idOf('E', index % maintained)}/timeline?for=${index}`,
        headers: as('regulator', 0),
      })),
      limitMs: 20,
    },
  ];
}
