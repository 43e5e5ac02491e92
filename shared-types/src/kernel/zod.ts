import * as z from 'zod';

// Mini-programs have no `new Function`; zod's compiled fast path would throw there (docs/adr/0004).
z.config({ jitless: true });

export { z };
