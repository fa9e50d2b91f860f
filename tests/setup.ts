import { afterAll } from 'vitest';
import { endRedis } from './store/places.ts';

// Here, for files share a worker: a hook in a module would belong to the first file that loads it.
afterAll(endRedis);
