/** Puts texts on as few pages as they need in their order, none of them cut: Discord takes 4,000 characters of text in one message. */
export function pagesOf<T>(items: readonly T[], textOf: (item: T) => string): T[][] {
  const pages: T[][] = [];
  let room = 0;
  for (const item of items) {
    const { length } = textOf(item);
    const page = pages.at(-1);
    if (page && length <= room) page.push(item);
    else {
      pages.push([item]);
      room = PAGE_LENGTH;
    }
    room -= length;
  }
  return pages;
}

/** In characters; the rest is for what stands around it. */
const PAGE_LENGTH = 3_200;
