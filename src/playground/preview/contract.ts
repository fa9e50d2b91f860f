/** What the page of all words shows, as plain data. Its texts are in Discord's markdown. */
import type { Report } from '../../library/check/report.ts';
import type { Origin } from '../../library/schema.ts';

/** Everything that is shown to people, in one language. */
export interface View {
  /** Another one means that content/ was read anew. */
  version: string;
  language: string;
  languages: Named[];
  /** The country that safety cards are filled for, where one was chosen. */
  country?: string;
  countries: Named[];
  /** The day that ages are counted to, such as 2026-11-22. */
  today: string;
  /** True when what is saved is read at once. */
  isWatched: boolean;
  groups: Group[];
}

export interface Named {
  code: string;
  name: string;
}

/** All words of one kind. */
export interface Group {
  /** Its anchor too. */
  id: string;
  title: string;
  about: string;
  /** Files that hold many of its items, or all. */
  files: Place[];
  evidence?: Evidence;
  parts: Part[];
}

export interface Part {
  title?: string;
  text?: string;
  /** Short ones stand in a line each. */
  look: 'card' | 'line';
  items: Item[];
}

export interface Item {
  anchor: string;
  title: string;
  place: Place;
  /** What has to be done about it. */
  todo?: string;
  facts: Fact[];
  texts: Text[];
  evidence?: Evidence;
  opens: Opening[];
}

export interface Text {
  label?: string;
  text: string;
  facts?: Fact[];
  todo?: string;
  evidence?: Evidence;
  /** `text` is its alt text then. */
  picture?: { name: string; address: string };
}

/** Something true of a text; one without a label says it all by itself. */
export interface Fact {
  label?: string;
  value: string;
}

/** Where a text stands. */
export interface Place {
  /** Path from the parent of content/. */
  file: string;
  line?: number;
  /** The language has no text of its own here. */
  isEnglish: boolean;
}

/** How near to the articles a text stands. */
export interface Evidence {
  origin?: Origin;
  /** What a reader is told of it. */
  said?: string;
  /** A fact that the file holds and no reader is told. */
  untold?: string;
  sections: Section[];
}

interface Section {
  id: string;
  heading: string;
  anchor: string;
}

/** Another item that a text leads to. */
export interface Opening {
  label: string;
  title: string;
  anchor: string;
}

/** What the content check says of the files as they are now; no report where the packages it needs are not installed. */
export interface Checked {
  version: string;
  report?: Report;
}
