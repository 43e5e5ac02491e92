import type { CalmWords, EscalatorHelpWords, HelpLanguage, HelpWords } from './help.words';

export const calmInEnglish: CalmWords = {
  title: 'Trapped in the lift?',
  call: (phone) => `Call for rescue: ${phone}`,
  say: (code, address) => `Say: lift number ${code}, ${address}.`,
  lines: [
    'Press the alarm button in the lift, or call the number above, and wait.',
    'Stand back or sit down. The lift is ventilated: there is enough air.',
    'Do not force the doors and do not climb out.',
  ],
  escalator: {
    title: 'Somebody hurt or caught?',
    lines: [
      'Press the red emergency stop at either end first.',
      'Do not pull at anybody who is caught. Wait for the rescuers.',
      'If somebody is hurt, call 120 as well.',
    ],
  },
};

export const helpInEnglish: HelpWords = {
  report: 'Cannot call? Ask for help here',
  parallel: 'This tells the maintenance company and the rescuers at once. No sign-in, no position needed.',
  stateLabel: 'Progress of your call',
  detailsTitle: 'If you can, tell us more (nothing is required)',
  people: 'How many people are inside',
  hurt: 'Somebody is hurt or unwell',
  phone: 'A phone we can call',
  tell: 'Tell the rescuers',
  mistaken: 'Pressed by mistake: take it back',
  freed: 'We are out',
  still: 'Somebody is still trapped',
  other: 'Not this lift?',
  otherTitle: 'Which one are you in?',
  script: {
    english: true,
    sending: 'Sending your call for help.',
    waiting:
      'Not sent yet. Your call is kept on this phone and sent again by itself. Please telephone first.',
    refused: 'No call was sent from here. Please telephone.',
    kept: 'Your call is kept on this phone and sent again by itself.',
    states: {
      waiting: 'Your call has been received; rescuers are being called. Stand back, do not force the doors.',
      accepted: 'A rescuer is coming for you and is getting ready. Stand back, do not force the doors.',
      on_the_way: 'The rescuers are on the way. Stand back, do not force the doors.',
      arrived: 'The rescuers are here. Please do as they say.',
      rescuing: 'You are being rescued. Please do as the rescuers say.',
      freed: 'Everybody is out. Please rest in a safe place.',
      closed: 'This rescue has ended.',
    },
    maybeThere: 'Your call has been received. A technician may be at the lift already; we are calling them.',
    calling: {
      station: 'Rescuers are being called, now a rescue station as well. Stand back, do not force the doors.',
      anew: 'Whoever was coming cannot come; others are being called. Stand back, do not force the doors.',
    },
    coming: 'The rescuers are on the way: about {m} min. Stand back, do not force the doors.',
    soon: 'The announced time is over; the rescuers are still on the way. Telephone again if you are worried. Stand back, do not force the doors.',
    takingBack: 'Your call is being taken back; without a network, as soon as it returns.',
    takenBack: 'This call was taken back.',
    notTrapped:
      'The rescue centre found that nobody is trapped. If you are still inside, call for help again at once or telephone {phone}.',
    also: 'Please also call {n}.',
    comma: ', ',
    colon: ': ',
    arrival: 'When the rescuers are here, read them the arrival code {c}.',
    noted: 'The rescuers know.',
    notNoted: 'It was not sent. Please press again in a moment.',
    sureMistaken: 'Is nobody trapped? Take the call back?',
    sureFreed: 'Is everybody out?',
    sureStill: 'Is somebody still inside? Call the rescuers again?',
    sureOther: 'Are you at {p}? The rescuers will go there instead.',
    noOther: 'No other lift is registered here. Please say on the telephone which one it is.',
    goingTo: 'The rescuers go to {p}.',
  },
};

const calm = 'Do not pull at anybody who is caught.';

export const escalatorInEnglish: EscalatorHelpWords = {
  people: 'How many people are hurt or caught',
  caught: 'Somebody is caught and not free yet',
  freed: 'Nobody is in danger any more',
  still: 'Somebody is still hurt or caught',
  script: {
    states: {
      waiting: `Your call has been received; rescuers are being called. ${calm}`,
      accepted: `A rescuer is coming for you and is getting ready. ${calm}`,
      on_the_way: `The rescuers are on the way. ${calm}`,
      arrived: helpInEnglish.script.states.arrived,
      rescuing: helpInEnglish.script.states.rescuing,
      freed: 'The rescue is done. Whoever is hurt, please see a doctor soon.',
      closed: helpInEnglish.script.states.closed,
    },
    calling: {
      station: `Rescuers are being called, now a rescue station as well. ${calm}`,
      anew: `Whoever was coming cannot come; others are being called. ${calm}`,
    },
    coming: `The rescuers are on the way: about {m} min. ${calm}`,
    soon: `The announced time is over; the rescuers are still on the way. Telephone again if you are worried. ${calm}`,
    notTrapped:
      'The rescue centre found that nobody is hurt or caught. If somebody needs help, call again at once or telephone {phone}.',
    sureMistaken: 'Is nobody hurt or caught? Take the call back?',
    sureFreed: 'Is nobody in danger any more?',
    sureStill: 'Is somebody still hurt or caught? Call the rescuers again?',
  },
};

export const helpLanguageEnglish: HelpLanguage = {
  calm: calmInEnglish,
  lift: helpInEnglish,
  escalator: escalatorInEnglish,
};
