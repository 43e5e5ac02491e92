import type { PublicSupervision } from './lift-past.contract';

/** Words of what has happened to a lift. */
export interface HistoryWords {
  faults: (count: string) => string;
  noFaults: string;
  signs: Record<string, string>;
  open: string;
  repaired: string;
  noFault: string;
  entrapments: (count: string) => string;
  noEntrapments: string;
  trapped: string;
  hurt: string;
  underWay: string;
  mistaken: string;
  arrived: (minutes: number) => string;
  freed: (minutes: number) => string;
  stopped: string;
  major: string;
  parts: (names: string[]) => string;
  inspections: string;
  noInspections: string;
  lastInspection: (day: string) => string;
  nextInspection: (day: string) => string;
  majorInspection: (day: string) => string;
  supervision: string;
  noSupervision: string;
  supervised: Record<PublicSupervision['kind'], string>;
  usedAgain: (day: string) => string;
  notUsed: string;
}

export const historyInEnglish: HistoryWords = {
  faults: (count) => `Faults and repairs (latest ${count})`,
  noFaults: 'No faults on record.',
  signs: {
    door: 'Doors',
    stopped: 'Standing still',
    noise: 'Noise or shaking',
    levelling: 'Stops out of level',
    button: 'Buttons or display',
    light: 'Light or ventilation',
    alarm: 'Alarm or intercom',
    water: 'Water',
    step: 'Escalator steps or handrail',
    other: 'Other',
  },
  open: 'being dealt with',
  repaired: 'repaired',
  noFault: 'checked, no fault found',
  entrapments: (count) => `Entrapments and rescues (latest ${count})`,
  noEntrapments: 'No entrapments on record.',
  trapped: 'People trapped',
  hurt: 'Somebody hurt or caught',
  underWay: 'rescue under way',
  mistaken: 'false alarm',
  arrived: (minutes) => `rescuers there after ${minutes} min`,
  freed: (minutes) => `freed after ${minutes} min`,
  stopped: 'stood still for the repair',
  major: 'major repair',
  parts: (names) => `replaced: ${names.join(', ')}`,
  inspections: 'Inspections',
  noInspections: 'Not yet entered; please see the label in the car.',
  lastInspection: (day) => `Last inspection ${day}`,
  nextInspection: (day) => `Next inspection ${day}`,
  majorInspection: (day) => `Inspected after a major repair ${day}`,
  supervision: 'Supervision and stops',
  noSupervision: 'Nothing was decided about it, and it was never taken out of use.',
  supervised: {
    record_invalid: 'a maintenance record was found invalid',
    record_restored: 'a maintenance record was found valid on appeal',
    paused: 'closed for the time being',
    suspended: 'taken out of use',
  },
  usedAgain: (day) => `in use again ${day}`,
  notUsed: 'not in use again yet',
};
