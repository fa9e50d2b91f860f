/** The words as they ship, and a detector over them: loaded and learned once for all files that a worker runs. */
import { loadLibrary } from '../../src/library/load.ts';
import { createDetector } from '../../src/safety/crisis.ts';
import { CONTENT } from './content-copy.ts';

export const library = await loadLibrary(CONTENT);
// Learned before any test has a deadline.
library.words('en').hear('');
export const detect = createDetector(library.words('en'));
