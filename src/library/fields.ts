import { z } from 'zod';

/** Some text, without the space around it. */
export const words = z.string().trim().min(1, 'some text');

/** The id of a page, an exercise, a feeling or an opening. */
export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id such as feet-on-floor');

/** How near a statement stands to the articles. */
export const origin = z.enum(['article', 'fits-article', 'widely-used']);

/** The id of a section of sources.yaml. */
export const section = z.string().regex(/^[A-Z][0-9]+(\.[0-9]+)?$/, 'a section id such as A4');
