import { callingInEnglish } from './help-words.en';
import type { WaitingWords } from './waiting-words';

export const waitingInEnglish: WaitingWords = {
  calling: callingInEnglish,
  asOf: (time) => `There is no network now; this is how it stood at ${time}.`,
  arrivalCode: 'When the rescuers are here, read them the arrival code:',
  dial: (number) => `Call ${number}`,
  steps: {
    received: ['Your call was received', 'Sending your call', 'Call received'],
    accepted: ['Somebody was found', 'Finding somebody to come', 'Somebody found'],
    'on-the-way': ['Rescuers set out', 'Rescuers are about to set out', 'Setting out'],
    arrived: ['Rescuers arrived', 'Rescuers are coming', 'Arrival'],
    freed: ['Everybody is out', 'The rescue is under way', 'Out'],
    done: ['The rescue is done', 'The rescue is under way', 'Rescue done'],
  },
  eta: (time) => `expected at ${time}`,
  yes: {
    freed: 'Everybody is out',
    safe: 'Nobody is in danger',
    mistaken: 'Nobody is trapped: take it back',
    nobodyHurt: 'Nobody is hurt: take it back',
    still: 'Somebody is still there: come again',
    otherLift: 'I am there: send them to it',
  },
  back: 'Back',
  chosen: 'chosen',
  oddCount: (most) => `Please write 1 to ${most}, or nothing if you do not know.`,
  oddPhone: 'This is not a telephone number. You may leave it empty.',
  phoneNote:
    'Only the rescuers and the rescue centre can see your number; each look is recorded, and it is deleted after 30 days.',
  kept: 'Kept on this phone and sent to the rescuers when there is a network.',
  none: {
    title: 'No call for help is open on this phone',
    line: 'If somebody is trapped or hurt, scan the code in the lift, or telephone with the button below.',
  },
};
