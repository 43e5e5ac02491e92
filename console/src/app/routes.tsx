import { createBrowserRouter } from 'react-router';
import { Broken } from './broken';
import { Gate } from './gate';

/** Each page is a file of its own, fetched when first opened. */
export const router = createBrowserRouter(
  [
    // Whoever files has no account: this page stands before the gate.
    {
      path: '/filing',
      lazy: () => import('../features/filing/file.page'),
      errorElement: <Broken />,
      hydrateFallbackElement: <span />,
    },
    {
      path: '/',
      element: <Gate />,
      errorElement: <Broken />,
      hydrateFallbackElement: <span />,
      children: [
        { index: true, lazy: () => import('../features/overview/overview.page') },
        { path: 'lifts', lazy: () => import('../features/lift/lifts.page') },
        { path: 'lifts/:liftId', lazy: () => import('../features/lift/lift.page') },
        { path: 'contracts', lazy: () => import('../features/contract/contracts.page') },
        { path: 'contracts/new', lazy: () => import('../features/contract/new-contract.page') },
        { path: 'contracts/:contractId', lazy: () => import('../features/contract/contract.page') },
        { path: 'late-entries', lazy: () => import('../features/contract/late-entries.page') },
        { path: 'lifts-without-company', lazy: () => import('../features/contract/troubles.page') },
        { path: 'bindings', lazy: () => import('../features/lift/bindings.page') },
        { path: 'organisations', lazy: () => import('../features/organisation/organisations.page') },
        {
          path: 'organisations/:organisationId',
          lazy: () => import('../features/organisation/organisation.page'),
        },
        { path: 'filings', lazy: () => import('../features/filing/filings.page') },
        { path: 'filings/:filingId', lazy: () => import('../features/filing/filing.page') },
        { path: 'changes', lazy: () => import('../features/change/changes.page') },
        { path: 'jurisdictions', lazy: () => import('../features/jurisdiction/jurisdictions.page') },
        { path: 'officers', lazy: () => import('../features/officer/officers.page') },
        { path: 'imports', lazy: () => import('../features/import/imports.page') },
        { path: 'imports/new', lazy: () => import('../features/import/new-import.page') },
        { path: 'imports/:importId', lazy: () => import('../features/import/import.page') },
        { path: 'staff', lazy: () => import('../features/staff/staff.page') },
        { path: 'assignments', lazy: () => import('../features/staff/lift-staff.page') },
        { path: 'visits', lazy: () => import('../features/visit/visits.page') },
        { path: 'records', lazy: () => import('../features/record/records.page') },
        { path: 'records/:recordId', lazy: () => import('../features/record/record.page') },
        { path: 'tasks', lazy: () => import('../features/task/tasks.page') },
        { path: 'deliveries', lazy: () => import('../features/message/deliveries.page') },
        { path: 'devices', lazy: () => import('../features/device/devices.page') },
        { path: 'reviews', lazy: () => import('../features/review/reviews.page') },
        { path: 'review-statistics', lazy: () => import('../features/review/review-statistics.page') },
        { path: 'face-data', lazy: () => import('../features/review/face-data.page') },
        { path: 'audit', lazy: () => import('../features/privacy/audit.page') },
        { path: 'permissions', lazy: () => import('../features/privacy/permissions.page') },
        { path: 'log', lazy: () => import('../features/ledger/log.page') },
        { path: 'people', lazy: () => import('../features/paper/people.page') },
        { path: 'people/:personId', lazy: () => import('../features/paper/person.page') },
        { path: 'unit-papers', lazy: () => import('../features/paper/unit-papers.page') },
        { path: 'unit-papers/:organisationId', lazy: () => import('../features/paper/unit-papers.page') },
        { path: 'papers', lazy: () => import('../features/paper/papers.page') },
        { path: 'employment-conflicts', lazy: () => import('../features/paper/conflicts.page') },
        { path: '*', lazy: () => import('./missing.page') },
      ],
    },
  ],
  { basename: '/console' },
);
