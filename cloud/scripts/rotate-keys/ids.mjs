import { load } from '../service-code.mjs';

export const newId = () => load('kernel/new-id').newId();
