/** How a state is coloured, on the phone and on the desk alike; never by colour alone, each tone has its mark. */
export type Tone = 'plain' | 'brand' | 'success' | 'warning' | 'danger';
