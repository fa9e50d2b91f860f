import type { Edit } from '../content-copy.ts';

/** One planted breach: its rule, what it is, what is done to which file of content/, and what the finding has to say. */
export type Planted = [rule: string, what: string, path: string, edit: Edit, value: RegExp];

export const onEdge = 'en/explainers/on-edge.md';
export const anger = 'en/explainers/anger.md';
export const orienting = 'en/exercises/orienting.md';
export const boxBreathing = 'en/exercises/box-breathing.md';
export const longExhale = 'en/exercises/long-exhale.md';
export const selfHarm = 'en/cards/self_harm.md';
export const phrases = 'en/phrases.yaml';
export const helpLines = 'crisis-lines.yaml';
